"""Towns, villages and centres, by the words before them."""

import re
from collections.abc import Iterator

from feedback_api.deidentify import cues
from feedback_api.deidentify.reading import Reading
from feedback_api.terms.text import Span, Tag

_LARGE = frozenset(
    ("ter apel", "apel", "schiphol", "nederland", "nederlands", "netherlands", "holland", "europa", "europe")
)
"""Places that hide those who were there (domain guide section 6)."""
_PREPOSITIONS = r"(?:in|te|uit|naar|nabij|bij|rond|vanuit|tot in|richting|at|from|to|near|around)"
_AFTER = re.compile(
    rf"(?<!\w)(?:(?:azc|aanmeldcentrum|opvanglocatie|noodopvang|gemeente|dorp|stad|asielzoekerscentrum|"
    rf"locatie|regio|provincie|wijk|"
    rf"rechtbank|detentiecentrum|gevangenis|station|vliegveld|pol|col|vbl|gl|ac|town|city|village|"
    rf"municipality of|court|district|region|province|camp|kamp)"
    rf"(?: {_PREPOSITIONS})?|{_PREPOSITIONS}) "
    r"(?P<hit>(?:(?:Den|Het|De|'s|Sint|St\.?|Nieuw|Oud|Groot|Klein|Ter|Bad|New|El|Al|Deir|"
    r"Tel) ?-?)?[A-Z][^\W\d_]{1,25}(?:[ \-][A-Z][^\W\d_]{1,25}){0,2}"
    r"(?:[ \-](?:aan|an|op|bij|in)[ \-](?:den|de|der)[ \-][A-Z]\w{1,20})?)"
)
_HAGUE = re.compile(
    r"(?<!\w)(?:den haag|the hague|den bosch|'?s[ \-]?hertogenbosch|den helder|ter aar|het gooi)(?!\w)",
    re.IGNORECASE,
)


def find(reading: Reading) -> Iterator[Span]:
    """Capitals after "azc", "gemeente", "in" and the like; known towns in lower case too."""
    for span in reading.find(_AFTER, Tag.PLACE, "place"):
        words = reading.text[span.start : span.end]
        if not _is_allowed(words, reading):
            given = reading.lexicon.is_given_name(words.split()[0].lower()) and " " in words
            yield Span(span.start, span.end, Tag.PERSON if given else Tag.PLACE, "place")
    yield from reading.find(_HAGUE, Tag.PLACE, "place")
    yield from _known_towns(reading)


def _is_allowed(words: str, reading: Reading) -> bool:
    lower = words.lower()
    if lower in _LARGE or lower.startswith("ter apel"):
        return True
    parts = lower.replace("-", " ").split()
    if any(reading.lexicon.is_place(p) and p not in reading.lexicon.domain for p in parts):
        return False
    return all(p in reading.lexicon.domain or (p in cues.NEVER_NAMES) or _is_plain(p, reading) for p in parts)


def _is_plain(part: str, reading: Reading) -> bool:
    """Whether a word with a capital is an ordinary one that no town shares its name with."""
    return part not in reading.lexicon.names and reading.lexicon.is_listed(part)


def _known_towns(reading: Reading) -> Iterator[Span]:
    for index, token in enumerate(reading.tokens[1:], 1):
        before = reading.tokens[index - 1].lower
        if token.lower in reading.lexicon.domain or token.lower in cues.NEVER_NAMES:
            continue
        if before in cues.TOWNS and reading.gap(index - 1) == " " and reading.lexicon.is_place(token.lower):
            yield Span(token.start, token.end, Tag.PLACE, "place")
