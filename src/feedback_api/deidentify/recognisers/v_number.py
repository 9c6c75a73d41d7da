"""V-numbers and older foreigners' numbers."""

import re
from collections.abc import Iterator

from feedback_api.deidentify.reading import Reading
from feedback_api.terms.text import Span, Tag

_TEN = re.compile(r"(?<!\d)\d(?:[ .\-/]{0,2}\d){9}(?!\d)")
_OLD = re.compile(r"(?<!\d)\d{4}[. ]\d{2}[. ]\d{2}[. ]\d{4}(?!\d)")
_KEYWORD = re.compile(
    r"\bv[ \-]?(?:nummers?|numbers?|nr|no)\b[^\d\n]{0,15}(?P<hit>\d(?:[ .\-/]{0,2}\d){3,13})", re.IGNORECASE
)


def find(reading: Reading) -> Iterator[Span]:
    """Runs of exactly ten digits, CRV numbers, and any number after "V-nummer".

    Source: domain guide section 6.
    """
    for pattern in (_TEN, _OLD, _KEYWORD):
        yield from reading.find(pattern, Tag.V_NUMBER, "v_number")
