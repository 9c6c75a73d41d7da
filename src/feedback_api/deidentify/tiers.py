"""Which languages may have masked text stored (tier A): measured on the test set, kept in one file."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files

from feedback_api.deidentify.measure import NUMBER_LABELS, Score

FILE = "tiers.toml"
_FORMATTED = NUMBER_LABELS | {"EMAIL", "URL", "HANDLE"}
_DIRECT = _FORMATTED | {"PERSON", "ADDRESS"}
"""Labels of persons and direct identifiers (class D of domain guide, section 6)."""
LEAST_MESSAGES = 25


MOST_LEAK = 0.03
"""The most of persons and direct identifiers that may leak (design page, "Tiers")."""

LANGUAGES = ("nl", "en", "fr", "tr", "uk", "ru", "ar", "fa", "ti", "so", "ps", "ku", "ckb")
"""Languages that are measured; any other is tier B."""


def may_be_stored(language: str, messages: int, score: Score) -> bool:
    """Whether a score on the test set makes a language tier A.

    No number with a format, address on the internet or account may leak at all.

    Source: design page ("A needs at most 3 % person-and-identifier leak"); domain guide section 6.
    """
    if language not in LANGUAGES or messages < LEAST_MESSAGES:
        return False
    spans, leaked = direct_leaks(score)
    formatted = sum(leaks for label, (_, leaks) in score.by_label.items() if label in _FORMATTED)
    return formatted == 0 and leaked <= MOST_LEAK * spans


def direct_leaks(score: Score) -> tuple[int, int]:
    """How many persons and direct identifiers there were, and how many of them leaked."""
    pairs = [pair for label, pair in score.by_label.items() if label in _DIRECT]
    return sum(spans for spans, _ in pairs), sum(leaked for _, leaked in pairs)


def stored_languages() -> frozenset[str]:
    """Languages of tier A, as the file says."""
    listed = tomllib.loads((files(__package__) / FILE).read_text(encoding="utf-8"))
    return frozenset(language for language, measured in listed.items() if measured["tier"] == "A")


def as_toml(messages: Mapping[str, int], scores: Mapping[str, Score]) -> str:
    """The file's content for the scores of a reading of the test set."""
    parts = [_HEAD]
    for language in sorted(LANGUAGES):
        score = scores[language]
        spans, leaked = direct_leaks(score)
        tier = "A" if may_be_stored(language, messages[language], score) else "B"
        parts.append(
            f'[{language}]\ntier = "{tier}"\nmessages = {messages[language]}\n'
            f"direct_spans = {spans}\ndirect_leaks = {leaked}\n"
            f"hard_spans = {score.hard}\nhard_leaks = {score.hard_leaks}\n"
            f"persons = {score.persons}\nperson_leaks = {score.person_leaks}\n"
        )
    return "\n".join(parts)


_HEAD = """\
# Languages whose masked text may be stored (tier A); every other keeps themes only (tier B).
# Written by `python benchmarks/deidentify_tiers.py --write` from the test set; a test computes it again.
"""
