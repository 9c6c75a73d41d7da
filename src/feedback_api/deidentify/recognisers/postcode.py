"""Dutch and British postcodes."""

import re
from collections.abc import Iterator

from feedback_api.deidentify.reading import Reading
from feedback_api.terms.text import Span, Tag

_DUTCH = re.compile(r"(?<![\w])[1-9]\d{3}[ \-]?[A-Z]{2}(?!\w)")
_LOWER = re.compile(
    r"(?<![\w\-/.])(?!(?:19|20)\d\d )[1-9]\d{3}(?:[a-z]{2}|"
    r"[ \-](?!en|of|is|in|er|om|op|ik|je|we|ze|te|al|tm|to|as|at|by|my|"
    r"he|it|or|so|no|do)"
    r"[a-z]{2})(?!\w)"
)
_KEYWORD = re.compile(
    r"\b(?:postcode|postal code|zip)\b[ :]{0,2}(?:is )?(?P<hit>\d{3,6}(?: ?[a-z]{2}(?!\w))?)", re.IGNORECASE
)
_BRITISH = re.compile(r"(?<!\w)[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}(?!\w)")


def find(reading: Reading) -> Iterator[Span]:
    """Four digits and two letters, with or without a space, and British postcodes.

    Source: domain guide section 6; PostNL and Royal Mail formats.
    """
    for pattern in (_DUTCH, _LOWER, _KEYWORD, _BRITISH):
        yield from reading.find(pattern, Tag.POSTCODE, "postcode")
