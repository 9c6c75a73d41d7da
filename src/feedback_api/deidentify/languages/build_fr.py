"""Rebuild the French keep list: ``python -m feedback_api.deidentify.languages.build_fr``.

Beside dictionary words it has what phone typists make of common ones: an elision without its apostrophe
("jattends"), silent letters left out ("comprenai"), doubled ones typed once ("apeler"), k for qu.
"""

import re
from collections.abc import Iterator, Mapping

from feedback_api.deidentify.languages.build import (
    by_hand,
    commonness,
    is_word,
    known_names,
    simplified,
    spelled_right,
    write_levels,
)
from feedback_api.deidentify.simplify import simplify

_LEAST_LEVEL = 14
_LEAST_LEVEL_OF_A_GIVEN_NAME = 40
_LEAST_LEVEL_OF_A_NAME = 36
"""A rarer word that is also a given name, surname or place is left out: it is the name more often."""
_LEAST_LEVEL_TO_SLIP = 37
"""Only words at least this common are listed with their slips."""
_LEVEL_OF_SLIPS = 30
_SHORTEST_SLIP = 4
_SUBJECT = ("j", "m", "t", "s", "n", "c")
_ARTICLE = ("l", "d", "qu", "jusqu", "k")
_SILENT = re.compile(r"(?:ent|es|s|t|x|d|e|p|r)$")
_DOUBLED = re.compile(r"([cfglmnprst])\1")
_VOWELS = "aeiouyh"


def main() -> None:
    """Write the list anew."""
    names, mostly = known_names(), by_hand("mostly_names_fr")
    called = by_hand("names_fr") | {name for name, kinds in names.items() if set(kinds) & set("flp")}
    common = {w: n for w, n in commonness("fr").items() if n >= _LEAST_LEVEL and is_word(w)}
    also, kept = by_hand("also_words_fr"), {}
    for word in spelled_right(common, "fr_FR"):
        key = simplify(word)
        if key in also:
            kept[word] = max(common[word], _LEVEL_OF_SLIPS)
        elif key not in mostly and common[word] >= _least_level(names.get(key, "c")):
            kept[word] = common[word]
    levels = simplified(kept)
    for slip in {*_slips(levels)} - levels.keys() - called - mostly:
        levels[slip] = _LEVEL_OF_SLIPS
    write_levels("fr", levels)


def _least_level(kinds: str) -> int:
    if "f" in kinds:
        return _LEAST_LEVEL_OF_A_GIVEN_NAME
    return _LEAST_LEVEL_OF_A_NAME if kinds != "c" else 0


def _slips(levels: Mapping[str, int]) -> Iterator[str]:
    for word, level in levels.items():
        if level < _LEAST_LEVEL_TO_SLIP or not word.isalpha():
            continue
        for slip in (*_by_ear(word), *_run_together(word)):
            if len(slip) >= _SHORTEST_SLIP:
                yield slip


def _by_ear(word: str) -> Iterator[str]:
    """Spellings by ear, one or two slips at a time."""
    forms = {word, _SILENT.sub("", word), _DOUBLED.sub(r"\1", word)}
    forms |= {_DOUBLED.sub(r"\1", form) for form in forms} | {form.replace("qu", "k") for form in forms}
    if word.endswith(("er", "ez", "ai", "ais", "ait", "e")):
        forms |= {
            re.sub(r"(?:er|ez|ais|ait|ai|e)$", ending, word) for ending in ("e", "er", "ez", "ai", "ais")
        }
    yield from forms - {word}


def _run_together(word: str) -> Iterator[str]:
    """A word with the elision before it and no apostrophe between."""
    if word[0] in _VOWELS:
        for elided in (*_SUBJECT, *_ARTICLE):
            yield elided + word


if __name__ == "__main__":
    main()
