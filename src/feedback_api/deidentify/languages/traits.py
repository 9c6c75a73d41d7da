"""Traits that together point at one person, in a language with a pack: two of them in a sentence go."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from feedback_api.deidentify.languages.lexicon import PackLexicon
from feedback_api.deidentify.reading import Reading
from feedback_api.deidentify.simplify import simplify
from feedback_api.deidentify.tokens import Token
from feedback_api.terms.text import Span, Tag

_STOP = re.compile(r"[.!?;\n()؟؛።፡፥፤\u2014]")
_COMMA = re.compile(r"[,،፣]")
_TRAITS = ("family", "body", "past", "exposed", "events")
_LEAST_MANY = 4
_KIDS_WITHIN = 3
_WIDEST = 16
"""Traits further apart, in words, are taken for those of two people."""
_ADDED_BEFORE, _ADDED_AFTER = 2, 4
"""Words that go with the traits on either side, as they mostly belong to the same description."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Words of one trait: whole ones, and beginnings."""

    whole: frozenset[str]
    beginnings: tuple[str, ...]

    def has(self, word: str) -> bool:
        """Whether a word in look-up form is one of them."""
        return word in self.whole or word.startswith(self.beginnings)


@cache
def _traits_of(language: str) -> Mapping[str, Listed]:
    return read_listed("traits.toml", language)


def read_listed(file: str, language: str) -> Mapping[str, Listed]:
    """The word sets of one language in a file beside this one; empty where it has none."""
    given = tomllib.loads((files(__package__) / file).read_text(encoding="utf-8"))
    return {name: _listed(words) for name, words in given.get(language, {}).items()}


def _listed(words: str) -> Listed:
    all_words = [simplify(w) for w in words.split()]
    beginnings = tuple(w.removesuffix("*") for w in all_words if w.endswith("*"))
    return Listed(frozenset(w for w in all_words if not w.endswith("*")), beginnings)


def find_traits(reading: Reading, lexicon: PackLexicon) -> Iterator[Span]:
    """Stretches of a sentence where two traits of one person meet.

    Source: domain guide section 6 ("rare combinations"); WP29 opinion 05/2014, singling out.
    """
    traits = _traits_of(lexicon.language)
    if not traits:
        return
    for sentence in parts(reading, _STOP):
        hits = [i for i, _ in enumerate(sentence) if _is_trait(i, sentence, traits)]
        origins = [i for i, token in enumerate(sentence) if lexicon.is_in(token.lower, "origins")][:1]
        places = sorted({*hits, *origins})
        if hits and len(places) > 1 and places[-1] - places[0] <= _WIDEST:
            first = sentence[max(0, places[0] - _ADDED_BEFORE)]
            last = _last_added(sentence, places[-1], reading)
            yield Span(first.start, last.end, Tag.DETAIL, "detail")


def _last_added(sentence: list[Token], at: int, reading: Reading) -> Token:
    """The last word that goes with the traits: a few more, though not past a comma."""
    for token, following in pairwise(sentence[at : at + _ADDED_AFTER + 1]):
        if _COMMA.search(reading.text[token.end : following.start]):
            return token
    return sentence[min(len(sentence) - 1, at + _ADDED_AFTER)]


def parts(reading: Reading, stop: re.Pattern[str]) -> Iterator[list[Token]]:
    """The words between two stops, for each such stretch of the text."""
    part: list[Token] = []
    for index, token in enumerate(reading.tokens):
        if part and stop.search(reading.gap(index - 1)):
            yield part
            part = []
        part.append(token)
    if part:
        yield part


def _is_trait(index: int, sentence: list[Token], traits: Mapping[str, Listed]) -> bool:
    token = sentence[index]
    if any(name in traits and traits[name].has(token.lower) for name in _TRAITS):
        return True
    many = int(token.text) >= _LEAST_MANY if token.text.isdecimal() and len(token.text) < 3 else None
    if many is None:
        many = traits["many"].has(token.lower)
    following = sentence[index + 1 : index + 1 + _KIDS_WITHIN]
    return many and any(traits["kids"].has(other.lower) for other in following)
