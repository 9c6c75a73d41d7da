"""Rebuild the names in Arabic script: ``python -m feedback_api.deidentify.languages.build_arabic_names``.

Needs ``arabic_name_romanizer``, ``persian_gender_detection``, ``faker`` and ``wordfreq``.
"""

import importlib
import math
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import as_file, files
from typing import Any

from feedback_api.deidentify.fold import fold
from feedback_api.deidentify.languages.build import by_hand, commonness, write_names
from feedback_api.deidentify.languages.latin_names import in_arabic_letters
from feedback_api.deidentify.simplify import simplify

LANGUAGES = ("ar", "fa")
_ARABIC = re.compile("[\u0621-\u06d3]{2,}")
_KINDS = {"given": "f", "surname": "l"}
_LOCALES = ("ar_AA", "ar_DZ", "ar_PS", "ar_SA", "fa_IR")
_LATIN_LOCALES = ("nl_NL",)
"""Names of the people whom writers meet, in the ways in which they spell them."""
_PARTICLES = frozenset(
    map(
        simplify,
        [
            "ال",
            "عبد",
            "بن",
            "ابن",
            "بنت",
            "ابو",
            "ابي",
            "أم",
            "آل",
            "الله",
            "الدين",
            "زاده",
            "پور",
            "خان",
            "جان",
            "و",
            "او",
            "من",
        ],
    )
)
_SHARE_OF_NAMES = 19
"""Tenths of Zipf of a name counted once, supposing that names are about one word in fifty."""
_MOST_DOUBT = 18
"""A word that is this much commoner than its use as a name, in each language that has it, is no name."""


def look_up_form(word: str) -> str:
    """A word as messages are looked up: joiners and marks dropped, letters simplified."""
    return simplify(fold(word).text)


def levels_of_words(language: str) -> dict[str, int]:
    """Commonness of each word in Arabic letters; spellings that are looked up alike are added up."""
    shares: dict[str, float] = defaultdict(float)
    for word, level in commonness(language).items():
        key = look_up_form(word)
        if _ARABIC.fullmatch(key) or len(key) == 1:
            shares[key] += 10 ** (level / 10)
    return {word: round(10 * math.log10(share)) for word, share in shares.items()}


def name_counts() -> tuple[Counter[str], dict[str, set[str]]]:
    """How many people bear each name, as far as the sources tell, and what kinds of name it is."""
    counts: Counter[str] = Counter()
    kinds: dict[str, set[str]] = defaultdict(set)
    for name, kind, count in (*_from_wikidata(), *_from_iran(), *_from_faker()):
        for part in look_up_form(name).split():
            if _ARABIC.fullmatch(part) and part not in _PARTICLES:
                counts[part] += count
                kinds[part].add(kind)
    return counts, kinds


def level_as_name(count: int) -> int:
    """A count of people as tenths of Zipf, to compare with the commonness of words."""
    return round(_SHARE_OF_NAMES + 10 * math.log10(count))


def _from_wikidata() -> Iterator[tuple[str, str, int]]:
    source = files(importlib.import_module("arabic_name_romanizer")) / "resources" / "names.sqlite3"
    with as_file(source) as path, sqlite3.connect(path) as rows:
        for name, role, count in rows.execute("select arabic_key, role, count from units"):
            yield name, _KINDS.get(role, "f"), count


def _from_iran() -> Iterator[tuple[str, str, int]]:
    package = files(importlib.import_module("persian_gender_detection"))
    text = (package / "gender" / "iranianNamesDataset.csv").read_text(encoding="utf-8")
    for line in text.splitlines()[1:]:
        yield line.split(",")[0].strip('"'), "f", 1


def _from_faker(locales: Sequence[str] = _LOCALES) -> Iterator[tuple[str, str, int]]:
    for locale in locales:
        provider: Any = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for attribute in dir(provider):
            listed = getattr(provider, attribute)
            if not re.fullmatch(r"(?:first|last)_names\w*", attribute) or not isinstance(
                listed, tuple | list
            ):
                continue
            for name in listed:
                yield str(name), "l" if attribute.startswith("last") else "f", 2


def _is_word(name: str, count: int, words: Mapping[str, Mapping[str, int]]) -> bool:
    """Whether every language that has it as a word uses it far more as one."""
    doubts = [levels[name] - level_as_name(count) for levels in words.values() if name in levels]
    return bool(doubts) and min(doubts) > _MOST_DOUBT


def main() -> None:
    """Write the list anew: kinds of name and, as a digit, twice the logarithm of how many bear it."""
    counts, kinds = name_counts()
    words = {language: levels_of_words(language) for language in LANGUAGES}
    hand = frozenset[str]().union(*(by_hand(f"names_{language}") for language in LANGUAGES))
    listed = {
        name: "".join(sorted(kinds[name])) + str(min(9, round(2 * math.log10(count))))
        for name, count in counts.items()
        if name in hand or not _is_word(name, count, words)
    }
    for name, kind, count in _from_faker(_LATIN_LOCALES):
        for spelled in in_arabic_letters(name):
            if not _is_word(spelled, count, words):
                listed.setdefault(spelled, f"{kind}1")
    write_names("names_arabic", listed)


if __name__ == "__main__":
    main()
