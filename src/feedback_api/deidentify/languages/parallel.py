"""Keep lists from parallel text, for languages without a dictionary: count words, leave names out.

Names are found through the English side: what goes with an English proper noun, or sounds like one beside it.
"""

import argparse
import gzip
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from feedback_api.deidentify.languages.build import is_word
from feedback_api.deidentify.simplify import simplify
from feedback_api.deidentify.tokens import tokenise

_LEAST_DICE = 0.5
_LEAST_LIKENESS = 0.72
_SHORTEST_SOUND = 2
_MOSTLY_CAPITAL = 0.6
_FEW = 9
"""Below about this count a word's commonness is shrunk: it may stand there by chance."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")

Pair = tuple[str, str]
"""A text and its English."""


def arguments(description: str | None) -> argparse.Namespace:
    """Where the parallel texts are, from the command line."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--parallel", type=Path, required=True, help="parallel_open.tsv.gz")
    parser.add_argument("--ntrex", type=Path, required=True, help="ntrex128.tsv.gz")
    return parser.parse_args()


def read_pairs(given: argparse.Namespace, language: str) -> list[Pair]:
    """Every text of one language with its English, from both files."""
    pairs = [(row[1], row[2]) for row in _rows(given.parallel) if row[0] == language and row[3] == "en"]
    lines: dict[str, dict[str, str]] = {language: {}, "en": {}}
    for row in _rows(given.ntrex):
        if row[0] in lines:
            lines[row[0]][row[1]] = row[2]
    return pairs + [(text, lines["en"].get(number, "")) for number, text in lines[language].items()]


def _rows(path: Path) -> Iterator[list[str]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            if "\t" in line:
                yield line.rstrip("\n").split("\t")


@dataclass(slots=True)
class Counted:
    """How often each word stands in the texts, with a capital, and beside which English proper noun."""

    words: Counter[str] = field(default_factory=Counter)
    texts: Counter[str] = field(default_factory=Counter)
    capitals: Counter[str] = field(default_factory=Counter)
    nouns: Counter[str] = field(default_factory=Counter)
    together: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))


def count(pairs: Sequence[Pair]) -> Counted:
    """Count words, in look-up form, against English proper nouns."""
    proper = proper_nouns(english for _, english in pairs)
    found = Counted()
    for text, english in pairs:
        tokens = list(tokenise(text.replace("’", "'"), simplify(text.replace("’", "'"))))
        words = {t.lower for t in tokens if is_word(t.lower)}
        nouns = {w.lower() for w in _WORD.findall(english)} & proper
        found.words.update(t.lower for t in tokens if is_word(t.lower))
        found.capitals.update(t.lower for t in tokens if t.is_capital and not t.opens)
        found.texts.update(words)
        found.nouns.update(nouns)
        for word in words:
            found.together[word].update(nouns)
    return found


def proper_nouns(texts: Iterable[str]) -> frozenset[str]:
    """English words that stand with a capital inside sentences more often than without."""
    capital, small = Counter[str](), Counter[str]()
    for text in texts:
        for token in tokenise(text):
            if not token.is_capital:
                small[token.lower] += 1
            elif not token.opens:
                capital[token.lower] += 1
    return frozenset(w for w, n in capital.items() if n > small[w] and len(w) > 1)


def levels_without_names(found: Counted, sounds: Mapping[str, str]) -> dict[str, int]:
    """Tenths of Zipf of each word that is no name; ``sounds`` has the sound of each letter of the script."""
    total = sum(found.words.values())
    table = str.maketrans(dict(sounds))
    return {
        word: round(10 * (math.log10(n * n / (n + _FEW) / total) + 9))
        for word, n in found.words.items()
        if not _is_name(word, found, table)
    }


def _is_name(word: str, found: Counted, table: Mapping[int, str]) -> bool:
    if found.capitals[word] > _MOSTLY_CAPITAL * found.words[word]:
        return True
    sound = _sound(word.translate(table))
    for noun, both in found.together[word].items():
        dice = 2 * both / (found.texts[word] + found.nouns[noun])
        often = 2 * both >= found.texts[word]
        if dice >= _LEAST_DICE and found.texts[word] > 2:
            return True
        if (often or dice >= _LEAST_DICE / 2) and _sounds_alike(sound, _sound(noun)):
            return True
    return False


_CLASSES = str.maketrans({
    **dict.fromkeys("bpv", "b"), **dict.fromkeys("ckqx", "k"), **dict.fromkeys("gj", "g"),
    **dict.fromkeys("szc", "s"),
    **dict.fromkeys("dt", "t"), **dict.fromkeys("aeiouywh'", ""),
})  # fmt: skip


def _sound(latin: str) -> str:
    """Consonants only, those that languages write for one another made one."""
    plain = latin.lower().replace("ph", "f").replace("ch", "k").replace("ce", "se").replace("ci", "si")
    return re.sub(r"(.)\1", r"\1", plain.translate(_CLASSES))


def _sounds_alike(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _SHORTEST_SOUND:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _LEAST_LIKENESS
