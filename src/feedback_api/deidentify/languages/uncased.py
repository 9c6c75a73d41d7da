"""Names in scripts without capitals: what else shows that a word is somebody's name."""

import re
from collections.abc import Sequence

from feedback_api.deidentify.languages.lexicon import BY_HAND, PackLexicon
from feedback_api.deidentify.reading import NAME_FILLER, Reading
from feedback_api.deidentify.tokens import Token
from feedback_api.terms.text import Span, Tag

_NAMING = frozenset({Tag.PERSON, Tag.ROLE})
_RARE = 38
"""A listed word rarer than this, behind a title and a masked name, is taken for the family name."""
_CALLING = ("titles", "kin", "roles")
_SHORTEST_SPELLED = 3
_LIST_MARKS = frozenset((",", "\u060c", "\u1363"))
"""Commas of the scripts without capitals."""
_AFTER_TAG = re.compile(rf"{NAME_FILLER} ?[,\u060c\u1363] ?$")
_BEFORE_TAG = re.compile(rf" ?[,\u060c\u1363] ?{NAME_FILLER}")
_LONGEST_MARK = 4


def is_name_here(index: int, reading: Reading, lexicon: PackLexicon, taken: Sequence[Span | None]) -> bool:
    """Whether a listed word of a script without capitals stands where only a name stands."""
    token = reading.tokens[index]
    if token.text.upper() != token.text.lower():
        return False
    if lexicon.is_name_too(token.lower) and (
        _is_spelled_out(token, reading)
        or _acts(index, reading, lexicon)
        or _is_met(index, reading, lexicon)
        or _is_introduced(index, reading, lexicon)
        or _is_listed(index, reading, lexicon, taken)
    ):
        return True
    return joins_names(index, reading, lexicon, taken) or _ends_titled_name(index, reading, lexicon, taken)


def _is_spelled_out(token: Token, reading: Reading) -> bool:
    """Whether its letters were typed apart: nobody hides an ordinary word."""
    start, end = reading.folded.source(token.start, token.end)
    letters = len(token.text)
    return letters >= _SHORTEST_SPELLED and end - start >= 2 * letters - 1


def _acts(index: int, reading: Reading, lexicon: PackLexicon) -> bool:
    """Whether it opens a clause and what follows only people do."""
    if reading.gap(index) != " " or reading.tokens[index + 1].lower not in lexicon.pack.words["person_verbs"]:
        return False
    opens = index == 0 or reading.tokens[index].opens or reading.gap(index - 1) != " "
    return opens or reading.tokens[index - 1].lower in lexicon.pack.words["ends"]


def _is_met(index: int, reading: Reading, lexicon: PackLexicon) -> bool:
    """Whether somebody was met, asked, told or given something: it stands behind such a verb."""
    if index == 0 or reading.gap(index - 1) != " ":
        return False
    met = lexicon.pack.words["met"]
    if reading.tokens[index - 1].lower in met:
        return True
    with_preposition = reading.tokens[index].lower not in lexicon.names
    return with_preposition and index > 1 and reading.tokens[index - 2].lower in met


def _is_listed(index: int, reading: Reading, lexicon: PackLexicon, taken: Sequence[Span | None]) -> bool:
    """Whether commas part it from a masked name, or from two words that may be names as well ("A, B, C")."""
    if _has_tag_beyond_comma(reading.tokens[index], reading):
        return True
    beside = [(index - 1, index - 1, index - 2), (index + 1, index, index + 2)]
    alike = 0
    for other, gap, further in beside:
        if not 0 <= other < len(taken) or reading.gap(gap).strip() not in _LIST_MARKS:
            continue
        if _is_person(taken[other]):
            return True
        if _may_be_listed(other, reading, lexicon, taken):
            alike += 1
            outer = further if further < other else other
            again = 0 <= further < len(taken) and reading.gap(outer).strip() in _LIST_MARKS
            if again and (_is_person(taken[further]) or _may_be_listed(further, reading, lexicon, taken)):
                return True
    return alike > 1


def _has_tag_beyond_comma(token: Token, reading: Reading) -> bool:
    before = reading.text[max(0, token.start - _LONGEST_MARK) : token.start]
    after = reading.text[token.end : token.end + _LONGEST_MARK]
    return bool(_AFTER_TAG.search(before) or _BEFORE_TAG.match(after))


def _is_person(span: Span | None) -> bool:
    return span is not None and span.tag is Tag.PERSON


def _may_be_listed(index: int, reading: Reading, lexicon: PackLexicon, taken: Sequence[Span | None]) -> bool:
    word = reading.tokens[index].lower
    return taken[index] is None and word not in lexicon.domain and lexicon.is_name_too(word)


def _is_introduced(index: int, reading: Reading, lexicon: PackLexicon) -> bool:
    """Whether it stands between "I am" and where somebody is from or how old ("I am Nour from ...")."""
    if index == 0 or reading.gap(index - 1) != " " or reading.gap(index) != " ":
        return False
    before, after = reading.tokens[index - 1].lower, reading.tokens[index + 1].lower
    return before in lexicon.pack.words["introducing"] and after in lexicon.pack.words["introduced"]


def joins_names(index: int, reading: Reading, lexicon: PackLexicon, taken: Sequence[Span | None]) -> bool:
    """Whether an everyday word that is also a name stands between two names ("Mohammed Ali Hassan")."""
    token = reading.tokens[index]
    if not 0 < index < len(taken) - 1 or "f" not in lexicon.names.get(token.lower, ""):
        return False
    if reading.gap(index - 1) != " " or reading.gap(index) != " ":
        return False
    before, after = taken[index - 1], taken[index + 1]
    if before is None or before.tag not in _NAMING:
        return False
    following = reading.tokens[index + 1].lower
    return (after is not None and after.tag in _NAMING) or lexicon.is_name_too(following)


def _ends_titled_name(
    index: int, reading: Reading, lexicon: PackLexicon, taken: Sequence[Span | None]
) -> bool:
    """Whether a rare word, or one that the language lists as a name, follows a title and an unknown word."""
    token = reading.tokens[index]
    if index < 2 or reading.gap(index - 1) != " " or reading.gap(index - 2) != " ":
        return False
    is_name = lexicon.roots is not None and BY_HAND in lexicon.names.get(token.lower, "")
    if token.lower in lexicon.domain or (lexicon.levels.get(token.lower, 0) >= _RARE and not is_name):
        return False
    title, given = reading.tokens[index - 2].lower, taken[index - 1]
    titled = any(lexicon.is_in(title, group) for group in _CALLING)
    return titled and given is not None and given.tag in (Tag.PERSON, Tag.WORD)
