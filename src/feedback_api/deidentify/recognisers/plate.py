"""Number plates of vehicles."""

import re
from collections.abc import Iterator

from feedback_api.deidentify.reading import Reading
from feedback_api.terms.text import Span, Tag

_SERIES = re.compile(
    r"(?<![\w\-])(?:[A-Z]{1,3}[ \-]\d{2,3}[ \-][A-Z]{1,3}|\d{1,3}[ \-][A-Z]{2,3}[ \-]\d{1,2}|"
    r"[A-Z]{2}[ \-]\d{2}[ \-]\d{2}"
    r"|[A-Z]{2}[ \-][A-Z]{2}[ \-]\d{2}|\d{2}[ \-][A-Z]{2}[ \-][A-Z]{2}|"
    r"\d{2}[ \-]\d{2}[ \-][A-Z]{2})(?![\w\-])"
)
_LOWER = re.compile(
    r"(?<![\w\-])(?:[a-z]{1,3}-\d{2,3}-[a-z]{1,3}|\d{1,3}-[a-z]{2,3}-\d{1,2}|[a-z]{2}-[a-z]{2}-\d{2}|"
    r"\d{2}-[a-z]{2}-[a-z]{2})"
    r"(?![\w\-])"
)
_KEYWORD = re.compile(
    r"\b(?:kenteken(?:plaat)?|nummerbord|nummerplaat|number plate|licen[cs]e plate|plate(?: number)?|"
    r"registration)\b"
    r"(?: ?[:=] ?| is | was | number | )(?:van (?:de|het|mijn) \w{1,12} |is ){0,2}"
    r"(?P<hit>(?=[a-z \-]{0,8}\d)[a-z0-9]{1,8}(?:[ \-](?=[a-z]{0,3}\d|"
    r"[a-z]{1,3}(?![a-z]))[a-z0-9]{1,4}){0,3})",
    re.IGNORECASE,
)


def find(reading: Reading) -> Iterator[Span]:
    """Plates of the Dutch series, and anything with digits after the word "kenteken".

    Source: RDW, overview of number plate series (sidecodes 1 to 14).
    """
    for pattern in (_SERIES, _LOWER, _KEYWORD):
        yield from reading.find(pattern, Tag.PLATE, "plate")
