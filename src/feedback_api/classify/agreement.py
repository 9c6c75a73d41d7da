"""How far two people who labelled the same messages agree, beyond what chance would give them.

Source: Cohen 1960, A Coefficient of Agreement for Nominal Scales; Krippendorff 2004, Content Analysis,
chapter 11, with the distance between two sets of themes by Jaccard 1912 (one less the shared part).
"""

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from feedback_api.classify.measure import Judged, measure

_Label = TypeVar("_Label", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Figures over messages that were labelled twice; 1 is full agreement, 0 that of chance."""

    messages: int
    micro_f1: float
    macro_f1: float
    same_themes: float
    themes_kappa: float
    themes_alpha: float
    tone_kappa: float
    tone_alpha: float
    alpha_by_language: dict[str, float]


def agreement(twice: Sequence[Judged]) -> Agreement:
    """Figures over messages with the first labels as gold and the second as got.

    Raises:
        ValueError: for no messages.
    """
    figures = measure(twice)
    sets = [(frozenset(one.gold), frozenset(one.got)) for one in twice]
    tones = [(one.gold_sentiment or "", one.got_sentiment or "") for one in twice]
    languages = sorted({one.language for one in twice})
    return Agreement(
        len(twice),
        figures.micro_f1,
        figures.macro_f1,
        sum(first == second for first, second in sets) / len(sets),
        _kappa_over_labels(sets),
        alpha(sets, apart),
        kappa(tones),
        alpha(tones, _unlike),
        {
            code: alpha([pair for pair, one in zip(sets, twice, strict=True) if one.language == code], apart)
            for code in languages
        },
    )


def kappa(pairs: Sequence[tuple[_Label, _Label]]) -> float:
    """Cohen's kappa of two people who give one label each."""
    first, second = (Counter(labels) for labels in zip(*pairs, strict=True))
    seen = sum(one == other for one, other in pairs) / len(pairs)
    by_chance = sum(first[label] * second[label] for label in first) / len(pairs) ** 2
    return 1.0 if by_chance == 1.0 else (seen - by_chance) / (1.0 - by_chance)


def alpha(pairs: Sequence[tuple[_Label, _Label]], distance: Callable[[_Label, _Label], float]) -> float:
    """Krippendorff's alpha of two people who labelled everything: 1 less seen over expected distance."""
    given = Counter(label for pair in pairs for label in pair)
    count = given.total()
    seen = sum(distance(one, other) for one, other in pairs) / len(pairs)
    apart_by_chance = 2 * sum(
        given[one] * given[other] * distance(one, other) for one, other in combinations(given, 2)
    )
    expected = apart_by_chance / (count * (count - 1))
    return 1.0 if expected == 0.0 else 1.0 - seen / expected


def apart(one: AbstractSet[str], other: AbstractSet[str]) -> float:
    """How far two sets of themes lie apart: 0 the same, 1 nothing in common."""
    return 1.0 - len(one & other) / len(one | other) if one | other else 0.0


def _unlike(one: str, other: str) -> float:
    return float(one != other)


def _kappa_over_labels(sets: Sequence[tuple[AbstractSet[str], AbstractSet[str]]]) -> float:
    """Kappa over every yes or no: each message with each theme that anybody gave."""
    labels = sorted(set().union(*(first | second for first, second in sets)))
    return kappa([(label in first, label in second) for first, second in sets for label in labels])
