"""A batch as one JSON document, ``{"items": [...]}``, cut into its items without building the whole."""

import re

from feedback_api.intake.batches.row import MOST_ITEM_BYTES, MOST_ITEMS, Row, spoiled
from feedback_api.intake.batches.strict_json import STRING, end_of_value, read_json
from feedback_api.terms.errors import UnreadableBody

_BLANK = re.compile(rb"[ \t\r\n]*")
_STRING = re.compile(STRING, re.DOTALL)
_SCALAR = re.compile(rb"[^ \t\r\n,\]}\[{\":]+")
_MARK = b"\xef\xbb\xbf"


def read_json_document(body: bytes | bytearray) -> list[Row]:
    """The items of a document; only ``items`` is known there.

    An item is read alone: a whole body of empty brackets would otherwise take twenty times its size.

    Raises:
        UnreadableBody: when the whole is no such document; ``too-many-items`` as soon as that is seen.
    """
    return _Document(body).items()


class _Document:
    """A place in a document that moves forward only."""

    def __init__(self, body: bytes | bytearray) -> None:
        self._body, self._at = body, len(_MARK) if body.startswith(_MARK) else 0

    def items(self) -> list[Row]:
        self._take(b"{")
        if self._next() == b"}":
            raise UnreadableBody("no-items")
        found: list[Row] | None = None
        while found is None or self._next() == b",":
            if found is not None:
                self._take(b",")
            name = self._name()
            if name != "items":
                raise UnreadableBody("unknown-field")
            if found is not None:
                raise UnreadableBody("duplicate-key")
            self._take(b":")
            found = self._list()
        self._take(b"}")
        if self._next():
            raise UnreadableBody("not-json")
        return found

    def _list(self) -> list[Row]:
        self._take(b"[")
        found: list[Row] = []
        while self._next() != b"]":
            if found:
                self._take(b",")
            found.append(self._item())
            if len(found) > MOST_ITEMS:
                raise UnreadableBody("too-many-items")
        self._take(b"]")
        return found

    def _item(self) -> Row:
        value = self._value()
        try:
            return Row(read_json(value))
        except UnreadableBody as problem:
            if problem.code == "duplicate-key":
                return spoiled(problem.code)
            raise

    def _value(self) -> bytes | bytearray:
        mark, start = self._next(), self._at
        if mark in (b"{", b"["):
            self._at = end_of_value(self._body, start, MOST_ITEM_BYTES)
        else:
            scalar = (_STRING if mark == b'"' else _SCALAR).match(self._body, start)
            if scalar is None:
                raise UnreadableBody("not-json")
            self._at = scalar.end()
        if self._at - start > MOST_ITEM_BYTES:
            raise UnreadableBody("item-too-large")
        return self._body[start : self._at]

    def _name(self) -> object:
        if self._next() != b'"':
            raise UnreadableBody("not-json")
        return read_json(self._value())

    def _next(self) -> bytes:
        blank = _BLANK.match(self._body, self._at)
        self._at = blank.end() if blank is not None else self._at
        return bytes(self._body[self._at : self._at + 1])

    def _take(self, mark: bytes) -> None:
        if self._next() != mark:
            raise UnreadableBody("not-json")
        self._at += 1
