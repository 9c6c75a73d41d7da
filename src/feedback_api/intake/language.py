"""Which of our languages a text is in, or ``und`` (unknown, ISO 639-2)."""

import re
from collections.abc import Callable, Mapping

from feedback_api.terms.text import RawText

UNKNOWN = "und"

_TIER_A = ("nl", "en")
_ALIASES = {"prs": "fa", "kmr": "ku", "tir": "ti", "som": "so", "pus": "ps", "ukr": "uk", "rus": "ru"}
_MOST_KNOWN = 0.6
"""Share of words on a language's list at which a text is read as that language, whatever was declared."""

_SOME_KNOWN = 0.34
"""The same share for a text that was declared to be in that language; names are on no list."""

_SCRIPTS: Mapping[str, re.Pattern[str]] = {
    "ethiopic": re.compile(r"[\u1200-\u139f]"),
    "cyrillic": re.compile(r"[\u0400-\u04ff]"),
    "arabic": re.compile(r"[\u0600-\u06ff\u0750-\u077f]"),
}
_ARABIC_LETTERS = (
    ("ckb", re.compile(r"[ڕڵۆێە]")),
    ("ps", re.compile(r"[ټډړښځڅېۍڼ]")),
    ("fa", re.compile(r"[پچژگکی]")),
)
_FUNCTION_WORDS = {
    "tr": "ve bir bu için çok ama değil ben biz daha kadar gibi sonra olarak",
    "fr": "le la les des et est que pour dans une je nous pas avec mais ne très",
    "so": "waa oo iyo ka ku la in ayaan aad ma waxaan laakiin ayaa loo si inta",
    "ku": "û ez ji li bi ku min em ne jî wan gelek bû di da lê her",
}
_LATIN_WORDS = {code: frozenset(words.split()) for code, words in _FUNCTION_WORDS.items()}
_LEAST_FUNCTION_WORDS = 2

Known = Callable[[RawText, str], float]
"""Share of a text's words on the keep-list of a language, from 0 to 1."""


def canonical(hint: str | None) -> str | None:
    """A declared language as the code that our lists use: ``nl-NL`` is ``nl``, ``kmr`` is ``ku``."""
    if not hint:
        return None
    primary = hint.replace("_", "-").split("-")[0].lower()
    return _ALIASES.get(primary, primary)


def identify(text: RawText, hint: str | None, known_share: Known) -> str:
    """Language of a text by its own words first, then its script, then what was declared.

    A declared Dutch or English is believed when a third of the words agree; any other text is read as
    one of them only when most do, as people answer a form in their language in Dutch too.
    """
    declared = canonical(hint)
    share, language = max((known_share(text, code), code == declared, code) for code in _TIER_A)[::2]
    if share >= _MOST_KNOWN:
        return language
    if declared in _TIER_A and known_share(text, declared) >= _SOME_KNOWN:
        return declared
    by_script = _by_script(text.reveal())
    if by_script is not None:
        same = declared is not None and _script_of(declared) == _script_of(by_script)
        return declared if same and declared is not None else by_script
    by_words = _by_function_words(text.reveal())
    if by_words is not None:
        return by_words
    return declared if declared in _LATIN_WORDS else UNKNOWN


def _by_script(words: str) -> str | None:
    counts = {name: len(pattern.findall(words)) for name, pattern in _SCRIPTS.items()}
    script = max(counts, key=lambda name: counts[name])
    if counts[script] == 0 or counts[script] * 2 < sum(c.isalpha() for c in words):
        return None
    if script == "ethiopic":
        return "ti"
    if script == "cyrillic":
        return "uk" if re.search(r"[іїєґІЇЄҐ]", words) else "ru"
    return next((code for code, letters in _ARABIC_LETTERS if letters.search(words)), "ar")


def _script_of(language: str) -> str:
    if language in {"ar", "fa", "ps", "ckb"}:
        return "arabic"
    return {"ti": "ethiopic", "uk": "cyrillic", "ru": "cyrillic"}.get(language, "latin")


def _by_function_words(words: str) -> str | None:
    seen = re.findall(r"[^\W\d_]+", words.casefold())
    counts = {code: sum(w in listed for w in seen) for code, listed in _LATIN_WORDS.items()}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] >= _LEAST_FUNCTION_WORDS else None
