"""How large a theme is within a group: shares from frozen cells, with noise and chance both counted.

A share is what a group's messages would show if the group kept writing; the messages of one period are a
sample of that. Two things blur it: the noise of the mechanism, whose scale is published, and chance, which
is who happened to write.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from feedback_api.publish.query import groups_with_column, measurement, table_for
from feedback_api.publish.shares import Share
from feedback_api.terms.codebook import SENSITIVE_THEMES, SourceGroup, Theme
from feedback_api.terms.release import Cell, Policy, Release, Table

LEAST_SIGMAS_OF_TOTAL = 3.0
"""A group's total must be this many of its own sigmas, or dividing by it says nothing (Fieller 1954)."""


@dataclass(frozen=True, slots=True)
class Ends:
    """What a release says of one noisy number, in votes: both ends equal, or a range."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ShareEnds:
    """A share from 0 to 1, before noise and chance: a number, or a range where cells are hidden."""

    low: float
    high: float
    shown: bool


@dataclass(frozen=True, slots=True)
class Column:
    """One group's themes in one release; ``repeats`` is how many messages one member may have sent."""

    group: SourceGroup
    themes: Mapping[Theme, Ends | None]
    total: Ends
    sigma: float
    total_sigma: float
    repeats: int
    bounds: Mapping[Theme, float]

    def share(self, theme: Theme) -> ShareEnds:
        """The theme's share; a hidden cell lies between nothing and the public bound."""
        votes = self.themes[theme]
        if votes is None:
            return ShareEnds(0.0, min(self.bounds[theme] / self.total.low, 1.0), shown=False)
        low, high = votes.low / self.total.high, votes.high / self.total.low
        return ShareEnds(min(low, 1.0), min(high, 1.0), shown=True)

    def shown(self, theme: Theme) -> bool:
        """Whether the theme has a number in this group."""
        return self.themes[theme] is not None

    def variance(self, share: float, cells: int = 1) -> float:
        """Variance of an estimated share that is the sum of so many cells: chance plus noise.

        Chance: a vote split over themes varies less than a whole one, so p(1 - p) is an upper bound; a
        member's messages may all say the same, so it counts ``repeats`` times. Noise: each cell's own noise
        is a part of the total's, a smaller one where a second table makes the total surer.

        Source: Kish 1965, section 5.4 (design effect); Fieller 1954 (ratio of correlated estimates).
        """
        votes = self.total.low
        chance = self.repeats * share * (1 - share) / votes
        in_total = min(self.sigma**2, self.total_sigma**2 / len(self.themes))
        noise = cells * (self.sigma**2 - 2 * share * in_total) + (share * self.total_sigma) ** 2
        return chance + max(noise, 0.0) / votes**2


def columns(release: Release) -> tuple[Column, ...]:
    """Groups whose total is known well enough to speak of shares, in codebook order.

    Raises:
        NotPublished: the release has no table of themes by group, or none of group totals.
    """
    table, totals = table_for(release, "theme", "source_group"), table_for(release, "source_group")
    found = (_column(group, table, totals, release.policy) for group in groups_with_column(release))
    return tuple(column for column in found if column is not None)


def public_bound(policy: Policy, sigma: float, theme: Theme) -> float:
    """Votes that a hidden cell's noisy number stays below, from the published rule alone.

    Source: docs/explanation/release.md, "What too few means".
    """
    plain = policy.threshold + policy.sigmas_above_threshold * sigma
    return plain * policy.sensitive_factor if theme in SENSITIVE_THEMES else plain


def share_of(column: Column, theme: Theme, reach: float) -> Share:
    """The theme's share in its group with an interval of ``reach`` standard deviations on each side."""
    ends = column.share(theme)
    estimate = (ends.low + ends.high) / 2 if ends.shown else 0.0
    low = ends.low - reach * math.sqrt(column.variance(ends.low))
    high = ends.high + reach * math.sqrt(column.variance(ends.high))
    return Share(estimate, max(low, 0.0), min(high, 1.0))


def _column(group: SourceGroup, table: Table, totals: Table, policy: Policy) -> Column | None:
    found = _only(totals.cells, group)
    total, sigma = _ends(found), measurement(found, totals).sigma
    if total is None or total.low < LEAST_SIGMAS_OF_TOTAL * sigma:
        return None
    cells = [cell for cell in table.cells if cell.key["source_group"] == group.value]
    return Column(
        group,
        {Theme(cell.key["theme"]): _ends(cell) for cell in cells},
        total,
        table.sigma,
        sigma,
        policy.tokens_per_period,
        {theme: public_bound(policy, table.sigma, theme) for theme in Theme},
    )


def _only(cells: Sequence[Cell], group: SourceGroup) -> Cell:
    return next(cell for cell in cells if cell.key["source_group"] == group.value)


def _ends(cell: Cell) -> Ends | None:
    if cell.estimate is None or cell.high is None:
        return None
    return Ends(cell.estimate, cell.high if cell.at_least else cell.estimate)
