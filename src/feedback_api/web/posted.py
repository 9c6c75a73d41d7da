"""A posted form as its fields: read whole, in memory, within a limit, and never printed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from urllib.parse import parse_qsl

from fastapi import Request

LARGEST_BODY = 64 * 1024
"""Bytes: two texts of 2,000 Ethiopic characters take 36 kB once percent-encoded."""

MOST_FIELDS = 40
"""An answer at the desk has a text and a reason in twelve languages."""

_FORM = "application/x-www-form-urlencoded"


class Unreadable(Enum):
    """Why a posted form cannot be read: the HTTP status and the text for its sender."""

    NOT_A_FORM = (415, "err.body")
    TOO_LARGE = (413, "err.large")
    BROKEN = (400, "err.body")

    @property
    def status(self) -> int:
        """HTTP status of the answer."""
        return self.value[0]

    @property
    def key(self) -> str:
        """Key of the text that tells the sender."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Posted:
    """The fields of one posted form; ``repr`` hides them, as some hold words as typed."""

    fields: Mapping[str, str] = field(repr=False)

    def get(self, name: str) -> str:
        """The field's value, empty when it was not sent."""
        return self.fields.get(name, "")


async def read_posted(request: Request) -> Posted | Unreadable:
    """Read an urlencoded body.

    We read it ourselves: a framework that validates fields answers with its own errors, which may
    repeat what was typed.
    """
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != _FORM:
        return Unreadable.NOT_A_FORM
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            return Unreadable.TOO_LARGE
    return parse_form(bytes(body))


def parse_form(body: bytes) -> Posted | Unreadable:
    """The fields of an urlencoded body in strict UTF-8; one sent twice means two things, and is refused."""
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS
        )
    except ValueError:
        return Unreadable.BROKEN
    fields = dict(pairs)
    return Posted(fields) if len(fields) == len(pairs) else Unreadable.BROKEN
