"""Which languages may have masked text stored (tier A): measured on the test set, kept in one file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from feedback_api.deidentify.measure import NUMBER_LABELS, Score

FILE = "tiers.toml"
_FORMATTED = NUMBER_LABELS | {"EMAIL", "URL", "HANDLE"}
LEAST_MESSAGES = 25


@dataclass(frozen=True, slots=True)
class Limit:
    """The most that may leak of all hard labels and of persons, as shares."""

    hard: float
    persons: float


_WELL_SERVED = Limit(0.02, 0.02)
_NO_CAPITALS = Limit(0.04, 0.04)
_FEW_SOURCES = Limit(0.06, 0.05)
LIMITS: Mapping[str, Limit] = {
    **dict.fromkeys(("nl", "en", "fr", "tr", "uk", "ru"), _WELL_SERVED),
    **dict.fromkeys(("ar", "fa"), _NO_CAPITALS),
    **dict.fromkeys(("ti", "so", "ps", "ku", "ckb"), _FEW_SOURCES),
}
"""What each language must reach; a language that is not here is tier B."""


def may_be_stored(language: str, messages: int, score: Score) -> bool:
    """Whether a score on the test set makes a language tier A.

    No number with a format, address on the internet or account may leak at all.
    """
    limit = LIMITS.get(language)
    if limit is None or messages < LEAST_MESSAGES:
        return False
    formatted = sum(leaked for label, (_, leaked) in score.by_label.items() if label in _FORMATTED)
    return formatted == 0 and score.leak_rate <= limit.hard and score.person_leak_rate <= limit.persons


def stored_languages() -> frozenset[str]:
    """Languages of tier A, as the file says."""
    listed = tomllib.loads((files(__package__) / FILE).read_text(encoding="utf-8"))
    return frozenset(language for language, measured in listed.items() if measured["tier"] == "A")


def as_toml(messages: Mapping[str, int], scores: Mapping[str, Score]) -> str:
    """The file's content for the scores of a reading of the test set."""
    parts = [_HEAD]
    for language in sorted(LIMITS):
        score = scores[language]
        tier = "A" if may_be_stored(language, messages[language], score) else "B"
        parts.append(
            f'[{language}]\ntier = "{tier}"\nmessages = {messages[language]}\n'
            f"hard_spans = {score.hard}\nhard_leaks = {score.hard_leaks}\n"
            f"persons = {score.persons}\nperson_leaks = {score.person_leaks}\n"
        )
    return "\n".join(parts)


_HEAD = """\
# Languages whose masked text may be stored (tier A); every other keeps themes only (tier B).
# Written by `python benchmarks/deidentify_tiers.py --write` from the test set; a test computes it again.
"""
