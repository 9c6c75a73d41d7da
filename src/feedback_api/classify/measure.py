"""How right the codes are: the figures that every page and test of this project quotes.

Definitions: F1 from true and false positives and false negatives, pooled over themes (micro) or
averaged over the themes of the gold set (macro); share error is the total variation distance
between the theme shares of gold and prediction. Source: Manning, Raghavan and Schuetze 2008,
Introduction to Information Retrieval, sections 8.3 and 13.6; Levin, Peres and Wilmer 2009,
Markov Chains and Mixing Times, section 4.1.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Judged:
    """One message with the codes it should have (gold) and the codes it got."""

    language: str
    gold: AbstractSet[str]
    got: AbstractSet[str]
    gold_sentiment: str | None = None
    got_sentiment: str | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures over one set of messages, each between 0 and 1."""

    messages: int
    precision: float
    recall: float
    micro_f1: float
    macro_f1: float
    share_error: float
    by_language: Mapping[str, float] = field(default_factory=dict)
    by_theme: Mapping[str, float] = field(default_factory=dict)
    sentiment_accuracy: float | None = None
    sentiment_macro_f1: float | None = None
    polar_f1: float | None = None


def measure(judged: Sequence[Judged]) -> Figures:
    """Figures over all messages; tones count over those whose gold names one.

    Raises:
        ValueError: for no messages.
    """
    if not judged:
        raise ValueError("nothing to measure")
    pairs = [(j.gold, j.got) for j in judged]
    precision, recall, micro = _pooled(pairs)
    by_theme = _by_label(pairs)
    return Figures(
        len(judged),
        precision,
        recall,
        micro,
        sum(by_theme.values()) / len(by_theme) if by_theme else 0.0,
        share_error(pairs),
        _by_language(judged),
        by_theme,
        *_tones([j for j in judged if j.gold_sentiment]),
    )


def intervals(
    judged: Sequence[Judged], names: Sequence[str], draws: int = 500
) -> dict[str, tuple[float, float]]:
    """Where each figure lies nineteen times in twenty, were other messages of the same kind judged.

    Messages are drawn with replacement, always in the same way. A figure that cannot be measured has
    no interval. Source: Efron and Tibshirani 1993, An Introduction to the Bootstrap, chapter 13.
    """
    chance = random.Random(0)  # noqa: S311 - draws messages, guards nothing
    drawn: dict[str, list[float]] = defaultdict(list)
    for _ in range(draws):
        figures = measure(chance.choices(judged, k=len(judged)))
        for name in names:
            value = getattr(figures, name)
            if value is not None:
                drawn[name].append(value)
    return {name: _middle(values) for name, values in drawn.items()}


def _middle(values: list[float]) -> tuple[float, float]:
    ordered = sorted(values)
    cut = int(len(ordered) * 0.025)
    return ordered[cut], ordered[-1 - cut]


def share_error(pairs: Iterable[tuple[AbstractSet[str], AbstractSet[str]]]) -> float:
    """Half the summed distance between theme shares of gold and prediction: 0 the same, 1 disjoint."""
    gold: Counter[str] = Counter()
    got: Counter[str] = Counter()
    for wanted, given in pairs:
        gold.update(wanted)
        got.update(given)
    in_gold, in_got = gold.total() or 1, got.total() or 1
    return sum(abs(gold[t] / in_gold - got[t] / in_got) for t in gold.keys() | got.keys()) / 2


def _pooled(pairs: Sequence[tuple[AbstractSet[str], AbstractSet[str]]]) -> tuple[float, float, float]:
    hits = sum(len(gold & got) for gold, got in pairs)
    given = sum(len(got) for _, got in pairs)
    wanted = sum(len(gold) for gold, _ in pairs)
    f1 = 2 * hits / (given + wanted) if given + wanted else 0.0
    return (hits / given if given else 0.0, hits / wanted if wanted else 0.0, f1)


def _by_label(pairs: Sequence[tuple[AbstractSet[str], AbstractSet[str]]]) -> dict[str, float]:
    labels = sorted(set().union(*(gold for gold, _ in pairs)))
    return {label: _pooled([(gold & {label}, got & {label}) for gold, got in pairs])[2] for label in labels}


def _by_language(judged: Sequence[Judged]) -> dict[str, float]:
    groups: dict[str, list[tuple[AbstractSet[str], AbstractSet[str]]]] = defaultdict(list)
    for one in judged:
        groups[one.language].append((one.gold, one.got))
    return {language: _pooled(pairs)[2] for language, pairs in sorted(groups.items())}


def _tones(judged: Sequence[Judged]) -> tuple[float, float, float] | tuple[None, None, None]:
    if not judged:
        return None, None, None
    pairs = [(_one(j.gold_sentiment), _one(j.got_sentiment)) for j in judged]
    by_tone = _by_label(pairs)
    right = sum(gold == got for gold, got in pairs) / len(pairs)
    polar = sum(by_tone.get(tone, 0.0) for tone in ("negative", "positive")) / 2
    return right, sum(by_tone.values()) / len(by_tone), polar


def _one(tone: str | None) -> frozenset[str]:
    return frozenset((tone,) if tone else ())
