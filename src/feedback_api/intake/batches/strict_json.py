"""JSON that means one thing only: UTF-8, no key twice, no NaN, not deep.

Source: RFC 8259, sections 4 (unique names), 6 (no NaN), 8.1 (UTF-8); RFC 7493 (I-JSON).
"""

import json
import re
from collections.abc import Iterable
from typing import NoReturn

from feedback_api.terms.errors import UnreadableBody

MOST_DEPTH = 32
"""Brackets within brackets; what we accept has three."""

STRING = rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
"""A string, closed; possessive, so that one without an end is found out in one pass."""

_TOKEN = re.compile(STRING + rb'|["\[\]{}]', re.DOTALL)
_OPEN, _CLOSE = b"[{", b"]}"


def read_json(body: bytes | bytearray) -> object:
    """The value that a text stands for.

    Raises:
        UnreadableBody: ``not-utf-8``, ``not-json``, ``duplicate-key`` or ``too-deep``; never the text.
    """
    end_of_value(body, 0)
    try:
        return json.loads(_text(body), object_pairs_hook=_unique, parse_constant=_refuse)
    except (ValueError, RecursionError):
        # The reader's own message would repeat a position, and the exception the whole text.
        raise UnreadableBody("not-json") from None


def end_of_value(body: bytes | bytearray, start: int, most: int | None = None) -> int:
    """Where the object or list that starts at a place is closed; the end of the text if it is not.

    Looks at brackets outside strings only, so that neither depth nor size costs more than a glance.

    Raises:
        UnreadableBody: ``too-deep``; ``item-too-large`` beyond ``most`` bytes; ``not-json`` where a
            string has no end.
    """
    depth = 0
    for token in _TOKEN.finditer(body, start):
        mark = token[0]
        if mark == b'"':
            raise UnreadableBody("not-json")
        if mark in _OPEN:
            depth += 1
        elif mark in _CLOSE:
            depth -= 1
        if depth > MOST_DEPTH:
            raise UnreadableBody("too-deep")
        if most is not None and token.end() - start > most:
            raise UnreadableBody("item-too-large")
        if depth <= 0 and mark in _CLOSE:
            return token.end()
    return len(body)


def _text(body: bytes | bytearray) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableBody("not-utf-8") from None


def _unique(pairs: Iterable[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise UnreadableBody("duplicate-key")
        found[name] = value
    return found


def _refuse(_constant: str) -> NoReturn:
    raise ValueError("not a number of JSON")
