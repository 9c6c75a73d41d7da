"""Words that are also names (Roos, Vrede, Hope): their neighbours decide."""

from collections.abc import Iterator, Sequence

from feedback_api.deidentify import cues
from feedback_api.deidentify.reading import NAME_FILLER, Reading
from feedback_api.terms.text import Span, Tag

_NAME_TAGS = frozenset({Tag.PERSON, Tag.ROLE})
_RARE = 45
_BESIDE = (" ", "-", ". ")


def mask_names_in_context(reading: Reading, found: Sequence[Span]) -> Iterator[Span]:
    """A span for each possible name that stands where a name stands."""
    taken = list(reading.covered(found))
    for index, token in enumerate(reading.tokens):
        if taken[index] is None and _is_name_here(index, reading, taken):
            tag = Tag.PLACE if _after(index, reading, cues.PLACES) else Tag.PERSON
            span = Span(token.start, token.end, tag, "context")
            taken[index] = span
            yield span


def _is_name_here(index: int, reading: Reading, taken: Sequence[Span | None]) -> bool:
    token, lexicon = reading.tokens[index], reading.lexicon
    if token.is_number or token.lower in lexicon.domain or token.lower in cues.NEVER_NAMES:
        return False
    capital = token.is_capital and not reading.shouting
    if capital and _beside_name(index, reading, taken, before=True) and not token.opens:
        return True
    if token.lower not in lexicon.names:
        return False
    if lexicon.is_everyday(token.lower) and not (capital and not token.opens):
        return False
    return (
        (_after(index, reading, cues.PERSONS) and (capital or _is_rare_given_name(token.lower, reading)))
        or (capital and _after(index, reading, cues.PLACES))
        or (lexicon.is_place(token.lower) and _after(index, reading, cues.TOWNS))
        or _before(index, reading, cues.PERSON_PHRASES)
        or (capital and _acts_as_person(index, reading))
        or (capital and _beside_name(index, reading, taken, before=False))
    )


def _is_rare_given_name(word: str, reading: Reading) -> bool:
    """Whether a word in lower case is a given name and not much used as a word."""
    return reading.lexicon.is_given_name(word) and reading.lexicon.levels.get(word, 0) < _RARE


def _beside_name(index: int, reading: Reading, taken: Sequence[Span | None], *, before: bool) -> bool:
    """Whether a masked name, or a tag that hides one, touches the word."""
    step = -1 if before else 1
    token, other = reading.tokens[index], index + step
    text = reading.text
    edge = token.start - 2 if before else token.end + 1
    if 0 <= edge < len(text) and text[edge] == NAME_FILLER:
        return True
    if not 0 <= other < len(taken):
        return False
    span = taken[other]
    gap = reading.gap(other if before else index)
    return span is not None and span.tag in _NAME_TAGS and gap in _BESIDE


def _after(index: int, reading: Reading, words: frozenset[str]) -> bool:
    """Whether the word before, on the same line, is one of these."""
    if index == 0 or reading.gap(index - 1) not in (" ", ": ", ' "', " '"):
        return False
    return reading.tokens[index - 1].lower in words


def _before(index: int, reading: Reading, phrases: Sequence[str]) -> bool:
    tail = reading.text[reading.tokens[index].end :][:40].lower()
    return tail.startswith(" ") and tail[1:].startswith(tuple(phrases))


def _acts_as_person(index: int, reading: Reading) -> bool:
    """Whether a word with a capital does what only people do: it says, rings, helps."""
    if reading.gap(index) != " ":
        return False
    return reading.tokens[index + 1].lower in cues.PERSON_VERBS
