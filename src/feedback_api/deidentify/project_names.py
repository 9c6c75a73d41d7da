"""Carry names from an English sentence over to its translation: by sound, and by what comes together.

For training only; see ``train_taggers``.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

import numpy as np

_ARABIC = {
    **dict.fromkeys("بپ", "p"), **dict.fromkeys("تدطټډ", "t"), **dict.fromkeys("ثسزذصضظځڅ", "s"),
    **dict.fromkeys("جچشژښ", "j"), **dict.fromkeys("خقکكگغګږ", "k"), **dict.fromkeys("رړڕ", "r"),
    **dict.fromkeys("لڵ", "l"), "م": "m", **dict.fromkeys("نڼ", "n"), **dict.fromkeys("فڤ", "f"),
}  # fmt: skip
_LATIN = dict(zip("bpdtszjgkqcxlrmnfv", "ppttssjkkkkklrmnff", strict=True))
_SPELLED = (("sch", "j"), ("sh", "j"), ("ch", "j"), ("ph", "f"), ("th", "t"), ("gh", "k"), ("kh", "k"),
            ("x", "ks"), ("ce", "se"), ("ci", "si"), ("cy", "si"))  # fmt: skip
_SYLLABLE = "ETHIOPIC SYLLABLE "
_SOUNDS_ALIKE, _HALF_ALIKE, _OFTEN, _MOSTLY = 0.66, 0.5, 0.15, 0.5
_SOUND_WEIGHT = 0.65
_CLITIC_COST = 0.05
_ROUNDS = 6


def skeleton(word: str) -> str:
    """The consonants that one hears in a word, in broad classes; the same for every script."""
    sounds = "".join(_sounds(char) for char in word)
    if sounds.isascii() and any(c.isascii() and c.isalpha() for c in word):
        sounds = _latin_sounds(word)
    return "".join(sound for sound, _ in groupby(sounds))


def _sounds(char: str) -> str:
    if "\u1200" <= char <= "\u137f":
        name = unicodedata.name(char, "").removeprefix(_SYLLABLE).lower()
        return "k" if name.startswith("x") else "" if name.startswith("h") else _latin_sounds(name)
    return _ARABIC.get(char, "")


def _latin_sounds(word: str) -> str:
    plain = unicodedata.normalize("NFD", word.lower())
    for written, heard in _SPELLED:
        plain = plain.replace(written, heard)
    return "".join(_LATIN.get(c, "") for c in plain)


def likeness(one: str, other: str) -> float:
    """How much two skeletons have in common: 1 less their edit distance over the longer one's length."""
    if not one or not other:
        return 0.0
    row = list(range(len(other) + 1))
    for i, sound in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, heard in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (sound != heard))
    return 1 - row[-1] / max(len(one), len(other))


class Together:
    """How often words of two languages stand for each other (IBM model 1, both directions)."""

    def __init__(self, pairs: Sequence[tuple[Sequence[str], Sequence[str]]]) -> None:
        self._there = _translations(pairs)
        self._back = _translations([(other, one) for one, other in pairs])

    def share(self, one: str, other: str) -> float:
        """Geometric mean of both directions."""
        there, back = self._there.get((one, other), 0.0), self._back.get((other, one), 0.0)
        return float((there * back) ** 0.5)


def _translations(pairs: Iterable[tuple[Sequence[str], Sequence[str]]]) -> Mapping[tuple[str, str], float]:
    """Source: Brown et al. 1993, model 1, by expectation maximisation."""
    number: dict[tuple[str, str], int] = {}
    links, places, place = list[int](), list[int](), 0
    for given, made in pairs:
        for word in made:
            for source in ("", *given):
                links.append(number.setdefault((source, word), len(number)))
                places.append(place)
            place += 1
    link, at = np.array(links), np.array(places)
    sources: dict[str, int] = {}
    source_of = np.array([sources.setdefault(source, len(sources)) for source, _ in number])
    share = np.ones(len(number))
    for _ in range(_ROUNDS):
        weight = share[link]
        count = np.bincount(link, weight / np.bincount(at, weight)[at], minlength=len(number))
        share = count / np.bincount(source_of, count)[source_of]
    return dict(zip(number, share.tolist(), strict=True))


def find_translated(name: str, words: Sequence[str], together: Together) -> int | None:
    """Which of the words, in look-up form, is one word of a name; nothing where none will do."""
    sound, best, found = skeleton(name), 0.0, None
    for index, word in enumerate(words):
        alike = max(likeness(sound, skeleton(word)), likeness(sound, skeleton(word[1:])) - _CLITIC_COST)
        often = together.share(name.lower(), word)
        score = _SOUND_WEIGHT * alike + (1 - _SOUND_WEIGHT) * often
        if score > best:
            best = score
            heard = (len(sound) > 1 and alike >= _SOUNDS_ALIKE) or (alike >= _HALF_ALIKE and often >= _OFTEN)
            found = index if heard or often >= _MOSTLY else None
    return found


ENGLISH_WORD = re.compile(r"[^\W\d_]+(?:['’.\-][^\W\d_]+)*|\d+")
"""A word of the English side."""
