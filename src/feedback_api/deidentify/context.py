"""Words that are also names (Roos, Vrede, Hope): their neighbours decide."""

from collections.abc import Iterator, Sequence

from feedback_api.deidentify import cues
from feedback_api.deidentify.reading import NAME_FILLER, Reading
from feedback_api.terms.text import Span, Tag

_NAME_TAGS = frozenset({Tag.PERSON, Tag.ROLE})
_PROPER_TAGS = frozenset({Tag.PLACE, Tag.ORGANISATION})
_RARE = 45
_RARE_AT_OPENING = 47
_WINDOW = 80
_BESIDE = (" ", "-", ". ")


def mask_names_in_context(reading: Reading, found: Sequence[Span]) -> Iterator[Span]:
    """A span for each possible name that stands where a name stands."""
    taken = list(reading.covered(found))
    for index, token in enumerate(reading.tokens):
        if taken[index] is None and _is_name_here(index, reading, taken):
            tag = Tag.PLACE if _after(index, reading, cues.PLACES) else Tag.PERSON
            first = _first_particle(index, reading) if _after_particle(index, reading, taken) else index
            span = Span(reading.tokens[first].start, token.end, tag, "context")
            taken[index] = span
            yield span


def _is_name_here(index: int, reading: Reading, taken: Sequence[Span | None]) -> bool:
    token, lexicon = reading.tokens[index], reading.lexicon
    capital = token.is_capital
    if token.is_number or token.lower in lexicon.domain:
        return False
    if (
        len(token.text) > 1
        and token.lower in cues.NEVER_NAMES
        and not (capital and token.lower in cues.CAPITAL_NAMES)
    ):
        return False
    if capital and not token.opens and _must_be_name(index, reading, taken):
        return True
    if token.lower in cues.PERSONS:
        return False
    if token.lower not in lexicon.names:
        return False
    plain = not capital and token.lower in cues.NEVER_ALONE
    if not plain and _before(index, reading, cues.PERSON_PHRASES):
        return True
    if _after_particle(index, reading, taken):
        return True
    if capital:
        return _capital_is_name(index, reading, taken)
    return not lexicon.is_everyday(token.lower) and _small_is_name(index, reading)


def _must_be_name(index: int, reading: Reading, taken: Sequence[Span | None]) -> bool:
    """Whether a capital inside a sentence touches a masked name or follows a title, kin or role."""
    if any(_beside_name(index, reading, taken, before=before) for before in (True, False)):
        return True
    following = taken[index + 1] if index + 1 < len(taken) and reading.gap(index) == " " else None
    if following is not None and following.tag in _PROPER_TAGS:
        return True
    return _after(index, reading, cues.PERSONS) and reading.tokens[index].lower not in cues.PERSONS


def _small_is_name(index: int, reading: Reading) -> bool:
    """Whether a possible name without a capital follows a person or a kind of place."""
    word = reading.tokens[index].lower
    if _after(index, reading, cues.PERSONS):
        return _is_rare_given_name(word, reading)
    return reading.lexicon.is_place(word) and _after(index, reading, cues.TOWNS)


def _capital_is_name(index: int, reading: Reading, taken: Sequence[Span | None]) -> bool:
    token, lexicon = reading.tokens[index], reading.lexicon
    if lexicon.is_everyday(token.lower) and token.opens and token.lower not in cues.CAPITAL_NAMES:
        return False
    rare = lexicon.levels.get(token.lower, 0) < _RARE_AT_OPENING
    if token.opens and rare and not set("fl").isdisjoint(lexicon.names[token.lower]):
        return True
    return (
        _after(index, reading, cues.PERSONS)
        or _after(index, reading, cues.PLACES)
        or _acts_as_person(index, reading)
        or _is_introduced(index, reading)
        or _beside_name(index, reading, taken, before=False)
        or _paired_with_name(index, reading, taken)
    )


def _after_particle(index: int, reading: Reading, taken: Sequence[Span | None]) -> bool:
    """Whether a possible surname follows a masked name and a particle: "[name] de wit"."""
    word, first = reading.tokens[index].lower, _first_particle(index, reading)
    kinds = reading.lexicon.names.get(word, "")
    if first == index or not kinds or (reading.lexicon.is_everyday(word) and "l" not in kinds):
        return False
    if _after(first, reading, cues.ROLES) and "l" in kinds and not reading.lexicon.is_everyday(word):
        return reading.lexicon.levels.get(word, 0) < _RARE
    return _beside_name(first, reading, taken, before=True)


def _first_particle(index: int, reading: Reading) -> int:
    """Where the particles right before a word begin; the word itself when it has none."""
    while index > 0 and reading.tokens[index - 1].lower in cues.PARTICLES and reading.gap(index - 1) == " ":
        index -= 1
    return index


def _paired_with_name(index: int, reading: Reading, taken: Sequence[Span | None]) -> bool:
    """Whether "and" ties a possible name to a masked one or to another possible name."""
    if index + 2 >= len(reading.tokens) or reading.tokens[index + 1].lower not in ("en", "and"):
        return False
    other, span = reading.tokens[index + 2], taken[index + 2]
    if span is not None:
        return span.tag in _NAME_TAGS
    return (
        other.is_capital
        and other.lower in reading.lexicon.names
        and other.lower not in reading.lexicon.domain
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


def _is_introduced(index: int, reading: Reading) -> bool:
    """Whether it is said who bears the word as a name: "Vrede is our new planner"."""
    end = reading.tokens[index].end
    return cues.WHO_IS.match(reading.text[end : end + _WINDOW]) is not None


def _acts_as_person(index: int, reading: Reading) -> bool:
    """Whether a word with a capital does what only people do: it says, rings, helps."""
    if reading.gap(index) != " ":
        return False
    return reading.tokens[index + 1].lower in cues.PERSON_VERBS
