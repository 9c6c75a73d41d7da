"""One language's pack: cues, numbers, affixes and patterns, read from ``<language>.toml`` beside this file.

Everything in a pack is compared in its simplified form, so accents and keyboard habits need no variants.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from feedback_api.deidentify.languages.harmony import CHAINS, to_chains
from feedback_api.deidentify.simplify import simplify, simplify_pattern
from feedback_api.terms.text import Tag

PACK_LANGUAGES = tuple(
    sorted(
        f.name.removesuffix(".toml")
        for f in files(__package__).iterdir()
        if re.fullmatch(r"[a-z]{2,3}\.toml", f.name)
    )
)
"""Languages that have a pack."""

WORD_SETS = (
    "titles", "kin", "roles", "people", "particles", "person_verbs", "never_names", "places",
    "organisations", "addresses", "months", "numbers", "counted", "before_counted", "clock",
    "year_before", "year_after", "ends", "origins", "sensitive", "professions", "joined", "ordinals", "ands",
    "number_links", "met", "introducing", "introduced", "ideals", "honorifics", "honorifics_after",
)  # fmt: skip
"""Word sets that a pack may have under ``[words]``; each is empty when left out."""

_TAGS = {
    "person": Tag.PERSON, "role": Tag.ROLE, "place": Tag.PLACE, "address": Tag.ADDRESS,
    "organisation": Tag.ORGANISATION, "origin": Tag.ORIGIN, "sensitive": Tag.SENSITIVE,
    "language": Tag.LANGUAGE, "email": Tag.EMAIL, "url": Tag.URL, "handle": Tag.HANDLE, "date": Tag.DATE,
    "birth_date": Tag.BIRTH_DATE, "age": Tag.AGE, "job": Tag.JOB, "detail": Tag.DETAIL,
    "number": Tag.NUMBER, "phone": Tag.PHONE, "case": Tag.CASE, "document": Tag.DOCUMENT,
}  # fmt: skip
_AFFIX_NUMBERS = ("least_stem", "most_suffixes", "least_level", "least_root", "steepness")
_LONGEST_RUN = 40
_NAME = r"[^\W\d_][^\W_]*(?:['\-][^\W_]+)*"


class BadPack(ValueError):
    """A pack that cannot be read; says which entry."""


@dataclass(frozen=True, slots=True)
class Affixes:
    """What may be added to a listed word: one prefix, and up to ``most_suffixes`` suffixes in a row."""

    prefixes: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    least_stem: int = 3
    most_suffixes: int = 1
    least_level: int = 30
    """A rarer stem is not trusted to carry affixes."""
    name_prefixes: tuple[str, ...] = ()
    """Where given: the only affixes under which a name is looked for."""
    elisions: frozenset[str] = frozenset()
    """What stands before an apostrophe without being a word of its own (French "l'", "qu'")."""
    apostrophe: str = "whole"
    """Which side of an apostrophe is the word: ``head`` (Turkish), ``tail`` (French) or ``whole``."""
    letters: str = ""
    """Spelling of :mod:`.letters` in which affixes are written and words are compared once more."""
    least_root: int = 0
    """Where above 0: what listed words leave without affixes, if this long, makes their kin known."""
    steepness: int = 0
    """How much commoner a stem must be for each letter that it is short of six."""
    known_prefixes: frozenset[str] = field(init=False, repr=False)
    known_suffixes: frozenset[str] = field(init=False, repr=False)
    longest_prefix: int = field(init=False, repr=False)
    longest_suffix: int = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Sets for looking up, which is faster than trying every affix."""
        object.__setattr__(self, "known_prefixes", frozenset(self.prefixes))
        object.__setattr__(self, "known_suffixes", frozenset(self.suffixes))
        object.__setattr__(self, "longest_prefix", max(map(len, self.prefixes), default=0))
        object.__setattr__(self, "longest_suffix", max(map(len, self.suffixes), default=0))


@dataclass(frozen=True, slots=True)
class Pack:
    """Cues of one language; every word and pattern in simplified letters."""

    language: str
    names: tuple[str, ...]
    """Name lists to read beside ``names_<language>.txt``."""
    words: Mapping[str, frozenset[str]] = field(repr=False)
    affixes: Affixes = field(repr=False)
    name_before: re.Pattern[str] | None = field(repr=False)
    """What announces a name, up to the name."""
    name_after: re.Pattern[str] | None = field(repr=False)
    """What follows a name and nothing else, from the space after it."""
    word_here: re.Pattern[str] | None = field(repr=False)
    """Where a name that opens a sentence is a word after all; without it only rare ones are names there."""
    sole: re.Pattern[str] | None = field(repr=False)
    """What says that somebody is the only one."""
    patterns: Sequence[tuple[Tag, re.Pattern[str]]] = field(repr=False)
    """Patterns over simplified text; group ``hit`` where only a part of the match is meant."""
    capital_patterns: Sequence[tuple[Tag, re.Pattern[str]]] = field(repr=False)
    """Patterns over the text with its capitals."""
    chains: Mapping[str, re.Pattern[str]] = field(repr=False, default_factory=dict)
    """Chains of endings (see :mod:`.harmony`), by name and by mark."""


def read_pack(language: str) -> Pack:
    """The pack of a language.

    Raises:
        BadPack: where an entry is unknown or a pattern does not compile.
    """
    text = (files(__package__) / f"{language}.toml").read_text(encoding="utf-8")
    return to_pack(language, tomllib.loads(text))


def to_pack(language: str, given: Mapping[str, Any]) -> Pack:
    """A pack from its parsed file.

    Raises:
        BadPack: where an entry is unknown or a pattern does not compile.
    """
    _refuse_unknown(
        given, {"names", "words", "affixes", "phrases", "patterns", "capital_patterns", "chains"}, "the file"
    )
    listed = given.get("words", {})
    _refuse_unknown(listed, set(WORD_SETS), "[words]")
    words = {name: frozenset(simplify(listed.get(name, "")).split()) for name in WORD_SETS}
    phrases = given.get("phrases", {})
    _refuse_unknown(phrases, {"name_before", "name_after", "word_here", "sole"}, "[phrases]")
    return Pack(
        language,
        tuple(given.get("names", ())),
        words,
        _affixes(given.get("affixes", {})),
        _any_of(phrases.get("name_before"), words, r"(?<!\w)", r"[ :,]{1,2}\"?"),
        _any_of(phrases.get("name_after"), words, "[ ,]{1,2}", r"(?!\w)"),
        _any_of(phrases.get("word_here"), words, "", r"(?!\w)"),
        _any_of(phrases.get("sole"), words, r"(?<!\w)", r"(?!\w)"),
        tuple(_patterns(given.get("patterns", {}), words, simplified=True)),
        tuple(_patterns(given.get("capital_patterns", {}), words, simplified=False)),
        _chains(given.get("chains", {})),
    )


def _refuse_unknown(given: Mapping[str, Any], known: set[str], place: str) -> None:
    unknown = sorted(set(given) - known)
    if unknown:
        raise BadPack(f"unknown entry in {place}: {', '.join(unknown)}")


def _affixes(given: Mapping[str, Any]) -> Affixes:
    numbers = {k: int(given[k]) for k in _AFFIX_NUMBERS if k in given}
    return Affixes(
        prefixes=_longest_first(given.get("prefixes", "")),
        suffixes=_longest_first(given.get("suffixes", "")),
        name_prefixes=_longest_first(given.get("name_prefixes", "")),
        elisions=frozenset(simplify(given.get("elisions", "")).split()),
        apostrophe=given.get("apostrophe", "whole"),
        letters=given.get("letters", ""),
        **numbers,
    )


def _chains(given: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
    """The chains of endings; ``<part>`` in an entry stands for an entry above it."""
    parts: dict[str, str] = {}
    for name, written in given.items():
        parts[name] = re.sub(r"<(\w+)>", lambda m: f"(?:{parts[m[1]]})", "".join(written.split()))
    try:
        return to_chains({name: parts[name] for name in CHAINS if name in parts})
    except re.error as problem:
        raise BadPack(f"a chain does not compile ({problem.msg})") from problem


def _longest_first(listed: str) -> tuple[str, ...]:
    return tuple(sorted(set(simplify(listed).split()), key=lambda part: (-len(part), part)))


def _any_of(
    listed: Sequence[str] | None, words: Mapping[str, frozenset[str]], before: str, after: str
) -> re.Pattern[str] | None:
    if not listed:
        return None
    return _compile(f"{before}(?:{'|'.join(listed)}){after}", words, simplified=True)


def _patterns(
    given: Mapping[str, Sequence[str]], words: Mapping[str, frozenset[str]], *, simplified: bool
) -> Iterable[tuple[Tag, re.Pattern[str]]]:
    for kind, listed in given.items():
        if kind not in _TAGS:
            raise BadPack(f"unknown kind of pattern: {kind}")
        for pattern in listed:
            yield _TAGS[kind], _compile(pattern, words, simplified=simplified)


def _compile(pattern: str, words: Mapping[str, frozenset[str]], *, simplified: bool) -> re.Pattern[str]:
    """A pattern where ``<kin>`` stands for any word of that set, ``<number>`` for digits or a number word."""
    if simplified:
        # Simplified letters are small already, and matching without regard to case takes twice the time.
        _refuse_capitals(pattern)
        pattern = simplify_pattern(pattern)
    filled = re.sub(r"(?<!\(\?P)(?<!\(\?)<(\w+)>", lambda m: _set(m[1], words), _bounded(pattern))
    try:
        return re.compile(filled)
    except re.error as problem:
        raise BadPack(f"a pattern does not compile ({problem.msg})") from problem


def _refuse_capitals(pattern: str) -> None:
    if re.search("[A-Z]", re.sub(r"\\.|\(\?P[<=]", "", pattern)):
        raise BadPack("a pattern has a capital, and the simplified text that it reads has none")


def _bounded(pattern: str) -> str:
    """A pattern whose runs of word characters are as long as words are, so that its cost stays linear."""
    return re.sub(r"(\\[wS]|(?<!\\)\])\+", rf"\1{{1,{_LONGEST_RUN}}}", pattern)


def _set(name: str, words: Mapping[str, frozenset[str]]) -> str:
    if name == "name":
        return _NAME
    if name == "number":
        return rf"(?:(?<!\d)\d{{1,3}}(?!\d)|{_alternatives(words['numbers'])})"
    if name not in words:
        raise BadPack(f"a pattern names an unknown word set: {name}")
    return f"(?:{_alternatives(words[name])})"


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w))) or "(?!)"
