"""Dates and years of birth."""

import re
from collections.abc import Iterator

from feedback_api.deidentify.reading import Reading
from feedback_api.deidentify.recognisers.date import MONTHS
from feedback_api.terms.text import Span, Tag

_BORN = re.compile(
    r"\b(?:geboren|geb|geboortedatum|geboortejaar|geboorte|geboortedag|verjaardag|jarig|bouwjaar|born|"
    r"birthday|date of birth|"
    r"birth date|birthdate|dob|d\.o\.b\.?|year of birth|bj|gebdatum|geb\.datum)\b\.?"
    rf"[ :=]{{0,3}}(?:(?:is|was|ben ik|op|in|on|the|de|van|date|datum|mijn|my|jaar|year|het|mijne|"
    rf"oktober) ){{0,4}}"
    rf"(?P<hit>(?:\d{{1,2}}(?:e|de|ste|st|nd|rd|th)?[ \-/.]{{0,2}})?(?:(?:of |van )?{MONTHS}[ \-/.,]{{0,2}})?"
    rf"(?:\d{{1,4}}(?:st|nd|rd|th)?)(?:[ \-/.,]{{1,2}}\d{{1,4}}){{0,2}})",
    re.IGNORECASE,
)
_YEAR_OF = re.compile(
    r"\b(?:van|uit|from|of) (?:het )?(?:bouwjaar|geboortejaar) (?P<hit>(?:19|20)?\d{2})", re.IGNORECASE
)
_YEAR_WORDS = re.compile(
    r"\b(?:geboren|born)(?: ben ik| is)? in (?:het jaar )?(?P<hit>(?:'\d\d|(?:zestig|zeventig|tachtig|"
    r"negentig)|"
    r"(?:sixty|seventy|eighty|ninety)(?:[ \-](?:one|two|three|four|five|six|seven|eight|nine))?|"
    r"(?:een|twee|drie|vier|vijf|zes|zeven|acht|negen)[e\u00eb]n(?:zestig|zeventig|tachtig|negentig)|"
    r"negentien\w{0,25}|tweeduizend\w{0,15}|"
    r"nineteen[ \-]\w{3,8}(?:[ \-]\w{3,6})?|two thousand(?: and)?(?: \w{3,8})?))",
    re.IGNORECASE,
)
_YEAR_BORN = re.compile(r"(?P<hit>(?:19|20)\d{2}) (?:geboren|born)\b", re.IGNORECASE)


def find(reading: Reading) -> Iterator[Span]:
    """Whatever date or year stands with a word for birth, month and year included."""
    for pattern in (_BORN, _YEAR_OF, _YEAR_WORDS, _YEAR_BORN):
        yield from reading.find(pattern, Tag.BIRTH_DATE, "birth_date")
