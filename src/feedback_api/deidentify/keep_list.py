"""Default-deny: a word stays only when it is known harmless; typed names never are."""

import re
from collections.abc import Iterator, Sequence

from feedback_api.deidentify.reading import Reading
from feedback_api.deidentify.tokens import Token
from feedback_api.terms.text import Span, Tag

_HARMLESS_MIX = re.compile(
    r"[1-9]?\d(?:e|de|ste|x|st|nd|rd|th|u|h|km|min|m|wk|mnd|jr|yr|yrs|hrs)|[abc][0-3]|[0-9]{1,3}%|"
    r"covid19|[345]g|nt2|[1-9]?\d{1,2}(?:am|pm|mb|gb|k|ft|kg)|[0-2]?\dh[0-5]\d|b4|w8|w8en|w8ten|gr8|2day|2morrow|4ever",
)
"""Ordinals, "3x", levels of language: digits inside a word that identify nobody."""


def deny_unknown(reading: Reading, found: Sequence[Span]) -> Iterator[Span]:
    """A span for each word that is on no list."""
    taken = reading.covered(found)
    for index, token in enumerate(reading.tokens):
        if taken[index] is None and not _is_harmless(token, reading):
            yield Span(token.start, token.end, kind_of(token, reading), "keep list")


def _is_harmless(token: Token, reading: Reading) -> bool:
    if token.is_number:
        return True  # numbers have a recogniser of their own, which takes all but a few
    if any(c.isdigit() for c in token.text):
        return _HARMLESS_MIX.fullmatch(token.lower) is not None or reading.lexicon.joins_digits(token.lower)
    return reading.lexicon.is_known(token.lower)


def kind_of(token: Token, reading: Reading) -> Tag:
    """What an unknown word most likely is: part of a number, a place, a name, or just a word."""
    lexicon = reading.lexicon
    if any(c.isdigit() for c in token.text):
        return Tag.NUMBER
    if lexicon.is_place(token.lower) and not lexicon.is_given_name(token.lower):
        return Tag.PLACE
    if reading.is_written_large(token) or token.lower in lexicon.names:
        return Tag.PERSON
    if any(rest in lexicon.names for rest in lexicon.without_joined(token.lower)):
        return Tag.PERSON
    return Tag.WORD
