"""Words that are also names (Joy, Sunday, Mark): masked where they do what only a person can do."""

from collections.abc import Iterator, Sequence

from feedback_api.deidentify import cues
from feedback_api.deidentify.reading import Reading
from feedback_api.deidentify.tokens import Token, words
from feedback_api.terms.text import Span, Tag

_CAPITAL_ONLY = cues.CAPITAL_NAMES | cues.CALENDAR_NAMES
_PERSONAL_VERBS = cues.SINGULAR_VERBS - cues.ANYTHING_VERBS
_RARE_AS_WORD = 45
_WINDOW = 40
_SHORTEST_PAST = 5
_SHORTEST_VERB = 4
_NO_VERBS = cues.NEVER_NAMES | cues.DETERMINERS
_AFTER_VERB = cues.DETERMINERS | words(
    "me us him it them to at with for like every everyone everybody all "
    "mij ons hem hen op bij met voor naar iedereen alles"
)
"""What may follow a verb, and hardly ever the second half of a compound noun."""
_SAYING = words("""
    says said asked told shouted laughed cried called answered zegt zei vroeg vraagt riep belde belt vertelde
    vertelt lachte huilde
    """)
"""What not even in lower case a month or a day does."""


def mask_acting_names(reading: Reading, found: Sequence[Span]) -> Iterator[Span]:
    """A span for each possible name that acts, owns, is spoken with, or stands beside another name."""
    taken = list(reading.covered(found))
    for index, token in enumerate(reading.tokens):
        if taken[index] is None and name_of(token) and _is_person(index, reading, taken):
            taken[index] = span = Span(token.start, token.end, Tag.PERSON, "acting")
            yield span
    yield from _nicknames(reading, taken)


def _nicknames(reading: Reading, taken: Sequence[Span | None]) -> Iterator[Span]:
    """What people put around a name to tell two apart: "big mo", "dikke ali", "yohannes t"."""
    for index, token in enumerate(reading.tokens[:-1]):
        span, following = taken[index], taken[index + 1]
        if reading.gap(index) != " ":
            continue
        epithet = span is None and token.lower in cues.EPITHETS and _is_bare(index, reading)
        if epithet and (_is_name_span(following) or _is_nickname(token, following)):
            yield Span(token.start, token.end, Tag.PERSON, "acting")
        after = reading.tokens[index + 1]
        if _is_name_span(span) and following is None and _is_initial(after):
            yield Span(after.start, after.end, Tag.PERSON, "acting")


def _is_name_span(span: Span | None) -> bool:
    return span is not None and span.tag is Tag.PERSON


def _is_nickname(epithet: Token, following: Span | None) -> bool:
    """Whether an unknown word after a usual epithet must be a name: "big stevo"."""
    return epithet.lower in cues.NICKNAMES and following is not None and following.tag is Tag.WORD


def _is_initial(token: Token) -> bool:
    return len(token.text) == 1 and token.text.isalpha() and token.lower not in cues.ONE_LETTER_WORDS


def name_of(token: Token) -> str:
    """The word without a possessive ending, or nothing where it can be no name at all."""
    word = token.lower.removesuffix("'s").removesuffix("'")
    if token.is_number or word in cues.NEVER_ALONE or word in cues.PERSONS:
        return ""
    if word in cues.NEVER_NAMES and not (token.is_capital and word in _CAPITAL_ONLY):
        return ""
    return word


def _is_person(index: int, reading: Reading, taken: Sequence[Span | None]) -> bool:
    token = reading.tokens[index]
    word = name_of(token)
    if word in cues.CALENDAR_NAMES:
        return _calendar_acts(index, reading, taken)
    surname = token.is_capital and "l" in reading.lexicon.names.get(word, "")
    if not _is_given(word, reading) and not (surname and word not in reading.lexicon.domain):
        return False
    if token.is_capital:
        return _capital_acts(index, reading, taken)
    return _small_acts(index, reading, taken)


def _calendar_acts(index: int, reading: Reading, taken: Sequence[Span | None]) -> bool:
    """Whether a month, day or season stands as a person; in lower case it must say something or be kin."""
    if not reading.tokens[index].is_capital:
        says = _says(index, reading) and _next(index, reading) in _SAYING and _opens_clause(index, reading)
        return _is_bare(index, reading) and (says or _is_kin(index, reading))
    return (
        _acts(index, reading)
        or _paired(index, reading, taken)
        or _listed(index, reading, taken)
        or _is_presented(index, reading)
    )


def _small_acts(index: int, reading: Reading, taken: Sequence[Span | None]) -> bool:
    """Whether a possible name in lower case stands where a person stands; a common word must do more."""
    word = name_of(reading.tokens[index])
    kin = index > 0 and reading.tokens[index - 1].lower in cues.PERSONS
    if kin and reading.gap(index - 1) == " " and _does(index, reading):
        return not reading.lexicon.is_everyday(word)
    if (
        reading.tokens[index].opens
        and _next(index, reading) in ("from", "van", "vd")
        and _is_bare(index, reading)
    ):
        return not reading.lexicon.is_everyday(word)
    rare = word in cues.CAPITAL_NAMES or reading.lexicon.levels.get(word, 0) < _RARE_AS_WORD
    if not rare or not _is_bare(index, reading):
        return False
    acts = _does(index, reading) and _opens_clause(index, reading)
    met = _is_met(index, reading) or _is_kin(index, reading) or _paired(index, reading, taken)
    met = met or _listed(index, reading, taken)
    return acts or met or _says(index, reading) or _both_act(index, reading)


def _both_act(index: int, reading: Reading) -> bool:
    """Whether two possible names in lower case do something together: "grace and may got"."""
    for first in (index, index - 2):
        if first < 0 or first + 2 >= len(reading.tokens) or not _opens_clause(first, reading):
            continue
        pair = [name_of(reading.tokens[i]) for i in (first, first + 2)]
        if reading.tokens[first + 1].lower in cues.AND and _does(first + 2, reading):
            return all(w and (w in cues.CAPITAL_NAMES or _is_given(w, reading)) for w in pair)
    return False


def _is_kin(index: int, reading: Reading) -> bool:
    """Whether it is said right after a word whose husband, son or friend bears it."""
    end = reading.tokens[index].end
    return cues.PRESENTED_KIN.match(reading.text[end : end + _WINDOW]) is not None


def _opens_clause(index: int, reading: Reading) -> bool:
    if index == 0 or reading.tokens[index].opens:
        return True
    return reading.tokens[index - 1].lower in cues.CLAUSE_OPENERS or reading.gap(index - 1) == ", "


def _capital_acts(index: int, reading: Reading, taken: Sequence[Span | None]) -> bool:
    token = reading.tokens[index]
    return _is_bare(index, reading) and (
        token.lower.endswith(("'s", "s'"))
        or _does(index, reading)
        or _is_met(index, reading)
        or _is_presented(index, reading)
        or _is_of_house(index, reading, taken)
        or _paired(index, reading, taken)
        or _listed(index, reading, taken)
        or _is_shouted_at(index, reading)
        or _acts_on(index, reading)
    )


def _acts_on(index: int, reading: Reading) -> bool:
    """Whether a word that opens a sentence does something to what follows: "Queen braids the girls"."""
    verb = _next(index, reading)
    if name_of(reading.tokens[index]) not in cues.CAPITAL_NAMES or not reading.tokens[index].opens:
        return False
    if (
        len(verb) < _SHORTEST_VERB
        or not verb.endswith(("s", "t"))
        or verb in cues.NEVER_NAMES | cues.DETERMINERS
    ):
        return False
    return _next(index + 1, reading) in _AFTER_VERB


def _is_given(word: str, reading: Reading) -> bool:
    """Whether people bear the word as a given name; words of the service never count."""
    if word in reading.lexicon.domain:
        return False
    return word in cues.CAPITAL_NAMES or reading.lexicon.is_given_name(word)


def _is_bare(index: int, reading: Reading) -> bool:
    """Whether no article or the like makes it an ordinary noun ("the hope", "een roos")."""
    if index == 0 or reading.tokens[index].opens:
        return True
    return reading.gap(index - 1) != " " or reading.tokens[index - 1].lower not in cues.DETERMINERS


def _next(index: int, reading: Reading) -> str:
    return reading.tokens[index + 1].lower if reading.gap(index) == " " else ""


def _says(index: int, reading: Reading) -> bool:
    return _next(index, reading) in cues.PERSON_VERBS


def _acts(index: int, reading: Reading) -> bool:
    """Whether a verb follows that months and days do not do: they start, but they do not take."""
    following = _next(index, reading)
    return following in cues.PERSON_VERBS or following in _PERSONAL_VERBS


def _does(index: int, reading: Reading) -> bool:
    """Whether a verb in the third person follows: a bare noun before it is mostly a name."""
    following = _next(index, reading)
    past = following.endswith("ed") and len(following) >= _SHORTEST_PAST
    return past or following in cues.PERSON_VERBS or following in cues.SINGULAR_VERBS


def _is_met(index: int, reading: Reading) -> bool:
    """Whether the words before say that somebody was met, asked or thanked."""
    start = reading.tokens[index].start
    return cues.MET.search(reading.text[max(0, start - _WINDOW) : start]) is not None


def _is_presented(index: int, reading: Reading) -> bool:
    """Whether it is followed by an age in brackets or by who the person is: "Grace, our volunteer"."""
    end = reading.tokens[index].end
    return cues.PRESENTED.match(reading.text[end : end + _WINDOW]) is not None


def _is_of_house(index: int, reading: Reading, taken: Sequence[Span | None]) -> bool:
    """Whether it is said where the person is from or works: "Will of Lawyers Abroad", "Hope from COA"."""
    if _next(index, reading) in ("from", "vanuit"):
        return True
    if index + 2 >= len(taken) or _next(index, reading) not in ("of", "van", "at", "bij"):
        return False
    house = reading.tokens[index + 2]
    known = house.lower in reading.lexicon.domain
    return taken[index + 2] is not None or house.is_capital or known


def _paired(index: int, reading: Reading, taken: Sequence[Span | None]) -> bool:
    """Whether "and" or a comma ties it to a masked name or to another possible name."""
    return _with_writer(index, reading) or any(
        _is_name(other, reading, taken)
        for other, link in ((index + 2, index + 1), (index - 2, index - 1))
        if 0 <= other < len(taken) and reading.tokens[link].lower in cues.AND
    )


def _listed(index: int, reading: Reading, taken: Sequence[Span | None]) -> bool:
    """Whether a comma ties it to a masked name: "Gift, [name] and Mercy"."""
    for other, gap in ((index - 1, index - 1), (index + 1, index)):
        span = taken[other] if 0 <= other < len(taken) else None
        if span is not None and span.tag is Tag.PERSON and reading.gap(gap) in (", ", " / ", "/"):
            return True
    return False


def _is_shouted_at(index: int, reading: Reading) -> bool:
    """Whether it is all of a sentence that ends in a call: "Hope!"."""
    token = reading.tokens[index]
    return (
        token.opens and reading.text[token.end : token.end + 1] == "!" and token.lower in cues.CAPITAL_NAMES
    )


def _with_writer(index: int, reading: Reading) -> bool:
    """Whether "and me" follows, or "me and" stands before."""
    linked = index > 1 and reading.tokens[index - 1].lower in cues.AND
    if linked and reading.tokens[index - 2].lower in cues.FIRST_PERSON:
        return True
    if index + 2 >= len(reading.tokens) or reading.tokens[index + 1].lower not in cues.AND:
        return False
    return reading.tokens[index + 2].lower in cues.FIRST_PERSON


def _is_name(index: int, reading: Reading, taken: Sequence[Span | None]) -> bool:
    span, token = taken[index], reading.tokens[index]
    if span is not None:
        return span.tag is Tag.PERSON
    word = name_of(token)
    return token.is_capital and (word in cues.CALENDAR_NAMES or _is_given(word, reading))
