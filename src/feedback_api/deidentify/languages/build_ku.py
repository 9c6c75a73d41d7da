"""Rebuild the Kurmanji keep list: ``python -m feedback_api.deidentify.languages.build_ku --help``."""

from collections.abc import Iterable, Iterator

from feedback_api.deidentify.languages import parallel
from feedback_api.deidentify.languages.build import by_hand, known_names, spelling_of, write_levels
from feedback_api.deidentify.languages.kurdish import (
    DICTIONARY_LEVEL,
    conjugate,
    read_klpt,
    without_names,
)
from feedback_api.deidentify.simplify import simplify
from feedback_api.deidentify.tokens import tokenise

_LEAST_UNCHECKED = 33
"""A word of the texts that no dictionary has must stand there about this often."""
_NAMES_MAY_STAY_FROM = 42
"""A word that is also a name or place of any country stays where it is this common."""
_PRESENT_MOODS = ("di", "na", "bi", "ne", "ni", "")
_PRESENT_ENDINGS = ("im", "i", "e", "in", "it", "a", "m", "n")
_VERBAL = ("di", "na", "bi", "ne")
"""Forms with these moods are known without being seen: hardly a name looks like them, unlike a rare noun."""
_PAST_MOODS = ("", "ne", "di", "nedi")
_PAST_ENDINGS = (
    "", "m", "im", "i", "in", "n", "e", "ye", "iye", "ime", "ine", "ne", "me", "bu", "ibu", "bun", "ibun",
    "ibum", "ibe", "iba", "ana",
)  # fmt: skip


def main() -> None:
    """Write the list anew."""
    entries = [entry for entry in read_klpt("kmr-Latn") if entry[0] == entry[0].lower()]
    forms = set(_forms(entries))
    words = {simplify(word) for word, kind, _ in entries if kind != "propn"} | forms
    pairs = parallel.read_pairs(parallel.arguments(__doc__), "kmr")
    found = parallel.count(pairs)
    checked = words | set(_checked(pairs))
    levels = {
        word: level
        for word, level in parallel.levels_without_names(found, {}).items()
        if word.isascii() and (level >= _LEAST_UNCHECKED or word in checked)
    }
    for word in (*(form for form in forms if form.startswith(_VERBAL)), *_with_preverbs()):
        levels.setdefault(word, DICTIONARY_LEVEL)
    names = by_hand("names_ku") | by_hand("mostly_names_ku") | _abroad(levels)
    write_levels("ku", without_names("ku", levels, names, by_hand("everyday_ku")))


def _checked(pairs: Iterable[parallel.Pair]) -> Iterator[str]:
    """The words of the texts that the hunspell dictionary accepts."""
    accepts = spelling_of("kmr_Latn")
    typed = {token.text.lower() for text, _ in pairs for token in tokenise(text)}
    return (simplify(word) for word in typed if accepts(word))


def _abroad(levels: dict[str, int]) -> frozenset[str]:
    kinds = known_names()
    return frozenset(w for w, k in kinds.items() if k != "c" and levels.get(w, 0) < _NAMES_MAY_STAY_FROM)


def _forms(entries: list[tuple[str, str, str]]) -> Iterator[str]:
    """The forms of each verb, from its two stems."""
    for word, kind, form in entries:
        stem = simplify(word)
        if kind == "verb" and form.startswith("present"):
            yield from conjugate(stem, _PRESENT_MOODS, _PRESENT_ENDINGS)
        elif kind == "verb" and form.startswith("past"):
            yield from conjugate(stem, _PAST_MOODS, _PAST_ENDINGS)


def _with_preverbs() -> Iterator[str]:
    """The forms of everyday verbs whose moods stand after a preverb, such as der-di-kev-im."""
    for entry in by_hand("verbs_ku"):
        preverb, present, past = entry.split(":")
        yield from conjugate(present, (preverb + mood for mood in ("di", "na", "bi", "")), _PRESENT_ENDINGS)
        if past:
            yield from conjugate(past, (preverb + mood for mood in ("", "ne", "di", "nedi")), _PAST_ENDINGS)


if __name__ == "__main__":
    main()
