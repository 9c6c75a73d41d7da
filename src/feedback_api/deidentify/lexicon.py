"""What each language's word lists say of one word: harmless, a possible name, a common slip."""

import gzip
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files

from feedback_api.deidentify.compounds import is_compound, is_prefixed
from feedback_api.deidentify.spelling import sound_of

KEEP_LANGUAGES = ("nl", "en")
"""Languages with a keep list."""

_COMMON = 35
_BORROWED = 43
"""A word this common in the other language may stay too: people mix them."""
_LENT_LEVEL = 30
EVERYDAY = 49
"""Words this common mean a name only where the sentence says so outright."""
_CAPITAL_OK = 50
_SHORTEST_SLIP = 5


@dataclass(frozen=True)
class Lexicon:
    """Word lists of one language; ``levels`` is commonness in tenths of Zipf, all words lower case."""

    language: str
    levels: Mapping[str, int] = field(repr=False)
    domain: frozenset[str] = field(repr=False)
    names: Mapping[str, str] = field(repr=False)
    borrowed: frozenset[str] = field(repr=False, default=frozenset())
    _sounds: Mapping[str, bool] = field(repr=False, default_factory=dict)

    def look_up_form(self, text: str) -> str | None:
        """The text as its words are looked up, as long as the text; nothing where lower case will do."""
        del text
        return None

    def is_listed(self, word: str) -> bool:
        """Whether a word stands on the keep list itself."""
        return word in self.levels or word in self.domain

    def is_known(self, word: str) -> bool:
        """Whether a lower-case word is harmless: listed, inflected, compounded or a common slip of one."""
        if self.is_listed(word):
            return True
        if word in self.names:
            return False
        return self._is_inflected(word) or self._is_compound(word) or self._is_slip(word)

    def listed_stem(self, word: str) -> str:
        """The entry of the keep list that a known word is an inflection of; nothing where it is none."""
        return next((stem for stem in _stems(word, self.language) if self.is_listed(stem)), "")

    def joins_digits(self, word: str) -> bool:
        """Whether a word with digits is a number with letters that the language joins to numbers."""
        del word
        return False

    def bare_name(self, word: str) -> str:
        """The name in a word that carries a joined preposition; the word itself where it does not."""
        return word

    def without_joined(self, word: str) -> Iterator[str]:
        """What is left of a word without each preposition that the language joins to names."""
        del word
        return iter(())

    def is_own(self, word: str) -> bool:
        """Whether a known word is of this language and not lent by the other one."""
        return word not in self.borrowed and self.is_known(word)

    def is_name_too(self, word: str) -> bool:
        """Whether a listed word is also a name, so that its surroundings decide."""
        return word in self.names and word not in self.domain and self.levels.get(word, 0) < EVERYDAY

    def may_have_capital(self, word: str) -> bool:
        """Whether a word stays when written with a capital inside a sentence."""
        if word in self.domain:
            return True
        kinds = self.names.get(word)
        if kinds is None:
            return self.levels.get(word, 0) >= _CAPITAL_OK
        return kinds == "c" and self.levels.get(word, 0) >= EVERYDAY

    def is_given_name(self, word: str) -> bool:
        """Whether some people have this word as their given name."""
        return "f" in self.names.get(word, "")

    def is_place(self, word: str) -> bool:
        """Whether the word is the name of a town or village."""
        return "p" in self.names.get(word, "")

    def is_everyday(self, word: str) -> bool:
        """Whether a word is so common that nobody reads a name in it."""
        return self.levels.get(word, 0) >= EVERYDAY

    def _is_inflected(self, word: str) -> bool:
        return any(self.is_listed(stem) for stem in _stems(word, self.language))

    def _is_compound(self, word: str) -> bool:
        return self.language == "nl" and (
            is_compound(word, self._is_part) or is_prefixed(word, self._is_part)
        )

    def _is_part(self, part: str) -> bool:
        return self.levels.get(part, 0) >= 27 or (part in self.domain and len(part) > 3)

    def _is_slip(self, word: str) -> bool:
        return len(word) >= _SHORTEST_SLIP and sound_of(word, self.language) in self._sounds

    @cached_property
    def size(self) -> int:
        """How many words the keep list has."""
        return len(self.levels) + len(self.domain)


def _stems(word: str, language: str) -> Iterator[str]:
    if "'" in word:
        yield word.partition("'")[0]
    endings = (
        (
            "'s",
            "s",
            "je",
            "jes",
            "tje",
            "tjes",
            "e",
            "en",
            "de",
            "den",
            "te",
            "ten",
            "t",
            "d",
            "end",
            "ende",
            "er",
            "ers",
        )
        if language == "nl"
        else ("'s", "s", "ly", "ing", "er", "ers")
    )
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= 5:
            yield word[: -len(ending)]


def read_lexicons() -> dict[str, Lexicon]:
    """The lexicon of each language that has a keep list, read from the package."""
    names = dict(list_rows("names"))
    domains = {language: frozenset(list_entries(f"domain_{language}.txt")) for language in KEEP_LANGUAGES}
    for word in list_entries("names_by_hand.txt"):
        names[word] = "".join(sorted({*names.get(word, ""), "f"}))
    mostly = frozenset(list_entries("mostly_names.txt"))
    words = {
        language: {w: int(n) for w, n in list_rows(language) if w not in mostly}
        for language in KEEP_LANGUAGES
    }
    return {language: _lexicon(language, words, domains, names) for language in KEEP_LANGUAGES}


def _lexicon(
    language: str,
    words: Mapping[str, Mapping[str, int]],
    domains: Mapping[str, frozenset[str]],
    names: Mapping[str, str],
) -> Lexicon:
    levels, borrowed = dict(words[language]), set[str]()
    for other in KEEP_LANGUAGES:
        for word, level in words[other].items():
            if level >= _BORROWED and word not in names and word not in levels:
                levels[word] = _LENT_LEVEL
                borrowed.add(word)
    own = domains[language]
    if language == "en":
        borrowed |= domains["nl"] - own - words["en"].keys()
        own = own | {word for word in domains["nl"] if len(word) >= _SHORTEST_SLIP}
    common = [w for w, level in levels.items() if level >= _COMMON and len(w) >= _SHORTEST_SLIP]
    sounds = {sound_of(w, language): True for w in (*common, *own) if len(w) >= _SHORTEST_SLIP}
    return Lexicon(language, levels, frozenset(own), names, frozenset(borrowed), sounds)


def list_rows(name: str) -> Iterator[tuple[str, str]]:
    """Words of a compressed list, each with what the list says of it."""
    packed = (files(__package__) / "wordlists" / f"{name}.txt.gz").read_bytes()
    for line in gzip.decompress(packed).decode().splitlines():
        word, _, value = line.partition("\t")
        yield word, value


def list_entries(name: str) -> Iterator[str]:
    """Words of a list written by hand; ``#`` begins a remark; nothing where there is no such list."""
    file = files(__package__) / "wordlists" / name
    if not file.is_file():
        return
    for line in file.read_text(encoding="utf-8").splitlines():
        yield from line.partition("#")[0].split()
