"""What the two Kurdish build commands share: the dictionaries of KLPT, and names that are words."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from feedback_api.deidentify.languages.build import by_hand, is_word
from feedback_api.deidentify.languages.lexicon import stems
from feedback_api.deidentify.languages.pack import read_pack

DICTIONARY_LEVEL = 31
"""Commonness given to words known from a dictionary or by conjugation only."""
_EVERYDAY_LEVEL = 40
"""Least commonness of the words of the lists written by hand."""
_MOST_FOR_A_NAME = 44
"""No word that is also a name counts as commoner, so that its surroundings always decide."""
_SHORTEST_NAME = 4
_COMMON = 45
"""A word this common that looks like a name with an ending is the word."""
_ENTRY = re.compile(r"(?P<word>[^/\s]+)(?:/\S*)?(?:[^:]*?po:(?P<kind>\w+))?(?: is:(?P<form>\w+))?")


def read_klpt(dictionary: str) -> Iterator[tuple[str, str, str]]:
    """Each word of a dictionary of the KLPT package, its part of speech and, of a verb, which form it is."""
    spec = find_spec("klpt")
    if spec is None or spec.origin is None:
        raise SystemExit("the package klpt is not installed")
    path = Path(spec.origin).parent / "data" / f"{dictionary}.dic"
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        entry = _ENTRY.match(line)
        if entry and is_word(entry["word"]):
            yield entry["word"], entry["kind"] or "", entry["form"] or ""


def conjugate(stem: str, moods: Iterable[str], endings: Iterable[str]) -> Iterator[str]:
    """Every form of a stem."""
    ends = tuple(endings)
    return (f"{mood}{stem}{end}" for mood in moods for end in ends)


def without_names(
    language: str, levels: Mapping[str, int], names: frozenset[str], everyday: frozenset[str]
) -> dict[str, int]:
    """The list without names, bare or with endings; everyday words stay, but no name counts as a common word.

    A word built on a name that is also an everyday word is left out as well: the pack's endings make it
    known, and then its surroundings decide as for the name itself.
    """
    endings = replace(read_pack(language).affixes, prefixes=())
    own = by_hand(f"names_{language}")
    kept = {word: level for word, level in levels.items() if word not in names}
    for word in everyday:
        level = max(levels.get(word, 0), _EVERYDAY_LEVEL)
        kept[word] = min(level, _MOST_FOR_A_NAME) if word in names else level
    for word in [w for w in kept if w not in own]:
        built_on = (stem for stem in stems(word, endings) if stem in own and len(stem) >= _SHORTEST_NAME)
        if kept[word] < _COMMON and any(stem != word for stem in built_on):
            del kept[word]
    return kept
