"""Rebuild the word lists: ``python -m feedback_api.deidentify.build_wordlists --debian-dict DIR``.

DIR holds ``dutch``, ``american-english-large`` and ``british-english-large`` as the Debian packages
wdutch, wamerican-large and wbritish-large install them. Needs ``wordfreq`` and ``faker``, which the
product itself does not.
"""

import argparse
import gzip
import importlib
import math
import pkgutil
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

LISTS = Path(__file__).with_name("wordlists")

_DICTIONARIES = {"nl": ("dutch",), "en": ("american-english-large", "british-english-large")}
_LEAST_LEVEL = {"nl": 15, "en": 18}
"""Least commonness of a word let through, in tenths of Zipf (log10 of uses per thousand million words)."""

_LEAST_LEVEL_OF_A_NAME = 31
"""A rarer word that is also a given name, surname or place is left out: it is the name more often."""

_WORD = re.compile(r"[a-zà-öø-ÿœ']{1,40}")
_NAME = re.compile(r"[a-zà-öø-žşğıǧ'’]{2,30}")


def main() -> int:
    """Write every list anew; prints how many words each has."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--debian-dict", type=Path, required=True)
    folder: Path = parser.parse_args().debian_dict
    names = collect_names(folder)
    write("names", (f"{word}\t{kinds}" for word, kinds in sorted(names.items())))
    mostly_names = set(read_plain(LISTS / "mostly_names.txt"))
    for language in _DICTIONARIES:
        words = collect_words(folder, language, names, mostly_names)
        write(language, (f"{word}\t{level}" for word, level in sorted(words.items())))
        sys.stdout.write(f"{language}: {len(words)} words\n")
    sys.stdout.write(f"names: {len(names)}\n")
    return 0


def read_plain(path: Path) -> Iterator[str]:
    """Entries of a hand-written list; ``#`` begins a remark."""
    for line in path.read_text(encoding="utf-8").splitlines():
        yield from line.partition("#")[0].split()


def write(name: str, lines: Iterable[str]) -> None:
    """Write one compressed list, the same bytes for the same words."""
    packed = gzip.compress(("\n".join(lines) + "\n").encode(), compresslevel=9, mtime=0)
    (LISTS / f"{name}.txt.gz").write_bytes(packed)


def collect_words(
    folder: Path, language: str, names: Mapping[str, str], mostly_names: set[str]
) -> dict[str, int]:
    """Lower-case dictionary words that are common enough, with their commonness."""
    levels = commonness(language)
    words: dict[str, int] = {}
    for word in dictionary(folder, language):
        level = levels.get(word, 0)
        if not _WORD.fullmatch(word) or word in mostly_names or level < _LEAST_LEVEL[language]:
            continue
        if names.get(word, "c") != "c" and level < _LEAST_LEVEL_OF_A_NAME:
            continue
        words[word] = level
    return words


def dictionary(folder: Path, language: str) -> set[str]:
    """All entries of a language's spelling dictionaries."""
    files = (folder / name for name in _DICTIONARIES[language])
    return {line.strip() for file in files for line in file.read_text(encoding="utf-8").splitlines()}


def commonness(language: str) -> dict[str, int]:
    """Zipf value of each word in tenths."""
    wordfreq: Any = importlib.import_module("wordfreq")
    frequencies = wordfreq.get_frequency_dict(language, "large")
    return {word: round(10 * (math.log10(share) + 9)) for word, share in frequencies.items()}


def collect_names(folder: Path) -> dict[str, str]:
    """Lower-cased names with their kinds: f given, l family, p place, c capitalised in a dictionary."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for language in _DICTIONARIES:
        for entry in dictionary(folder, language):
            if entry[:1].isupper() and not entry.isupper():
                _note(kinds, entry.removesuffix("'s"), "c")
    for kind, name in _faker_names():
        _note(kinds, name, kind)
    for name in read_plain(LISTS / "names_by_hand.txt"):
        kinds[name].add("f")
    return {word: "".join(sorted(found)) for word, found in kinds.items()}


def _note(kinds: dict[str, set[str]], name: str, kind: str) -> None:
    for part in re.split(r"[\s\-/().,]+", name):
        if part[:1].isupper() and _NAME.fullmatch(part.lower()):
            kinds[part.lower()].add(kind)


def _faker_names() -> Iterator[tuple[str, str]]:
    for field, kind in (("first", "f"), ("last", "l")):
        for provider in _providers("faker.providers.person"):
            yield from ((kind, name) for name in _entries(provider, field))
    for language in ("nl_NL", "nl_BE", "de_DE", "en_GB"):
        module = importlib.import_module(f"faker.providers.address.{language}")
        for field in ("cities", "countries"):
            yield from (("p", name) for name in _entries(module.Provider, field))


def _providers(package: str) -> Iterator[Any]:
    for module in pkgutil.iter_modules(importlib.import_module(package).__path__):
        if module.ispkg:
            yield importlib.import_module(f"{package}.{module.name}").Provider


def _entries(provider: Any, field: str) -> Iterator[str]:
    for attribute in dir(provider):
        values = getattr(provider, attribute)
        if field in attribute and "format" not in attribute and isinstance(values, tuple | list | dict):
            yield from (value for value in values if isinstance(value, str))


if __name__ == "__main__":
    raise SystemExit(main())
