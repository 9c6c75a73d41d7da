"""A capital inside a sentence that no list explains makes a word a name."""

from collections.abc import Iterator, Sequence

from feedback_api.deidentify import cues
from feedback_api.deidentify.keep_list import kind_of
from feedback_api.deidentify.lexicon import Lexicon
from feedback_api.deidentify.reading import Reading
from feedback_api.deidentify.tokens import Token
from feedback_api.terms.text import Span


def deny_capitals(reading: Reading, found: Sequence[Span]) -> Iterator[Span]:
    """A span for each word with a capital where words have none, unless a list allows it there."""
    taken = reading.covered(found)
    for index, token in enumerate(reading.tokens):
        if taken[index] is None and _is_marked(token) and not _may_stay(token, reading.lexicon):
            yield Span(token.start, token.end, kind_of(token, reading), "capitals")


def _is_marked(token: Token) -> bool:
    """Whether a capital says something here; in a word with digits the keep list judges."""
    return token.is_capital and not token.opens and not any(c.isdigit() for c in token.text)


def _may_stay(token: Token, lexicon: Lexicon) -> bool:
    if token.is_shouted:
        return token.lower in lexicon.domain or not lexicon.is_name_too(token.lower)
    return token.lower not in cues.CAPITAL_NAMES and lexicon.may_have_capital(token.lower)
