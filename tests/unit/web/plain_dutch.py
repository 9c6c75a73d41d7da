"""How plain a Dutch text is: length of sentences, commonness of words, passive voice, the polite form.

Explained, with the figures, in docs/explanation/texts.md.
"""

import gzip
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

MOST_WORDS = 15
"""Words in a sentence (domain guide, section 9: B1 Dutch)."""

LEAST_COMMON = 3.0
"""Zipf value: a word that stands at least once in a million words of everyday Dutch."""

LEAST_EASE = 60.0
"""Flesch-Douma: 60 and more is ordinary, easy Dutch (Douma 1960)."""

LONG_ENOUGH = 20
"""Words that a text needs before its reading ease says something."""

_WORD = re.compile(r"[\w{}'’.@-]*\w[\w}'’-]*")
_SENTENCE_END = re.compile(r"(?<=[.?!:])\s+")
_SYLLABLE = re.compile(r"aai|ooi|oei|eeuw|ieuw|aa|ee|oo|uu|ie|oe|eu|ui|ei|ij|au|ou|[aeiouyéèëïöü]")
_NO_WORD = re.compile(r"[{}\d]|\w\.\w")
"""Placeholders, numbers and addresses of sites: read as one sign, in no list of words."""

_PASSIVE = re.compile(
    r"\b(?:word|wordt|worden|werd|werden|geworden)\b"
    r"|\b(?:is|zijn|was|waren) (?:\w+ ){0,3}(?:\w*ge|be|ver|ont)\w+(?:d|t|en)\b"
)
_FAMILIAR = re.compile(r"\b(?:je|jij|jou|jouw|jullie)\b", re.IGNORECASE)


def sentences(text: str) -> Iterator[list[str]]:
    """The words of each sentence; a colon ends one, as a list or an instruction follows it."""
    for sentence in _SENTENCE_END.split(text):
        if found := _WORD.findall(sentence):
            yield found


def long_sentences(text: str) -> list[str]:
    return [" ".join(words) for words in sentences(text) if len(words) > MOST_WORDS]


def rare_words(text: str) -> set[str]:
    listed = (word for words in sentences(text) for word in words if not _NO_WORD.search(word))
    found = {word.lower().strip("'’") for word in listed}
    return {word for word in found if _commonness().get(word, 0.0) < LEAST_COMMON}


def reading_ease(text: str) -> float:
    """Flesch-Douma: 206.84 - 0.93 words per sentence - 77 syllables per word; higher is easier."""
    found = list(sentences(text))
    words = [word for sentence in found for word in sentence]
    syllables = sum(max(1, len(_SYLLABLE.findall(word.lower()))) for word in words)
    return 206.84 - 0.93 * len(words) / len(found) - 77 * syllables / len(words)


def words_in(text: str) -> int:
    return sum(len(words) for words in sentences(text))


def passives(text: str) -> list[str]:
    return _PASSIVE.findall(text)


def familiar_forms(text: str) -> list[str]:
    return _FAMILIAR.findall(text)


@cache
def _commonness() -> Mapping[str, float]:
    """Zipf value by word, from the list that the de-identifier ships (its page names the licence)."""
    packed = files("feedback_api.deidentify.wordlists").joinpath("nl.txt.gz").read_bytes()
    lines = (line.split("\t") for line in gzip.decompress(packed).decode().splitlines())
    return {word: int(tenths) / 10 for word, tenths in lines}
