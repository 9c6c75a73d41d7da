"""Two or three groups beside each other on one theme: who names it more, and how alike they are."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, permutations
from statistics import NormalDist

from feedback_api.publish.group_shares import Column
from feedback_api.publish.shares import Share
from feedback_api.terms.codebook import SourceGroup, Theme

ERROR = 0.05
"""Part of the themes that may be called different when groups are equal: at most one in twenty."""

LEAST_FACTOR = 1.25
"""A difference smaller than a quarter is of no use to a designer, however certain it is."""

REACH = NormalDist().inv_cdf(0.975)
"""Half a 95 % interval, in standard deviations."""

SHARED_FACTOR = 2.0
"""Groups share a theme when none of them gives it twice the share, or more, that another gives it."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One proven difference: ``more`` gives the theme a larger share of its votes than ``less``."""

    more: SourceGroup
    less: SourceGroup


def differences(theme: Theme, groups: Sequence[Column]) -> tuple[Difference, ...]:
    """Pairs of groups that differ beyond noise and chance, wrong for at most 5 % of themes.

    The clearest pair must pass the error divided by the number of pairs; once one pair of three differs,
    at most one of the other two can still be equal, so each of these may use the whole error.

    Source: Shaffer 1986, section 2 (three means).
    """
    pairs = sorted((_clearest(theme, a, b) for a, b in combinations(groups, 2)), key=lambda pair: pair[0])
    if not pairs or pairs[0][0] > ERROR / len(pairs):
        return ()
    proven = [pair for pair in pairs if pair[0] <= ERROR]
    return tuple(
        Difference(more.group, less.group) for _, more, less in proven if _worth_naming(theme, more, less)
    )


def likeness(theme: Theme, groups: Sequence[Column]) -> Share | None:
    """The theme's smallest share among groups as a part of its largest, 1 when equal; 95 % interval.

    None where a group shows no number for the theme, or where there is one group only.
    """
    if len(groups) < 2 or not all(column.shown(theme) for column in groups):
        return None
    pairs = list(permutations(groups, 2))
    # The truth is one pair's ratio, so its own lower limit suffices; any pair may spoil the upper one.
    upper_reach = NormalDist().inv_cdf(1 - 0.025 / len(pairs))
    estimate = min(_ratio(theme, less, more) for less, more in pairs)
    low = min(_ratio_limits(theme, less, more, REACH)[0] for less, more in pairs)
    high = min(_ratio_limits(theme, less, more, upper_reach)[1] for less, more in pairs)
    return Share(estimate, min(low, estimate), min(max(high, estimate), 1.0))


def surely_shared(theme: Theme, groups: Sequence[Column]) -> bool:
    """Whether every group shows the theme and every pair of shares is proven to lie within the factor.

    Each of the pairs must pass the whole error, so all of them together are wrong at most that often.

    Source: Berger 1982, theorem 1 (intersection-union test); Schuirmann 1987 (two one-sided tests).
    """
    if len(groups) < 2 or not all(column.shown(theme) for column in groups):
        return False
    reach = NormalDist().inv_cdf(1 - ERROR)
    limits = (_ratio_limits(theme, less, more, reach)[0] for less, more in permutations(groups, 2))
    return min(limits) > 1 / SHARED_FACTOR


def _clearest(theme: Theme, one: Column, other: Column) -> tuple[float, Column, Column]:
    """Two-sided p-value that both shares are equal, with the group that names the theme more first."""
    more, less = (one, other) if _gap(theme, one, other) >= _gap(theme, other, one) else (other, one)
    gap = _gap(theme, more, less)
    if gap <= 0:
        return 1.0, more, less
    share = _pooled(theme, more, less)
    deviations = gap / math.sqrt(more.variance(share) + less.variance(share))
    return 2 * NormalDist().cdf(-deviations), more, less


def _gap(theme: Theme, more: Column, less: Column) -> float:
    """Least by which one share exceeds the other: a hidden cell counts as its bound, or as nothing."""
    return more.share(theme).low - less.share(theme).high


def _pooled(theme: Theme, more: Column, less: Column) -> float:
    """The share that both groups would have if they were equal."""
    votes = more.share(theme).low * more.total.low + less.share(theme).high * less.total.low
    return votes / (more.total.low + less.total.low)


def _worth_naming(theme: Theme, more: Column, less: Column) -> bool:
    return more.share(theme).low >= LEAST_FACTOR * less.share(theme).high


def _ratio(theme: Theme, less: Column, more: Column) -> float:
    part, whole = less.share(theme), more.share(theme)
    return (part.low + part.high) / (whole.low + whole.high)


def _ratio_limits(theme: Theme, less: Column, more: Column, reach: float) -> tuple[float, float]:
    part, whole = less.share(theme), more.share(theme)
    lower = _fieller(part.low, whole.high, less, more, reach)[0]
    return lower, _fieller(part.high, whole.low, less, more, reach)[1]


def _fieller(part: float, whole: float, less: Column, more: Column, reach: float) -> tuple[float, float]:
    """All ratios r for which part - r * whole is within noise and chance of zero.

    Source: Fieller 1954 (ratio of two estimates).
    """
    part_noise, whole_noise = (reach**2 * less.variance(part), reach**2 * more.variance(whole))
    square = whole**2 - whole_noise
    if square <= 0:
        return 0.0, math.inf
    root = math.sqrt(max((part * whole) ** 2 - square * (part**2 - part_noise), 0.0))
    return max((part * whole - root) / square, 0.0), (part * whole + root) / square
