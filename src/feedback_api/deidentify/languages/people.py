"""Names of people in a language with a pack: behind what announces them, beside names, before a deed."""

from collections.abc import Iterator, Sequence

from feedback_api.deidentify.languages.lexicon import BY_HAND, PackLexicon
from feedback_api.deidentify.languages.uncased import is_name_here, joins_names
from feedback_api.deidentify.reading import NAME_FILLER, Reading
from feedback_api.deidentify.tokens import Token
from feedback_api.terms.text import Span, Tag

_NAMING = frozenset({Tag.PERSON, Tag.ROLE})
_CUES = {
    "titles": Tag.PERSON, "kin": Tag.PERSON, "roles": Tag.PERSON,
    "places": Tag.PLACE, "organisations": Tag.ORGANISATION,
}  # fmt: skip
"""Word sets that a name stands right behind, and what kind of name."""
_CALLING = ("titles", "kin", "roles")
"""Words that call people something: they stand beside names and are none."""
_BESIDE = (" ", "-", ". ", " - ")
_RARE = 30
"""A word that is also a name and rarer than this is taken for the name."""
_RARE_AT_OPENING = 45
_RARE_AFTER_TITLE = 35
"""A rarer word right after a title ("uncle", "Mr") is taken for a name, although no list has it as one."""
_MOST_NAMES = 3
_LONGEST_HOUSE = 5
_MOST_PARTICLES = 4
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
    """What stands in quotation marks right after a word for an organisation or a place, with that word."""
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
            yield Span(token.start, end, _CUES[kind], "organisation")


def find_named_houses(reading: Reading, lexicon: PackLexicon) -> Iterator[Span]:
    """A word for an organisation with the capitals or unknown words behind it: "association Les Mains"."""
    for index, token in enumerate(reading.tokens[:-1]):
        if not lexicon.is_in(token.lower, "organisations"):
            continue
        last = index
        while last - index < _LONGEST_HOUSE and _goes_on_in_capitals(last, reading, lexicon):
            last += 1
        if last > index:
            yield Span(token.start, reading.tokens[last].end, Tag.ORGANISATION, "organisation")


def _goes_on_in_capitals(index: int, reading: Reading, lexicon: PackLexicon) -> bool:
    if index + 1 >= len(reading.tokens) or reading.gap(index) != " ":
        return False
    following = reading.tokens[index + 1]
    if following.is_number or following.lower in lexicon.domain:
        return False
    return following.is_capital or not lexicon.is_known(following.lower)


def mask_names_in_context(reading: Reading, found: Sequence[Span]) -> Iterator[Span]:
    """A span for each word that is also a name and stands where a name stands."""
    lexicon = reading.lexicon
    if not isinstance(lexicon, PackLexicon):
        return
    taken = list(reading.covered(found))
    for index, token in enumerate(reading.tokens):
        if taken[index] is not None or token.is_number:
            continue
        if not _may_be_name(token, lexicon) and not joins_names(index, reading, lexicon, taken):
            continue
        if any(lexicon.is_in(token.lower, group) for group in _CALLING):
            continue
        tag = _kind_here(index, reading, lexicon, taken)
        if tag is None and is_name_here(index, reading, lexicon, taken):
            tag = Tag.PERSON
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
        return Tag.PERSON if after is not None and _is_rare_after_title(index, reading, lexicon) else None
    if after is not None:
        return after
    if _is_rare(token, lexicon) or _beside_name(index, reading, taken):
        return Tag.PERSON
    if capital and (_opens_as_name(token, reading, lexicon) or _listed_with_name(index, reading, taken)):
        return Tag.PERSON
    if _paired_with_name(index, reading, lexicon, taken) or _is_met(index, reading, lexicon):
        return Tag.PERSON
    return Tag.PERSON if _does_as_person(index, reading, lexicon, capital=capital) else None


def _opens_as_name(token: Token, reading: Reading, lexicon: PackLexicon) -> bool:
    """Whether a word that is also a name opens a sentence as one: rare, or not as the pack says of words."""
    if not token.opens:
        return False
    if lexicon.levels.get(token.lower, 0) < _RARE_AT_OPENING:
        return True
    as_word = lexicon.pack.word_here
    by_hand = BY_HAND in lexicon.names.get(token.lower, "")
    return by_hand and as_word is not None and as_word.match(reading.plain, token.start) is None


def _listed_with_name(index: int, reading: Reading, taken: Sequence[Span | None]) -> bool:
    """Whether a comma parts the word from a masked name with a capital: "Hope, Miriam and I"."""
    for other, gap in ((index - 1, reading.gap(index - 1)), (index + 1, reading.gap(index))):
        span = taken[other] if 0 <= other < len(taken) else None
        if span is not None and span.tag is Tag.PERSON and gap == ", " and reading.tokens[other].is_capital:
            return True
    return False


def _is_met(index: int, reading: Reading, lexicon: PackLexicon) -> bool:
    """Whether a verb or preposition of meeting somebody stands right before: "dis à pascal", "chez marie"."""
    word = reading.tokens[index].lower
    if index == 0 or reading.gap(index - 1) != " " or word in lexicon.pack.words["ideals"]:
        return False
    own = BY_HAND in lexicon.names.get(word, "")
    return own and reading.tokens[index - 1].lower in lexicon.pack.words["met"]


def _is_rare_after_title(index: int, reading: Reading, lexicon: PackLexicon) -> bool:
    """Whether a word that no list has as a name is too rare to follow a title as a word."""
    before, token = reading.tokens[index - 1].lower, reading.tokens[index]
    titles, roles = lexicon.pack.words["titles"], lexicon.pack.words["roles"]
    is_rare = lexicon.levels.get(token.lower, _RARE_AFTER_TITLE) < _RARE_AFTER_TITLE
    return is_rare and before in titles and before not in roles


def _is_rare(token: Token, lexicon: PackLexicon) -> bool:
    return token.lower in lexicon.levels and lexicon.levels[token.lower] < _RARE


def _cue_before(
    index: int, reading: Reading, lexicon: PackLexicon, particles: int = _MOST_PARTICLES
) -> Tag | None:
    """What kind of name the word before announces, on the same line, over a few particles."""
    if index == 0 or reading.gap(index - 1) not in (" ", ": ", ' "', ". ", "-"):
        return None
    before = reading.tokens[index - 1]
    if reading.gap(index - 1) == ". " and before.lower not in lexicon.pack.words["titles"]:
        return None
    if particles and before.lower in lexicon.pack.words["particles"] and index > 1:
        return _cue_before(index - 1, reading, lexicon, particles - 1)
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


def _paired_with_name(
    index: int, reading: Reading, lexicon: PackLexicon, taken: Sequence[Span | None]
) -> bool:
    """Whether a word of the pack for "and" ties the word to a masked name."""
    ands = lexicon.pack.words["ands"]
    for link, other in ((index - 1, index - 2), (index + 1, index + 2)):
        if not 0 <= link < len(taken) or reading.tokens[link].lower not in ands:
            continue
        span = taken[other] if 0 <= other < len(taken) else None
        if span is not None and span.tag is Tag.PERSON:
            return True
        edge = reading.tokens[link].start - 2 if link < index else reading.tokens[link].end + 1
        if 0 <= edge < len(reading.text) and reading.text[edge] == NAME_FILLER:
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
