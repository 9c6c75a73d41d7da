"""Court and IND case numbers."""

import re
from collections.abc import Iterator

from feedback_api.deidentify.reading import Reading
from feedback_api.terms.text import Span, Tag

_ECLI = re.compile(r"(?<!\w)ECLI ?: ?[A-Z]{2} ?: ?[A-Z]{1,7} ?: ?\d{4} ?: ?[A-Z0-9.]{1,25}", re.IGNORECASE)
_COURT = re.compile(r"(?<!\w)(?:NL|AWB|SGR|BRE|ARN|ROT|AMS|UTR|HAA|ZWO)[ \-]?\d{2}[./ \-]\d{3,6}"
    r"(?:(?:, ?| en | and )(?:\d{2}[./])?\d{3,6})*",
                    re.IGNORECASE)  # fmt: skip
_COUNCIL = re.compile(r"(?<!\d)\d{9}/\d/[A-Z]\d{1,2}(?!\w)|(?<!\d)20\d{7}/\d(?:/[A-Z]\d)?", re.IGNORECASE)
_IND = re.compile(r"(?<!\w)Z ?\d? ?[\-–] ?\d[\d \-.]{3,16}\d", re.IGNORECASE)
_KEYWORD = re.compile(
    r"\b(?:zaak|zaaknummer|zaaknr|rolnummer|procedurenummer|case|case number|docket|"
    r"parketnummer)\b[ .:]{0,3}(?:nummer |number |nr\.? |no\.? |is )?"
    r"(?P<hit>(?:(?-i:[A-Z]{1,4})[ \-]?)?\d[\dA-Z]{0,12}(?:[./\- ][\dA-Z]{0,4}\d[\dA-Z]{0,6}){0,5})",
    re.IGNORECASE,
)


def find(reading: Reading) -> Iterator[Span]:
    """Case numbers of courts, the Council of State and the IND.

    Source: domain guide section 6; ECLI: European Council conclusions 2011/C 127/01.
    """
    for pattern in (_ECLI, _COURT, _COUNCIL, _IND):
        yield from reading.find(pattern, Tag.CASE, "case")
    for span in reading.find(_KEYWORD, Tag.CASE, "case"):
        if sum(c.isdigit() for c in reading.text[span.start : span.end]) >= 3:
            yield span
