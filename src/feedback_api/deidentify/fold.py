"""One reading of a text however it was typed, with a way back to every character as given."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

_MOST_MARKS = 2
"""Combining marks read after one character; the rest is decoration and only lengthens its span."""

_MOST_LETTERS = 3
"""Letters read in one character; the longest ligature spells out eighteen and would cost as much."""

_LOOKALIKES = str.maketrans(
    "абвгеёзіїјкмнорсстухѕԁһԛԝАВЕКМНОРСТУХЅІЈαεικνορτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "abbreezi" + "ijkmhopcctyxsdhqwABEKMHOPCTYXSIJaeikvoptuxABEZHIKMNOPTYX",
)
"""Cyrillic and Greek letters that look like a Latin one (Unicode TR 39, the common part)."""

_UKRAINIAN_I = str.maketrans("iI", "іІ")
"""Keyboards without a Ukrainian "і" are many: a Latin one alone makes no word a mixed one."""

_OTHERS = {
    **dict.fromkeys("’‘ʼ`´′ʹ", "'"),
    **dict.fromkeys("‐‑‒–—―−⁃﹣－", "-"),
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("…‥⋯", "."),
    **dict.fromkeys("\u2028\u2029\x0b\x0c\x85\r", "\n"),
}
_STRETCHERS = "\u00ad\u0640"
"""Soft hyphen and the kashida that stretches an Arabic word."""
_GEEZ = {chr(0x1369 + n): n + 1 for n in range(9)} | {chr(0x1372 + n): 10 * (n + 1) for n in range(9)}
_GEEZ_HUNDRED, _GEEZ_MYRIAD = "\u137b", "\u137c"

_GEEZ_RUN = re.compile("[\u1369-\u137c]+")
_MIXED_WORD = re.compile(r"[^\W\d_]+")
_APART = re.compile(
    r"(?<![^\W_])(?:(?:[^\W\d_] ){2,}|(?:[^\W\d_]\.){3,}|(?:[^\W\d_]-){3,}|(?:[^\W\d_][*_·]){2,})"
    r"[^\W\d_](?![^\W_])"
)
_LETTER = re.compile(r"[^\W\d_]")
_ONE_LETTER_WORDS = frozenset("абвжзиійкоусєя")
"""Words of one letter in Ukrainian and Russian: three in a row are mostly no spelled name."""
_MOST_ONE_LETTER_WORDS = 3


@dataclass(frozen=True, slots=True)
class Folded:
    """Normalised text; character ``i`` stands for ``starts[i]`` to ``ends[i]`` of the text as given."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Where a non-empty stretch of the normalised text lies in the text as given."""
        return self.starts[start], self.ends[end - 1]


@dataclass(slots=True)
class _Pieces:
    """Normalised characters under construction, each with its place of origin."""

    chars: list[str]
    starts: list[int]
    ends: list[int]

    def add(self, written: str, start: int, end: int) -> None:
        self.chars += written
        self.starts += [start] * len(written)
        self.ends += [end] * len(written)


def fold(text: str) -> Folded:
    """Read any way of typing as one: width, marks, digit scripts, look-alikes, letters typed apart.

    Source: Unicode NFKC (UAX 15), confusables (UTS 39); domain guide section 6.
    """
    if text.isascii() and text.isprintable():
        pieces = _Pieces(list(text), list(range(len(text))), list(range(1, len(text) + 1)))
    else:
        pieces = _read(text)
    _latinise(pieces)
    _close_up(pieces)
    return Folded("".join(pieces.chars), pieces.starts, pieces.ends)


def as_it_is(text: str) -> Folded:
    """The same text without normalising, to measure what normalising buys."""
    return Folded(text, range(len(text)), range(1, len(text) + 1))


def _read(text: str) -> _Pieces:
    pieces = _Pieces([], [], [])
    for start, end in _clusters(text):
        first = text[start]
        if "\u1369" <= first <= "\u137c":
            pieces.add(str(_geez_value(text[start:end])), start, end)
        else:
            pieces.add(_plain(text[start : start + 1 + _MOST_MARKS][: end - start]), start, end)
    return pieces


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Each character with the marks upon it; a Ge'ez numeral is one cluster."""
    i = 0
    while i < len(text):
        run = _GEEZ_RUN.match(text, i)
        j = run.end() if run else i + 1
        while j < len(text) and unicodedata.category(text[j])[0] == "M":
            j += 1
        yield i, j
        i = j


def _plain(cluster: str) -> str:
    first = cluster[0]
    if first in "\n\t":
        return first
    if first in _OTHERS:
        return _OTHERS[first]
    kind = unicodedata.category(first)
    if kind in ("Cf", "Cc", "Mn", "Me") or first in _STRETCHERS:
        return ""
    if kind in ("Cs", "Co", "Cn"):
        return "\ufffd"
    shown = (_ascii_digit(c) for c in unicodedata.normalize("NFKC", cluster) if _shows(c))
    return "".join(islice(shown, _MOST_LETTERS))


def _shows(char: str) -> bool:
    return unicodedata.category(char) not in ("Mn", "Me", "Cf", "Cc")


def _ascii_digit(char: str) -> str:
    value = unicodedata.digit(char, None)
    return char if value is None else str(value)


def _geez_value(numeral: str) -> int:
    """Value of a Ge'ez numeral: units and tens, times hundred or ten thousand, added up."""
    total = group = 0
    for char in numeral:
        if char == _GEEZ_HUNDRED:
            group = 100 * max(group, 1)
        elif char == _GEEZ_MYRIAD:
            total, group = min(10**12, 10_000 * max(total + group, 1)), 0
        else:
            group += _GEEZ.get(char, 0)
    return total + group


def _latinise(pieces: _Pieces) -> None:
    """Turn look-alikes into Latin letters inside words that also hold Latin letters, other than "i"."""
    text = "".join(pieces.chars)
    if text.isascii():
        return
    for word in _MIXED_WORD.finditer(text):
        letters = word[0]
        if letters.isascii() or not any("a" <= c <= "z" for c in letters.lower()):
            continue
        native = letters.translate(_UKRAINIAN_I)
        if any(c.isascii() for c in native) or not any("\u0400" <= c <= "\u04ff" for c in letters):
            native = letters.translate(_LOOKALIKES)
        pieces.chars[word.start() : word.end()] = native


def _close_up(pieces: _Pieces) -> None:
    """Join letters typed apart ("m o h a m m e d", "m.o.h.a") into the word that they spell."""
    text = "".join(pieces.chars)
    for run in reversed(list(_APART.finditer(text))):
        keep = [i for i in range(run.start(), run.end()) if _LETTER.match(text[i])]
        if len(keep) <= _MOST_ONE_LETTER_WORDS and _ONE_LETTER_WORDS.issuperset(run[0].lower().split(" ")):
            continue
        pieces.chars[run.start() : run.end()] = [pieces.chars[i] for i in keep]
        pieces.starts[run.start() : run.end()] = [pieces.starts[i] for i in keep]
        pieces.ends[run.start() : run.end()] = [pieces.ends[i] for i in keep]
