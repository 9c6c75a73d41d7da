"""Which of our languages a text is in, or ``und`` (unknown, ISO 639-2)."""

import re
from collections.abc import Callable, Mapping, Sequence

from feedback_api.intake.spelled import shipped_spelling, spelled_words
from feedback_api.terms.text import RawText

UNKNOWN = "und"

_WITH_MANY_LENT_WORDS = ("nl", "en")
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
_LATIN = frozenset({"tr", "fr", "so", "ku"})
_LANGUAGES = frozenset({"ar", "fa", "ps", "ckb", "ti", "uk", "ru", *_WITH_MANY_LENT_WORDS, *_LATIN})

_FEW_WORDS = 3
"""Under so many words, what was declared is likelier to be right than the spelling."""

_BELIEF = 6.0
"""Log-odds that a declared language gets ahead, divided by the number of words."""

_LEAST_ODDS = -1.4
"""Log-odds under which a text is in none of our languages: one in five."""

Known = Callable[[RawText, str], float]
"""Share of a text's words on the keep-list of a language, from 0 to 1."""


def canonical(hint: str | None) -> str | None:
    """A declared language as the code that our lists use: ``nl-NL`` is ``nl``, ``kmr`` is ``ku``."""
    if not hint:
        return None
    primary = hint.replace("_", "-").split("-")[0].lower()
    return _ALIASES.get(primary, primary)


def identify(text: RawText, hint: str | None, known_share: Known) -> str:
    """Language of a text: what was declared when there are hardly any words, else how it is spelled.

    A longer text is read by its spelling, whatever was declared, as people answer a form in their
    language in Dutch too. Spelling that fits no language falls back on known words and letters.
    """
    declared, words = canonical(hint), text.reveal()
    spelled = spelled_words(words)
    if len(spelled) < _FEW_WORDS and declared is not None and _could_be(declared, words):
        return declared
    guess = _by_spelling(spelled, declared)
    return _by_known_words(text, declared, known_share) if guess == UNKNOWN else guess


def _could_be(declared: str, words: str) -> bool:
    return declared in _LANGUAGES and _script_in(words) in {_script_of(declared), None}


def _by_spelling(spelled: Sequence[str], declared: str | None) -> str:
    if not spelled:
        return UNKNOWN
    odds = shipped_spelling().odds(spelled)
    if declared in odds:
        odds[declared] += _BELIEF / len(spelled)
    best = max(odds, key=lambda code: odds[code])
    return best if odds[best] >= _LEAST_ODDS else UNKNOWN


def _by_known_words(text: RawText, declared: str | None, known_share: Known) -> str:
    """What is left for a text that is spelled like none of our languages: names, numbers, nonsense."""
    share, language = max(
        (known_share(text, code), code == declared, code) for code in _WITH_MANY_LENT_WORDS
    )[::2]
    if share >= _MOST_KNOWN:
        return language
    if declared in _WITH_MANY_LENT_WORDS and known_share(text, declared) >= _SOME_KNOWN:
        return declared
    by_script = _by_script(text.reveal())
    if by_script is not None:
        same = declared is not None and _script_of(declared) == _script_of(by_script)
        return declared if same and declared is not None else by_script
    return declared if declared in _LATIN else UNKNOWN


def _script_in(words: str) -> str | None:
    """Script of at least half of the letters; none when there are no letters."""
    letters = sum(c.isalpha() for c in words)
    counts = {name: len(pattern.findall(words)) for name, pattern in _SCRIPTS.items()}
    script = max(counts, key=lambda name: counts[name])
    if letters and counts[script] * 2 >= letters:
        return script
    return "latin" if letters else None


def _by_script(words: str) -> str | None:
    script = _script_in(words)
    if script in {None, "latin"}:
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
