"""The lexicon of a language that builds words from long chains of endings in harmony, such as Turkish.

The pack says which endings may follow each other (:mod:`.harmony`). Keep lists of such languages have
entries with a mark, which no typed word can match: what may carry endings.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from feedback_api.deidentify.languages.harmony import MARKS
from feedback_api.deidentify.languages.lexicon import BY_HAND, LONGEST_WORD, PackLexicon

_BARE = "word"
_LONGEST_CHAIN = 22
_SHORTEST_STEM = 3
_SHORTEST_SPLIT = 2
_LEAST_LEVEL = {"word": {3: 42, 4: 34}, "verb": {3: 36}}
"""A short stem must be commoner than a long one, because names come apart into short stems."""
_NAMING = frozenset("flp")
_EVERYDAY = 45
_VOWELS = frozenset("aeiou")


@dataclass(frozen=True, kw_only=True)
class ChainLexicon(PackLexicon):
    """Word lists and chains of endings; an unlisted name under its endings is never taken for a word."""

    def is_known(self, word: str) -> bool:
        """Whether a word is harmless: listed, or a listed word with endings that is no name with endings."""
        head, apostrophe, tail = word.partition("'")
        if apostrophe:
            return self._keeps_apostrophe(head, tail)
        if self.is_listed(word):
            return True
        if word in self.names:
            return False
        stem = self._longest_stem(word)
        named = max((len(s) for s in self._splits(word, "name") if self._is_only_name(s)), default=0)
        return stem > named

    def is_name_too(self, word: str) -> bool:
        """Whether a known word is also a name, bare or with endings, so that its surroundings decide."""
        head = word.partition("'")[0]
        if head in self.names:
            return self._names_people(head)
        if head in self.domain:
            return False
        known = len(head) if self.is_listed(head) else self._longest_stem(head)
        return any(
            BY_HAND in self.names.get(stem, "") or (len(stem) >= known and self._names_people(stem))
            for stem in self._splits(head, "name")
            if stem not in self.domain
        )

    def may_have_capital(self, word: str) -> bool:
        """Whether a word stays with a capital in a sentence: of the asylum service, or common and no name."""
        head = word.partition("'")[0]
        if super().may_have_capital(head):
            return head == word or self.is_known(word)
        if head == word and any(self.is_in(word, group) for group in ("titles", "kin", "roles")):
            return True
        return any(stem in self.domain for stem in self._splits(head))

    def is_in(self, word: str, group: str) -> bool:
        """Whether a word, bare or with endings, is in one of the pack's word sets."""
        listed = self.pack.words[group]
        word = word.partition("'")[0]
        if word in listed:
            return True
        chain = self.pack.chains[_BARE]
        return any(word[:at] in listed and chain.fullmatch(word, at) for at in _places(word))

    def _keeps_apostrophe(self, head: str, tail: str) -> bool:
        """An apostrophe parts a name from its endings, so only words of the asylum service stay before it."""
        return head in self.domain and self.pack.chains[_BARE].fullmatch(tail) is not None

    def _splits(self, word: str, kind: str = _BARE) -> Iterator[str]:
        """What is left of a word without a chain of endings, whether a word or a name."""
        chain = self.pack.chains[kind]
        for at in _places(word):
            stem = word[:at]
            if (self.is_listed(stem) or stem in self.names) and chain.fullmatch(word, at):
                yield stem

    def _longest_stem(self, word: str) -> int:
        """Length of the longest listed word or verb that a word may be built on."""
        if len(word) > LONGEST_WORD:
            return 0
        for at in range(len(word), max(_SHORTEST_STEM, len(word) - _LONGEST_CHAIN) - 1, -1):
            if self._carries(word, at):
                return at
        return 0

    def _carries(self, word: str, at: int) -> bool:
        stem, chains = word[:at], self.pack.chains
        if stem in self.domain and chains[_BARE].fullmatch(word, at):
            return True
        for mark, (kind, _) in MARKS.items():
            least = _LEAST_LEVEL[kind].get(at, self.pack.affixes.least_level)
            if self.levels.get(stem + mark, 0) < least:
                continue
            changed = kind == _BARE and stem not in self.levels
            if changed and (at == len(word) or word[at] not in _VOWELS):
                continue
            if chains[mark].fullmatch(word, at):
                return True
        return False

    def _names_people(self, word: str) -> bool:
        """Whether a word is a name that stands on the hand-written list or is no everyday word."""
        kinds = self.names.get(word, "")
        if word in self.domain:
            return False
        return BY_HAND in kinds or (bool(kinds) and self.levels.get(word, 0) < _EVERYDAY)

    def _is_only_name(self, stem: str) -> bool:
        kinds = _NAMING.intersection(self.names.get(stem, ""))
        return bool(kinds) and len(stem) >= _SHORTEST_STEM and not self.is_listed(stem)


def _places(word: str) -> range:
    """Where the endings of a word may begin; nowhere in a word that no language is so long in."""
    if len(word) > LONGEST_WORD:
        return range(0)
    return range(max(_SHORTEST_SPLIT, len(word) - _LONGEST_CHAIN), len(word))
