"""Citizen service numbers (burgerservicenummer)."""

import re
from collections.abc import Iterator

from stdnum.nl import bsn

from feedback_api.deidentify.reading import Reading
from feedback_api.terms.text import Span, Tag

_NINE = re.compile(r"(?<!\d)\d(?:[ .\-]?\d){7,8}(?!\d)")
_KEYWORD = re.compile(
    r"\b(?:bsn|burgerservice\w*|sofi\w*|sofinummer)\b[^\d\n]{0,20}(?P<hit>\d(?:[ .\-]?\d){4,11})",
    re.IGNORECASE,
)


def find(reading: Reading) -> Iterator[Span]:
    """Numbers that pass the eleven test, and any number after the word "bsn".

    Source: domain guide section 6; stdnum.nl.bsn.
    """
    for match in _NINE.finditer(reading.text):
        if bsn.is_valid(re.sub(r"\D", "", match[0]).zfill(9)):
            yield Span(match.start(), match.end(), Tag.BSN, "bsn")
    yield from reading.find(_KEYWORD, Tag.BSN, "bsn")
