"""The lexicon of a language with a pack: listed words, with the affixes that the pack allows."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from feedback_api.deidentify.languages.letters import SPELLINGS
from feedback_api.deidentify.languages.pack import Affixes, Pack
from feedback_api.deidentify.lexicon import EVERYDAY, Lexicon
from feedback_api.deidentify.simplify import simplify

_WITH_DIGITS = re.compile(r"([^\W\d_]*)\d{1,4}([^\W\d_]*)")
_MIXED = re.compile(r"([\u0600-\u06ff]{1,4})([a-z]{2,})")
_LEAST_LAUGHED, _SHORTEST_NAME = 3, 3
_LONG = 6
"""Letters from which a stem is long enough to be trusted at the least level."""
_RARER = 40
"""A listed word this rare may be a name with a preposition."""
_TIMES = {3: 40, 4: 20, 5: 4, 6: 2}
"""How many listed words must share a root of so many letters."""
BY_HAND = "h"
"""Kind of a name that the language's hand-written list has: a name however common the word is."""


@dataclass(frozen=True, kw_only=True)
class PackLexicon(Lexicon):
    """Word lists of a language with a pack; every word in simplified letters."""

    pack: Pack
    roots: "Roots | None" = field(repr=False, default=None)

    def look_up_form(self, text: str) -> str:
        """The text in simplified letters."""
        return simplify(text)

    def is_known(self, word: str) -> bool:
        """Whether a word is harmless: listed, or a listed word with affixes that is no name."""
        if self.is_listed(word) or _is_laughter(word) or self._is_mixed(word):
            return True
        if word in self.names:
            return False
        if self.roots is not None:
            return self.roots.level(word) is not None
        if any(
            BY_HAND in self.names.get(rest, "") and not self.is_listed(rest)
            for rest in self.without_joined(word)
        ):
            return False
        return any(self._carries_affixes(stem) for stem in stems(word, self.pack.affixes))

    def _is_mixed(self, word: str) -> bool:
        """Whether a Latin word of the service stands behind a joined preposition of another script."""
        parts = _MIXED.fullmatch(word)
        return parts is not None and parts[1] in self.pack.affixes.known_prefixes and parts[2] in self.domain

    def is_name_too(self, word: str) -> bool:
        """Whether a known word is also a name, bare or under its affixes, so that its surroundings decide."""
        if word in self.domain:
            return False
        if self.is_listed(word):
            own = BY_HAND in self.names.get(word, "") or self.bare_name(word) != word
            return own or super().is_name_too(word) or self._is_prefixed_name(word)
        if self.roots is not None:
            return self.roots.is_name_too(word)
        return any(super(PackLexicon, self).is_name_too(stem) for stem in self._may_be_names(word))

    def _may_be_names(self, word: str) -> Iterator[str]:
        affixes = self.pack.affixes
        if not affixes.name_prefixes:
            return stems(word, affixes)
        return (
            word[len(p) :] for p in affixes.name_prefixes if word.startswith(p) and len(word) > len(p) + 1
        )

    def without_joined(self, word: str) -> Iterator[str]:
        """What is left of a word without each prefix under which the pack looks for names."""
        for prefix in self.pack.affixes.name_prefixes:
            if word.startswith(prefix) and len(word) - len(prefix) >= _SHORTEST_NAME:
                yield word[len(prefix) :]

    def _is_prefixed_name(self, word: str) -> bool:
        """Whether a rare listed word may also be a name with a preposition, where the pack says which."""
        if not self.pack.affixes.name_prefixes or self.levels.get(word, EVERYDAY) >= _RARER:
            return False
        return any(super(PackLexicon, self).is_name_too(stem) for stem in self._may_be_names(word))

    def bare_name(self, word: str) -> str:
        """The name that a word is with a joined preposition taken off ("ንሰላም", to Selam); else the word."""
        if self.roots is None or not self.pack.words["joined"] or self.levels.get(word, 0) >= EVERYDAY:
            return word
        rests = (word.removeprefix(p) for p in self.pack.words["joined"] if word.startswith(p))
        return next((rest for rest in rests if BY_HAND in self.names.get(rest, "")), word)

    def is_in(self, word: str, group: str) -> bool:
        """Whether a word, bare or under affixes, is in one of the pack's word sets."""
        listed = self.pack.words[group]
        if word in listed or self.roots is None:
            return word in listed or any(stem in listed for stem in self._may_be_names(word))
        return self.roots.is_in(word, group)

    def may_have_capital(self, word: str) -> bool:
        """Whether a word stays with a capital inside a sentence; of the asylum service also under affixes."""
        if super().may_have_capital(word) or self.roots is None:
            return super().may_have_capital(word)
        return word not in self.names and (self.roots.level(word) or 0) >= EVERYDAY

    def listed_stem(self, word: str) -> str:
        """The listed word that a known word carries affixes on; nothing where its root is not listed."""
        return next((stem for stem in stems(word, self.pack.affixes) if self.is_listed(stem)), "")

    def joins_digits(self, word: str) -> bool:
        """Whether it is a small number behind a joined preposition, or before an ordinal ending or a unit."""
        parts = _WITH_DIGITS.fullmatch(word)
        if parts is None:
            return False
        before, after = parts[1], parts[2]
        before_fits = not before or before in self.pack.words["joined"]
        return before_fits and (not after or self.is_in(after, "ordinals") or self.is_in(after, "counted"))

    def _carries_affixes(self, stem: str) -> bool:
        return stem in self.domain or self.levels.get(stem, 0) >= self.pack.affixes.least_level


def _is_laughter(word: str) -> bool:
    """Whether it is one letter over and over, as people laugh in scripts without capitals."""
    return len(word) >= _LEAST_LAUGHED and not word.isascii() and len(set(word)) == 1


@dataclass(frozen=True)
class Roots:
    """What a pack with its own spelling knows words by: spelled, and without affixes."""

    affixes: Affixes = field(repr=False)
    spell: Callable[[str], str] = field(repr=False)
    levels: Mapping[str, int] = field(repr=False)
    """Commonness of each spelled word."""
    trusted: Mapping[str, int] = field(repr=False)
    """Commonness of what may carry affixes: words common enough for their length, and roots of several."""
    names: frozenset[str] = field(repr=False)
    own_names: frozenset[str] = field(repr=False)
    """Names of the people who write the language: a word built on one is not trusted."""
    groups: Mapping[str, frozenset[str]] = field(repr=False)
    """The word sets of the pack, spelled."""

    def level(self, word: str) -> int | None:
        """Commonness of what a word is built on; nothing where it is unknown or built on a name."""
        spelled = self.spell(word)
        own = self.levels.get(spelled)
        if own is not None or spelled in self.names:
            return own
        built_on = list(stems(spelled, self.affixes))
        named = max((len(s) for s in built_on if s in self.own_names and s not in self.levels), default=0)
        return max((self.trusted[s] for s in built_on if s in self.trusted and len(s) > named), default=None)

    def is_name_too(self, word: str) -> bool:
        """Whether a word, or what it is built on, is also a name and no everyday word."""
        spelled = self.spell(word)
        if spelled in self.levels:
            return spelled in self.names and self.levels[spelled] < EVERYDAY
        return any(
            stem in self.own_names and self.levels.get(stem, 0) < EVERYDAY
            for stem in stems(spelled, self.affixes)
        )

    def is_in(self, word: str, group: str) -> bool:
        """Whether a word, spelled or without affixes, is in a word set of the pack."""
        spelled, listed = self.spell(word), self.groups[group]
        return spelled in listed or any(stem in listed for stem in stems(spelled, self.affixes))


def find_roots(
    pack: Pack,
    levels: Mapping[str, int],
    domain: Collection[str],
    names: Mapping[str, str],
    own: Iterable[str],
) -> Roots | None:
    """The roots of a language whose pack has a spelling of its own.

    A domain word counts as an everyday word, so that it is no name under affixes either.
    """
    affixes = pack.affixes
    if not affixes.letters:
        return None
    spell = SPELLINGS[affixes.letters]
    called = frozenset(map(spell, names))
    known: dict[str, int] = {}
    for word, level in (*levels.items(), *((word, EVERYDAY) for word in domain)):
        spelled = spell(word)
        if level < affixes.least_level or (spelled in called and word not in names and level < EVERYDAY):
            continue
        known[spelled] = max(level, known.get(spelled, 0))
    trusted = {
        spelled: level
        for spelled, level in known.items()
        if level >= affixes.least_level + affixes.steepness * max(0, _LONG - len(spelled))
    }
    for root, level in _shared_roots(known, frozenset(map(spell, domain)), affixes):
        if root not in called:
            trusted.setdefault(root, level)
    groups = {name: frozenset(map(spell, listed)) for name, listed in pack.words.items()}
    return Roots(affixes, spell, known, trusted, called, frozenset(map(spell, own)), groups)


def _shared_roots(
    known: Mapping[str, int], domain: frozenset[str], affixes: Affixes
) -> Iterator[tuple[str, int]]:
    """What is left of listed words without affixes; a short root must be shared by several of them.

    A domain word is enough by itself: it was written by hand.
    """
    if not affixes.least_root:
        return
    shared: Counter[str] = Counter()
    for spelled in known:
        times = max(_TIMES.values()) if spelled in domain else 1
        shared.update(dict.fromkeys(stems(spelled, affixes), times))
    for root, times in shared.items():
        if len(root) >= affixes.least_root and times >= _TIMES.get(len(root), 1):
            yield root, affixes.least_level


LONGEST_WORD = 60
"""Letters of the longest word that is taken apart."""


def stems(word: str, affixes: Affixes) -> Iterator[str]:
    """What a word may be built on: without its elision or apostrophe part, prefix and suffixes.

    Nothing for a word longer than any language has: taking it apart would cost more than it tells.
    """
    if len(word) > LONGEST_WORD:
        return
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
    for cut in range(min(affixes.longest_prefix, len(word) - affixes.least_stem), 0, -1):
        if word[:cut] in affixes.known_prefixes:
            yield word[cut:]


def _without_suffixes(word: str, affixes: Affixes, left: int) -> Iterator[str]:
    for cut in range(min(affixes.longest_suffix, len(word) - affixes.least_stem), 0, -1):
        if word[-cut:] in affixes.known_suffixes:
            stem = word[:-cut]
            yield stem
            if left > 1:
                yield from _without_suffixes(stem, affixes, left - 1)
