"""Phrases that say something in a text, whatever its case, accents or spacing."""

import re
import unicodedata

from feedback_api.terms.text import RawText


def compile_cues(*blocks: str) -> re.Pattern[str]:
    """One pattern for blocks of phrases, separated by ``|`` and line ends.

    In a phrase, ``…`` stands for up to six words in between; a full stop at its end asks for the end
    of a word. In Arabic letters, *and*, *with* and *the* may be written onto the phrase.
    """
    phrases = [p.strip() for block in blocks for line in block.splitlines() for p in line.split("|")]
    return re.compile("|".join(_pattern(phrase) for phrase in phrases if phrase))


def has_cue(text: RawText, cues: re.Pattern[str]) -> bool:
    """Whether any of the phrases stands in the text."""
    return cues.search(fold(text.reveal())) is not None


def fold(words: str) -> str:
    """Words in lower case without accents, vowel points or punctuation, one space between them."""
    decomposed = unicodedata.normalize("NFKD", words.casefold().replace("ı", "i"))
    kept = (c for c in decomposed if unicodedata.category(c) not in {"Mn", "Cf"})
    return " ".join(re.findall(r"\w+", "".join(kept)))


_JOINED = r"[وف]?[بل]?(?:ال)?"
"""What Arabic writes onto the word that follows: and, so, with, for, the."""


def _pattern(phrase: str) -> str:
    pieces = [fold(piece) for piece in phrase.split("…")]
    between = r"(?: \w+){0,6} "
    before = _JOINED if "\u0600" <= pieces[0][:1] <= "\u06ff" else ""
    after = r"(?!\w)" if phrase.endswith(".") else ""
    return r"(?<!\w)" + before + between.join(pieces) + after
