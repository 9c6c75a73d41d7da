"""The lexicon of a language with a pack: listed words, with the affixes that the pack allows."""

from collections.abc import Iterator
from dataclasses import dataclass

from feedback_api.deidentify.languages.pack import Affixes, Pack
from feedback_api.deidentify.lexicon import Lexicon
from feedback_api.deidentify.simplify import simplify


@dataclass(frozen=True, kw_only=True)
class PackLexicon(Lexicon):
    """Word lists of a language with a pack; every word in simplified letters."""

    pack: Pack

    def look_up_form(self, text: str) -> str:
        """The text in simplified letters."""
        return simplify(text)

    def is_known(self, word: str) -> bool:
        """Whether a word is harmless: listed, or a listed word with affixes that is no name."""
        if self.is_listed(word):
            return True
        if word in self.names:
            return False
        return any(self._carries_affixes(stem) for stem in stems(word, self.pack.affixes))

    def is_name_too(self, word: str) -> bool:
        """Whether a known word is also a name, bare or under its affixes, so that its surroundings decide."""
        if word in self.domain:
            return False
        if self.is_listed(word):
            return super().is_name_too(word)
        return any(super(PackLexicon, self).is_name_too(stem) for stem in stems(word, self.pack.affixes))

    def is_in(self, word: str, group: str) -> bool:
        """Whether a word, bare or under affixes, is in one of the pack's word sets."""
        listed = self.pack.words[group]
        return word in listed or any(stem in listed for stem in stems(word, self.pack.affixes))

    def _carries_affixes(self, stem: str) -> bool:
        return stem in self.domain or self.levels.get(stem, 0) >= self.pack.affixes.least_level


def stems(word: str, affixes: Affixes) -> Iterator[str]:
    """What a word may be built on: without its elision or apostrophe part, prefix and suffixes."""
    head, apostrophe, tail = word.partition("'")
    if apostrophe and affixes.apostrophe == "tail":
        if head not in affixes.elisions:
            return
        yield tail
        word = tail
    elif apostrophe and affixes.apostrophe == "head":
        yield head
        word = head
    for start in _without_prefix(word, affixes):
        if start != word:
            yield start
        yield from _without_suffixes(start, affixes, affixes.most_suffixes)


def _without_prefix(word: str, affixes: Affixes) -> Iterator[str]:
    yield word
    for prefix in affixes.prefixes:
        if word.startswith(prefix) and len(word) - len(prefix) >= affixes.least_stem:
            yield word[len(prefix) :]


def _without_suffixes(word: str, affixes: Affixes, left: int) -> Iterator[str]:
    for suffix in affixes.suffixes:
        if word.endswith(suffix) and len(word) - len(suffix) >= affixes.least_stem:
            stem = word[: -len(suffix)]
            yield stem
            if left > 1:
                yield from _without_suffixes(stem, affixes, left - 1)
