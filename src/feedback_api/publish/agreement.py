"""How much of what two groups say they say about the same themes: one figure, with its interval."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from feedback_api.publish.compare import REACH
from feedback_api.publish.group_shares import Column
from feedback_api.publish.shares import Share
from feedback_api.terms.codebook import SourceGroup, Theme

WIDEST = 0.5
"""An interval wider than this says nothing; no figure is given."""


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """Part of two groups' votes that falls on the same themes; None where too much is hidden."""

    one: SourceGroup
    other: SourceGroup
    agreement: Share | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """Mean over all pairs of groups, and each pair."""

    overall: Share | None
    pairs: tuple[PairAgreement, ...]


def agreement(groups: Sequence[Column]) -> Agreement:
    """Agreement of each pair, and their mean; the mean's ends are the means of the pairs' ends.

    Standard deviations of dependent figures add up at most, so the mean's interval is not too narrow.
    """
    found = [(one, other, _pair(one, other)) for one, other in combinations(groups, 2)]
    shares = [share for _, _, share in found]
    overall = Share(*(_mean(ends) for ends in zip(*map(_numbers, shares), strict=True))) if shares else None
    pairs = tuple(PairAgreement(one.group, other.group, _telling(share)) for one, other, share in found)
    return Agreement(_telling(overall), pairs)


def _pair(one: Column, other: Column) -> Share:
    """1 - total variation distance, that is the sum of the smaller share of each theme.

    The interval holds every way in which hidden votes may lie, the noise, chance, and the bias: noise
    makes equal groups look different, never the other way round.
    """
    both = [theme for theme in Theme if one.shown(theme) and other.shown(theme)]
    deviation = math.sqrt(sum(_blur(part, rest, both) for part, rest in ((one, other), (other, one))))
    low = sum(min(one.share(theme).low, other.share(theme).low) for theme in both) - REACH * deviation
    high = _most_overlap(one, other, both) + _bias(one, other, both) + REACH * deviation
    low, high = min(max(low, 0.0), 1.0), min(high, 1.0)
    return Share(min(max(_estimate(one, other, both), low), high), low, max(high, low))


def _estimate(one: Column, other: Column, both: Sequence[Theme]) -> float:
    """Best guess: hidden votes spread evenly over the hidden themes, distances freed of noise and chance.

    Of the squared distances, noise and chance explain a known part; the rest is real.

    Source: Efron and Morris 1973, section 2 (empirical Bayes shrinkage).
    """
    first, second = _even(one), _even(other)
    real = sum((first[theme] - second[theme]) ** 2 for theme in both)
    blur = sum(_variance(theme, one, other) for theme in both)
    kept = math.sqrt(max(1 - blur / real, 0.0)) if real else 0.0
    distance = sum(abs(first[t] - second[t]) * (kept if t in both else 1.0) for t in Theme)
    return 1 - distance / 2


def _even(column: Column) -> dict[Theme, float]:
    shown = {theme: _middle(column, theme) for theme in Theme if column.shown(theme)}
    hidden = [theme for theme in Theme if theme not in shown]
    rest = max(1 - sum(shown.values()), 0.0)
    return shown | {theme: rest / len(hidden) for theme in hidden}


def _middle(column: Column, theme: Theme) -> float:
    ends = column.share(theme)
    return (ends.low + ends.high) / 2


def _most_overlap(one: Column, other: Column, both: Sequence[Theme]) -> float:
    """Largest overlap that hidden votes allow: they may lie exactly where the other group's are."""
    shown = sum(min(one.share(theme).high, other.share(theme).high) for theme in both)
    hidden_one, hidden_other = _hidden(one), _hidden(other)
    on_shown_one = min(_room(one, other, shown_in_one=True), hidden_other)
    on_shown_other = min(_room(other, one, shown_in_one=True), hidden_one)
    on_hidden = _room(one, other, shown_in_one=False)
    by_votes = min(hidden_one + on_shown_one, hidden_other + on_shown_other)
    return shown + min(by_votes, on_shown_one + on_shown_other + on_hidden)


def _hidden(column: Column) -> float:
    """Most of a group's votes that may lie in its hidden cells."""
    return max(1 - sum(column.share(theme).low for theme in Theme if column.shown(theme)), 0.0)


def _room(one: Column, other: Column, *, shown_in_one: bool) -> float:
    """Overlap that the public bounds leave on themes hidden in the other group."""
    themes = (t for t in Theme if not other.shown(t) and one.shown(t) is shown_in_one)
    return sum(min(one.share(theme).high, other.share(theme).high) for theme in themes)


def _blur(column: Column, beside: Column, both: Sequence[Theme]) -> float:
    """Variance of the sum of one group's shares on the themes where these are the smaller ones.

    Where shares are nearly equal, either may be the smaller one: then half of the themes count.
    """
    smaller = [theme for theme in both if _middle(column, theme) < _middle(beside, theme)]
    half = sum(_middle(column, theme) for theme in both) / 2
    share = min(sum(_middle(column, theme) for theme in smaller), 1.0)
    return max(column.variance(share, len(smaller)), column.variance(half, math.ceil(len(both) / 2)))


def _bias(one: Column, other: Column, both: Sequence[Theme]) -> float:
    """Most by which noise and chance make the groups look further apart than they are."""
    return sum(_stretch(theme, one, other) for theme in both)


def _stretch(theme: Theme, one: Column, other: Column) -> float:
    """Half the mean of |d + noise| - |d|, for the least distance d that the data allow.

    A cell that only just passed the display rule may have passed by luck, so then the whole distance
    may be luck, as far as noise and chance reach.

    Source: Leone, Nelson and Nottingham 1961 (folded normal distribution).
    """
    deviation = math.sqrt(_variance(theme, one, other))
    distance = abs(_middle(one, theme) - _middle(other, theme)) / deviation
    larger = one if _middle(one, theme) > _middle(other, theme) else other
    if _only_just_shown(theme, larger):
        return deviation * min(distance, REACH)
    least = max(distance - REACH, 0.0)
    tail = math.erfc(least / math.sqrt(2))
    return deviation * (math.sqrt(2 / math.pi) * math.exp(-(least**2) / 2) - least * tail) / 2


def _only_just_shown(theme: Theme, column: Column) -> bool:
    share = _middle(column, theme)
    above = share - column.bounds[theme] / column.total.low
    return above < REACH * math.sqrt(column.variance(share))


def _variance(theme: Theme, one: Column, other: Column) -> float:
    return sum(column.variance(_middle(column, theme)) for column in (one, other))


def _telling(share: Share | None) -> Share | None:
    return share if share is not None and share.high - share.low <= WIDEST else None


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers)


def _numbers(share: Share) -> Iterator[float]:
    yield from (share.estimate, share.low, share.high)
