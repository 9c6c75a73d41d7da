"""Telephone numbers of any country."""

import re
from collections.abc import Iterator

import phonenumbers

from feedback_api.deidentify.reading import Reading
from feedback_api.terms.text import Span, Tag

_RUN = re.compile(r"(?<![\w.])(?:\+|00|\(?0)[\d() .\-/]{6,22}\d(?!\d)")
_KEYWORD = re.compile(
    r"\b(?:tel|telefoon|telefoonnummer|mobiel|gsm|whatsapp|bel|bereikbaar op|phone|mobile|call)\b"
    r"[ .:]{0,3}(?:me |mij |us |op |on |is |nr |nummer |"
    r"number ){0,3}[ .:]{0,2}(?P<hit>[+\d(][\d() .\-/]{4,22}\d)",
    re.IGNORECASE,
)
_SHORTEST, _LONGEST = 8, 15


def find(reading: Reading) -> Iterator[Span]:
    """Numbers that a telephone could dial, and short ones after a word such as "tel"."""
    for match in _RUN.finditer(reading.text):
        if is_phone(match[0]):
            yield Span(match.start(), match.end(), Tag.PHONE, "phone")
    yield from reading.find(_KEYWORD, Tag.PHONE, "phone")


def is_phone(written: str) -> bool:
    """Whether a run of digits is a possible number, in the Netherlands or with a country code.

    Source: libphonenumber metadata (ITU-T E.164).
    """
    digits = sum(c.isdigit() for c in written)
    if not _SHORTEST <= digits <= _LONGEST:
        return False
    try:
        return bool(phonenumbers.is_possible_number(phonenumbers.parse(written, "NL")))
    except phonenumbers.NumberParseException:
        return False
