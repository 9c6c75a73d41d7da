"""What was masked once is masked everywhere in the message."""

from collections.abc import Iterator, Sequence

from feedback_api.deidentify.reading import Reading
from feedback_api.deidentify.tokens import Token
from feedback_api.terms.text import Span, Tag

_NAMING = frozenset({Tag.PERSON, Tag.ROLE, Tag.PLACE, Tag.ORGANISATION, Tag.HANDLE})
_SHORTEST = 3


def sweep(reading: Reading, found: Sequence[Span]) -> Iterator[Span]:
    """Further uses of each masked name; a common word only where it is written the same way."""
    names: dict[str, Span] = {}
    taken = reading.covered(found)
    for token, span in zip(reading.tokens, taken, strict=True):
        if span is not None and span.tag in _NAMING and _is_telling(token, reading):
            names.setdefault(token.text, span)
    for token, span in zip(reading.tokens, taken, strict=True):
        if span is not None:
            continue
        bare = reading.lexicon.bare_name(token.lower)
        name = token.text if bare == token.lower else bare
        if name in names:
            yield Span(token.start, token.end, names[name].tag, "sweep")


def _is_telling(token: Token, reading: Reading) -> bool:
    """Whether a word of a masked span names somebody by itself, unlike the "de" in "de Boer"."""
    if len(token.text) < _SHORTEST or token.lower in reading.lexicon.domain:
        return False
    return not reading.lexicon.is_listed(token.lower) or reading.lexicon.is_name_too(token.lower)
