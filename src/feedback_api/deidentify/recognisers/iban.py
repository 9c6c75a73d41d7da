"""Bank account numbers."""

import re
from collections.abc import Iterator

from stdnum import iban

from feedback_api.deidentify.reading import Reading
from feedback_api.terms.text import Span, Tag

_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}[ .\-]?\d{2}(?:[ .\-]?[A-Za-z0-9]){10,30}")
_DUTCH = re.compile(r"(?<![A-Za-z0-9])NL[ .\-]?\d\d[ .\-]?[A-Z]{4}(?:[ .\-]?\d){4,10}", re.IGNORECASE)
_KEYWORD = re.compile(
    r"\b(?:iban|rekeningnummer|bankrekening|rekening|account number|bank account)\b[^\d\n]{0,12}"
    r"(?P<hit>[A-Z]{0,2}\d(?:[ .\-]?[A-Z]{0,4}\d){3,24})",
    re.IGNORECASE,
)


def find(reading: Reading) -> Iterator[Span]:
    """Account numbers that pass modulo 97, all that look Dutch, and numbers after "rekening".

    Source: ISO 13616; stdnum.iban.
    """
    for match in _IBAN.finditer(reading.text):
        end = _valid_end(reading.text, match.start(), match.end())
        if end:
            yield Span(match.start(), end, Tag.IBAN, "iban")
    yield from reading.find(_DUTCH, Tag.IBAN, "iban")
    yield from reading.find(_KEYWORD, Tag.IBAN, "iban")


def _valid_end(text: str, start: int, end: int) -> int:
    """Where the longest valid account number from ``start`` ends; 0 when there is none."""
    while end - start >= 15:
        if text[end - 1].isalnum() and iban.is_valid(text[start:end]):
            return end
        end -= 1
    return 0
