"""Rebuild the Persian keep list: ``python -m feedback_api.deidentify.languages.build_fa --help``.

Needs ``wordfreq``, ``hazm`` (only its word lists) and what the list of names needs.
"""

import argparse
from collections.abc import Iterable, Iterator, Mapping, Set
from importlib.util import find_spec
from itertools import product
from pathlib import Path

from feedback_api.deidentify.fold import fold
from feedback_api.deidentify.languages import parallel
from feedback_api.deidentify.languages.build import by_hand, write_levels
from feedback_api.deidentify.languages.build_arabic_names import (
    level_as_name,
    levels_of_words,
    look_up_form,
    name_counts,
)
from feedback_api.deidentify.languages.latin_names import given_names_in_arabic_letters

_LEAST_DOUBT = 9
"""A word that is not this much commoner (in tenths of Zipf) than it is as a name counts as the name."""
_MOST_OF_LATIN = 40
"""A word this rare that no dictionary has and that spells a Latin given name counts as the name."""
_LEVEL_OF_LISTED = 25
"""Words of the dictionary that ``wordfreq`` lacks are rarer than Zipf 3."""
_LEVEL_OF_VERB = 31
_LEVEL_OF_BOTH = 44
_LEAST_PROVEN = 24
"""A word of the parallel text this common (it stands there about three times) is no slip."""
_MOST_FROM_TEXT = 34
_SOUNDS = {
    letter: sound
    for sound, letters in {
        "a": "ا", "b": "ب", "p": "پ", "t": "تط", "s": "ثسشص", "j": "ج", "c": "چ", "d": "د",
        "z": "ذزظض", "r": "ر", "g": "غگژ", "f": "ف", "k": "قکخ", "l": "ل", "m": "م", "n": "ن",
        "w": "و", "h": "هح", "y": "ی", "": "ع",
    }.items()
    for letter in letters
}  # fmt: skip
_SHORT, _LEAST_OF_SHORT = 3, 42
_LEAST_VERB = 33
"""A verb is conjugated in full when a form of it is this common."""
_PERSONS = tuple(map(look_up_form, ["م", "ی", "د", "یم", "ید", "ند", "ه", "ین", "ن"]))
_PAST_PERSONS = tuple(
    map(look_up_form, ["م", "ی", "", "یم", "ید", "ند", "ین", "ن", "ه", "هام", "های", "هایم", "هاند"])
)
_BEFORE = ("", "می", "نمی", "ن", "ب")
_ENDINGS = tuple(look_up_form(e) for e in """
    ها های هایی هایم هایت هایش هایمان هایتان هایشان هام هات هاش هامون هاتون هاشون هارو هاست هاتر ی یی م ت ش
    مان تان شان مون تون شون و رو ه ست است ان انی تر ترین تری ام ای اند ایم اید ات اش ن س ند ید یم ا اتون امون
    اشون
    """.split())  # fmt: skip  # noqa: SIM905


def main() -> None:
    """Write the list anew."""
    given = parallel.arguments(__doc__)
    levels, (borne, _) = levels_of_words("fa"), name_counts()
    dictionary = frozenset(_dictionary())
    both, mostly = by_hand("also_words_fa"), by_hand("mostly_names_fa")
    seen = _in_parallel(given)
    known, latin = dictionary | both | seen.keys(), given_names_in_arabic_letters()

    def is_name(word: str) -> bool:
        if word in mostly or word in both:
            return word in mostly
        if word in latin and word not in dictionary and levels.get(word, 0) < _MOST_OF_LATIN:
            return True
        return (
            word in borne and levels.get(word, _LEVEL_OF_LISTED) - level_as_name(borne[word]) < _LEAST_DOUBT
        )

    kept = {
        word: level
        for word, level in levels.items()
        if not is_name(word) and (word in known or _is_built(word, known))
    }
    for word, level in seen.items():
        if not is_name(word):
            kept.setdefault(word, min(level, _MOST_FROM_TEXT))
    _add(kept, dictionary, borne.keys() | mostly, _LEVEL_OF_LISTED)
    _add(kept, _owned(levels, dictionary), borne.keys() | mostly, _LEVEL_OF_VERB)
    _add(kept, _conjugated(levels), borne.keys() | mostly, _LEVEL_OF_VERB)
    hand = by_hand("names_fa")
    for word in both - mostly:
        named = word in borne or word in hand
        kept[word] = min(max(levels.get(word, 0), 35), _LEVEL_OF_BOTH if named else 99)
    write_levels("fa", {w: n for w, n in kept.items() if len(w) > 1 or w == look_up_form("و")})


def _add(kept: dict[str, int], words: Iterable[str], names: Set[str], level: int) -> None:
    for word in words:
        if word not in names:
            kept.setdefault(word, level)


def _in_parallel(given: argparse.Namespace) -> dict[str, int]:
    """Words of the Persian and Dari texts that are no names."""
    pairs = [
        (fold(text).text, english)
        for code in ("fa", "prs")
        for text, english in parallel.read_pairs(given, code)
    ]
    found = parallel.levels_without_names(parallel.count(pairs), _SOUNDS)
    return {w: n for w, n in found.items() if n >= _LEAST_PROVEN and "\u0600" <= w[0] <= "\u06ff"}


def _hazm(name: str) -> Iterator[list[str]]:
    spec = find_spec("hazm")
    if spec is None or spec.origin is None:
        raise SystemExit("hazm is not installed")
    for line in (Path(spec.origin).parent / "data" / name).read_text(encoding="utf-8").splitlines():
        yield line.replace("#", "\t").split("\t")


def _dictionary() -> Iterator[str]:
    """Words that hazm's list gives a use or a part of speech."""
    for word, uses, kind in _hazm("words.dat"):
        if int(uses) > 0 or kind != "0":
            yield look_up_form(word)
    for row in _hazm("iwords.dat"):
        yield look_up_form(row[0].split(" ")[0])


def _is_built(word: str, known: frozenset[str]) -> bool:
    """Whether a word is a known word with one or two endings, or with the sign of a verb before it."""
    return any(
        len(word) - len(start) - len(end) > 1
        and word.startswith(start)
        and word.endswith(end)
        and _is_stem(word[len(start) : len(word) - len(end)], known)
        for start, end in product(_BEFORE, ("", *_ENDINGS))
        if start or end
    )


def _is_stem(stem: str, known: frozenset[str]) -> bool:
    if stem in known:
        return True
    return any(
        stem.endswith(end) and len(stem) - len(end) > 2 and stem[: -len(end)] in known
        for end in _ENDINGS
        if end
    )


def _owned(levels: Mapping[str, int], dictionary: frozenset[str]) -> Iterator[str]:
    """Short common words with their endings, which are too short to be split when messages are read."""
    for word in dictionary:
        if 2 <= len(word) <= _SHORT and levels.get(word, 0) >= _LEAST_OF_SHORT:
            yield from (word + ending for ending in _ENDINGS if len(ending) > 1 or ending in "مشت")


def _conjugated(levels: Mapping[str, int]) -> Iterator[str]:
    """Written and spoken forms of the verbs in use."""
    rows = [*_hazm("verbs.dat"), *_hazm("iverbs.dat")]
    for row in rows:
        past, *present = (
            look_up_form(part) for cell in row[:2] for part in cell.split(" ") if not part.isdigit()
        )
        forms = {f"{before}{past}{end}" for before, end in product(_BEFORE[:4], _PAST_PERSONS) if past}
        for stem in present:
            forms |= {f"{before}{stem}{end}" for before, end in product(_BEFORE, _PERSONS) if stem}
            forms |= {f"{before}{stem}" for before in ("ب", "ن") if stem}
        common = sum(levels.get(form, 0) >= _LEAST_VERB for form in forms)
        if common:
            yield from (form for form in forms if len(form) > _SHORT + 1)


if __name__ == "__main__":
    main()
