"""Names of people in a language with a pack: behind what announces them, beside names, before a deed."""

from collections.abc import Iterator, Sequence

from feedback_api.deidentify.languages.lexicon import PackLexicon
from feedback_api.deidentify.reading import NAME_FILLER, Reading
from feedback_api.deidentify.tokens import Token
from feedback_api.terms.text import Span, Tag

_NAMING = frozenset({Tag.PERSON, Tag.ROLE})
_CUES = {
    "titles": Tag.PERSON, "kin": Tag.PERSON, "roles": Tag.PERSON,
    "places": Tag.PLACE, "organisations": Tag.ORGANISATION,
}  # fmt: skip
"""Word sets that a name stands right behind, and what kind of name."""
_BESIDE = (" ", "-", ". ", " - ")
_RARE = 30
"""A word that is also a name and rarer than this is taken for the name."""
_RARE_AT_OPENING = 45
_MOST_NAMES = 3
_QUOTES = "\"'‹›“”„«»"


def find_announced(reading: Reading, lexicon: PackLexicon) -> Iterator[Span]:
    """The one to three words after "my name is" and its like, whatever words they are."""
    if lexicon.pack.name_before is None:
        return
    for match in lexicon.pack.name_before.finditer(reading.plain):
        index = next((i for i, t in enumerate(reading.tokens) if t.start >= match.end()), None)
        if index is not None and not reading.text[match.end() : reading.tokens[index].start].strip(
            _QUOTES + " :"
        ):
            yield from _announced_name(index, reading, lexicon)


def _announced_name(first: int, reading: Reading, lexicon: PackLexicon) -> Iterator[Span]:
    last = None
    for index in range(first, min(first + _MOST_NAMES, len(reading.tokens))):
        token = reading.tokens[index]
        if index > first and reading.gap(index - 1) not in _BESIDE:
            break
        if not _may_be_name(token, lexicon) or (index > first and not _looks_like_name(token, lexicon)):
            break
        last = token
    if last is not None:
        yield Span(reading.tokens[first].start, last.end, Tag.PERSON, "person")


def _may_be_name(token: Token, lexicon: PackLexicon) -> bool:
    never = lexicon.pack.words["never_names"]
    return not token.is_number and token.lower not in never and token.lower not in lexicon.domain


def _looks_like_name(token: Token, lexicon: PackLexicon) -> bool:
    return token.is_capital or not lexicon.is_known(token.lower) or lexicon.is_name_too(token.lower)


def find_quoted(reading: Reading, lexicon: PackLexicon) -> Iterator[Span]:
    """What stands in quotation marks right after a word for an organisation or a place."""
    for index, token in enumerate(reading.tokens[:-1]):
        gap = reading.gap(index)
        if not gap.strip() or gap.strip()[-1] not in _QUOTES:
            continue
        kind = next((k for k in ("organisations", "places") if lexicon.is_in(token.lower, k)), None)
        start = reading.tokens[index + 1].start
        end = next(
            (i for i in range(start, min(len(reading.text), start + 60)) if reading.text[i] in _QUOTES), None
        )
        if kind and end:
            yield Span(start, end, _CUES[kind], "organisation")


def mask_names_in_context(reading: Reading, found: Sequence[Span]) -> Iterator[Span]:
    """A span for each word that is also a name and stands where a name stands."""
    lexicon = reading.lexicon
    if not isinstance(lexicon, PackLexicon):
        return
    taken = list(reading.covered(found))
    for index, token in enumerate(reading.tokens):
        if taken[index] is not None or token.is_number or not _may_be_name(token, lexicon):
            continue
        tag = _kind_here(index, reading, lexicon, taken)
        if tag is not None:
            taken[index] = span = Span(token.start, token.end, tag, "context")
            yield span


def _kind_here(
    index: int, reading: Reading, lexicon: PackLexicon, taken: Sequence[Span | None]
) -> Tag | None:
    token = reading.tokens[index]
    capital = token.is_capital
    after = _cue_before(index, reading, lexicon)
    if capital and not token.opens and (after or _beside_name(index, reading, taken)):
        return after or Tag.PERSON
    if not lexicon.is_name_too(token.lower):
        return None
    if after is not None:
        return after
    opens_rare = capital and token.opens and lexicon.levels.get(token.lower, 0) < _RARE_AT_OPENING
    if opens_rare or _is_rare(token, lexicon) or _beside_name(index, reading, taken):
        return Tag.PERSON
    return Tag.PERSON if _does_as_person(index, reading, lexicon, capital=capital) else None


def _is_rare(token: Token, lexicon: PackLexicon) -> bool:
    return token.lower in lexicon.levels and lexicon.levels[token.lower] < _RARE


def _cue_before(index: int, reading: Reading, lexicon: PackLexicon) -> Tag | None:
    """What kind of name the word before announces, on the same line."""
    if index == 0 or reading.gap(index - 1) not in (" ", ": ", ' "', ". ", "-"):
        return None
    before = reading.tokens[index - 1]
    if reading.gap(index - 1) == ". " and before.lower not in lexicon.pack.words["titles"]:
        return None
    if before.lower in lexicon.pack.words["particles"] and index > 1:
        return _cue_before(index - 1, reading, lexicon)
    return next((tag for group, tag in _CUES.items() if lexicon.is_in(before.lower, group)), None)


def _beside_name(index: int, reading: Reading, taken: Sequence[Span | None]) -> bool:
    """Whether a masked name, or a tag that hides one, touches the word."""
    token = reading.tokens[index]
    for other, edge, gap in (
        (index - 1, token.start - 2, reading.gap(index - 1)),
        (index + 1, token.end + 1, reading.gap(index)),
    ):
        if 0 <= edge < len(reading.text) and reading.text[edge] == NAME_FILLER:
            return True
        span = taken[other] if 0 <= other < len(taken) else None
        if span is not None and span.tag in _NAMING and gap in _BESIDE:
            return True
    return False


def _does_as_person(index: int, reading: Reading, lexicon: PackLexicon, *, capital: bool) -> bool:
    """Whether what follows only people do, or says that the word was a name."""
    token = reading.tokens[index]
    after = lexicon.pack.name_after
    if after is not None and after.match(reading.plain, token.end):
        return True
    if reading.gap(index) != " ":
        return False
    return capital and reading.tokens[index + 1].lower in lexicon.pack.words["person_verbs"]
