"""What people put before a name out of respect: it goes with the name, because it tells who is meant."""

from collections.abc import Iterator, Sequence

from feedback_api.deidentify.languages.lexicon import PackLexicon
from feedback_api.deidentify.languages.people import mask_names_in_context
from feedback_api.deidentify.reading import NAME_FILLER, Reading
from feedback_api.terms.text import Span, Tag

_NAMING = frozenset({Tag.PERSON, Tag.ROLE, Tag.WORD, Tag.PLACE})
"""What a name behind a title may have been taken for."""


def mask_names_and_honorifics(reading: Reading, found: Sequence[Span]) -> Iterator[Span]:
    """Names by what stands beside them, then what honours a name."""
    named = list(mask_names_in_context(reading, found))
    yield from named
    yield from mask_honorifics(reading, [*found, *named])
    yield from mask_honorifics_behind(reading, [*found, *named])


def mask_honorifics(reading: Reading, found: Sequence[Span]) -> Iterator[Span]:
    """A span for each word such as "uncle" or "sheikh" that stands right before what was taken out."""
    lexicon = reading.lexicon
    if not isinstance(lexicon, PackLexicon) or not lexicon.pack.words["honorifics"]:
        return
    taken = list(reading.covered(found))
    for index in range(len(taken) - 1, -1, -1):
        token = reading.tokens[index]
        honours = taken[index] is None and token.lower in lexicon.pack.words["honorifics"]
        if honours and _stands_before_name(index, reading, taken):
            taken[index] = span = Span(token.start, token.end, Tag.PERSON, "context")
            yield span


def mask_honorifics_behind(reading: Reading, found: Sequence[Span]) -> Iterator[Span]:
    """The same for a language that honours behind the name, endings included ("Sakine Hoca'ya")."""
    lexicon = reading.lexicon
    if not isinstance(lexicon, PackLexicon) or not lexicon.pack.words["honorifics_after"]:
        return
    taken = list(reading.covered(found))
    for index, token in enumerate(reading.tokens):
        if taken[index] is None and token.lower.partition("'")[0] in lexicon.pack.words["honorifics_after"]:
            before = taken[index - 1] if index else None
            named = before is not None and before.tag is Tag.PERSON and reading.gap(index - 1) == " "
            if named or (token.start > 1 and reading.text[token.start - 2] == NAME_FILLER):
                taken[index] = span = Span(token.start, token.end, Tag.PERSON, "context")
                yield span


def _stands_before_name(index: int, reading: Reading, taken: Sequence[Span | None]) -> bool:
    edge = reading.tokens[index].end + 1
    if edge < len(reading.text) and reading.text[edge] == NAME_FILLER:
        return True
    following = taken[index + 1] if index + 1 < len(taken) else None
    return following is not None and following.tag in _NAMING and reading.gap(index) in (" ", ". ")
