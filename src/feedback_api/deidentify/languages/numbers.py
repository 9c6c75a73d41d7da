"""Numbers in a language with a pack: what counts or measures time stays, every other run of digits goes."""

import re
from collections.abc import Iterator

from feedback_api.deidentify.languages.lexicon import PackLexicon
from feedback_api.deidentify.reading import Reading
from feedback_api.terms.text import Span, Tag

_RUN = re.compile(r"(?<!\d)\d(?:[ .,:\-/()+*_]{0,3}\d)*")
_SMALL = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?(?: ?[\-/] ?\d{1,3})?")
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4])[:.hH][0-5]\d|(?:[01]?\d|2[0-4])")
_YEAR = re.compile(r"(?:20[1-4]\d|14[0-2]\d)")
_NEXT = re.compile(
    r"[^\S\n]?[\-+%]?[^\S\n]?([^\W\d_][^\W_]*(?:'[^\W_]+)?)(?:(?:[^\S\n]|-)([^\W\d_][^\W_]*(?:'[^\W_]+)?))?"
)
_BEFORE = re.compile(r"([^\W\d_][^\W_]*(?:'[^\W_]+)?)(?:[^\S\n]|:){1,2}$")
_LETTERS_BEFORE, _LETTERS = re.compile(r"[^\W\d_]+$"), re.compile(r"[^\W\d_]*")
_HOUR_BEFORE, _MINUTES = re.compile(r"(?<!\d)(?:[01]?\d|2[0-4])h$"), re.compile(r"[0-5]\d")
"""The two halves of "8h12"."""
_LONGEST_JOINED = 12
_SET_PHRASE = re.compile(r"24/7|24-7|50/50|100%|112")
_LEAST_SPELLED, _LEAST_WORDS = 4, 2
_V_DIGITS = 10


def find_digits(reading: Reading, lexicon: PackLexicon) -> Iterator[Span]:
    """Every run of digits, separators included, that is not a count, a length of time, an hour or a year."""
    for match in _RUN.finditer(reading.plain):
        if not _is_minutes(match, reading.plain) and not _is_harmless(match, reading, lexicon):
            digits = sum(c.isdigit() for c in match[0])
            yield Span(
                match.start(), match.end(), Tag.V_NUMBER if digits == _V_DIGITS else Tag.NUMBER, "number"
            )


def _is_minutes(match: re.Match[str], text: str) -> bool:
    """Whether it is what follows the hour in "8h12"."""
    before = text[max(0, match.start() - 4) : match.start()]
    return _MINUTES.fullmatch(match[0]) is not None and _HOUR_BEFORE.search(before) is not None


def _is_harmless(match: re.Match[str], reading: Reading, lexicon: PackLexicon) -> bool:
    text, run = reading.plain, match[0]
    start = match.start()
    if _touches_letters(match, text):
        before = _LETTERS_BEFORE.search(text[max(0, start - _LONGEST_JOINED) : start])
        after = _LETTERS.match(text, match.end())
        joined = (before[0] if before else "") + run + (after[0] if after else "")
        if not lexicon.joins_digits(joined):
            return False
        if after and after[0]:
            return True
        start -= len(before[0]) if before else 0
    if _SET_PHRASE.fullmatch(run):
        return True
    before = _BEFORE.search(text[max(0, start - 30) : start])
    after = _NEXT.match(text, match.end())
    words_after = [w for w in (after.groups() if after else ()) if w]
    if _YEAR.fullmatch(run):
        return _one_of(before and before[1], "year_before months", lexicon) or _one_of(
            words_after[0] if words_after else None, "year_after", lexicon
        )
    if _CLOCK.fullmatch(run) and (
        _one_of(before and before[1], "clock", lexicon)
        or _one_of(words_after[0] if words_after else None, "clock", lexicon)
    ):
        return True
    if _SMALL.fullmatch(run) is None:
        return False
    if text[match.end() : match.end() + 1] == "%":
        return True
    return any(_one_of(w, "counted", lexicon) for w in words_after) or _one_of(
        before and before[1], "before_counted", lexicon
    )


def _touches_letters(match: re.Match[str], text: str) -> bool:
    return text[max(0, match.start() - 1)].isalpha() or text[match.end() : match.end() + 1].isalpha()


def _one_of(word: str | None, groups: str, lexicon: PackLexicon) -> bool:
    return word is not None and any(lexicon.is_in(word, group) for group in groups.split())


def find_spelled(reading: Reading, lexicon: PackLexicon) -> Iterator[Span]:
    """Runs of four or more number words or digits, at least two of them words."""
    run: list[int] = []
    for index, token in enumerate(reading.tokens):
        spells = token.is_number or token.lower in lexicon.pack.words["numbers"]
        if spells and (not run or len(reading.gap(index - 1).strip()) <= 1):
            run.append(index)
            continue
        if run and token.lower in lexicon.pack.words["number_links"]:
            continue
        yield from _run_span(run, reading)
        run = [index] if spells else []
    yield from _run_span(run, reading)


def _run_span(run: list[int], reading: Reading) -> Iterator[Span]:
    words = sum(not reading.tokens[i].is_number for i in run)
    if len(run) >= _LEAST_SPELLED and words >= _LEAST_WORDS:
        yield Span(reading.tokens[run[0]].start, reading.tokens[run[-1]].end, Tag.NUMBER, "number_words")


def find_addresses(reading: Reading, lexicon: PackLexicon) -> Iterator[Span]:
    """A number, a spelled number or one letter after a word such as room, block or street, with the word."""
    for index, token in enumerate(reading.tokens[:-1]):
        if not lexicon.is_in(token.lower, "addresses"):
            continue
        following = reading.tokens[index + 1]
        if len(reading.gap(index).strip(" :.#№")) or len(reading.gap(index)) > 3:
            continue
        goes_on = index + 2 < len(reading.tokens) and "\n" not in reading.gap(index + 1)
        after = reading.tokens[index + 2].lower if goes_on else None
        counted = "people" if following.text[0].isdigit() else "counted"
        if reading.gap(index) == " " and _one_of(after, counted, lexicon):
            continue
        word = following.lower in lexicon.pack.words["never_names"]
        one_letter = len(following.text) == 1 and (
            following.is_capital or not (word or following.text.isascii())
        )
        spelled = following.lower in lexicon.pack.words["numbers"]
        unknown = following.is_capital or not lexicon.is_known(following.lower)
        named = reading.gap(index) == " " and unknown and following.lower not in lexicon.domain
        if following.text[0].isdigit() or one_letter or spelled or named:
            yield Span(token.start, following.end, Tag.ADDRESS, "address")
