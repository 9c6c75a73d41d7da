"""One theme over time: its votes in each release, and whether they rose or fell beyond the noise."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from feedback_api.publish.query import available, themes
from feedback_api.publish.shares import Share
from feedback_api.terms.codebook import SourceGroup, Theme
from feedback_api.terms.errors import NotPublished, NotReleased
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import Cell, Release

FLAT = 0.10
"""Votes are flat when they surely changed by no more than a tenth of what they were."""


class Change(StrEnum):
    """Direction since the release before."""

    UP = "up"
    DOWN = "down"
    FLAT = "flat"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One release, or a gap: ``votes`` is None without a release, or without a column for the group.

    ``covered`` are the quarters whose messages the release counts: more than one where thin quarters
    were carried into it. ``change`` is None where there is nothing to compare with.
    """

    period: ReportingPeriod
    released: bool
    votes: Cell | None = None
    share: Share | None = None
    covered: tuple[ReportingPeriod, ...] = ()
    change: Change | None = None


def trend(
    releases: Sequence[Release],
    theme: Theme,
    source_group: SourceGroup | None = None,
    first: ReportingPeriod | None = None,
    last: ReportingPeriod | None = None,
) -> tuple[TrendPoint, ...]:
    """All releases from ``first`` to ``last``, and between them each quarter that none of them counts.

    Raises:
        NotReleased: no release lies in the range.
        NotPublished: no release in the range holds the theme, or the group.
    """
    by_period = {r.period: r for r in releases if _within(r.period, first, last)}
    if not by_period:
        raise NotReleased("no release lies between the dates")
    points = [_point(p, by_period.get(p), theme, source_group) for p in _quarters(by_period)]
    if all(point.votes is None for point in points):
        raise NotPublished(available(by_period[max(by_period)]))
    return tuple(
        replace(now, change=_change(before, now))
        for before, now in zip([None, *points[:-1]], points, strict=True)
    )


def _within(period: ReportingPeriod, first: ReportingPeriod | None, last: ReportingPeriod | None) -> bool:
    return (first is None or first <= period) and (last is None or period <= last)


def _quarters(by_period: Mapping[ReportingPeriod, Release]) -> Sequence[ReportingPeriod]:
    """Quarters that get a point: those that name a release, and those that no release counts."""
    quarters = [min(by_period)]
    while quarters[-1] < max(by_period):
        quarters.append(quarters[-1].next)
    covered = {quarter for release in by_period.values() for quarter in release.covered}
    return [quarter for quarter in quarters if quarter in by_period or quarter not in covered]


def _point(
    period: ReportingPeriod, release: Release | None, theme: Theme, group: SourceGroup | None
) -> TrendPoint:
    if release is None:
        return TrendPoint(period, released=False)
    try:
        rows = themes(release, source_group=group, sort="theme", limit=len(Theme)).rows
    except NotPublished:
        rows = ()
    row = next((row for row in rows if row.theme is theme), None)
    point = TrendPoint(period, released=True, covered=release.covered)
    return point if row is None else replace(point, votes=row.votes, share=row.share)


def _change(before: TrendPoint | None, now: TrendPoint) -> Change | None:
    """Compare two releases that follow each other and count equally many quarters; a gap counts none."""
    if before is None or len(before.covered) != len(now.covered):
        return None
    return change_between(before.votes, now.votes)


def change_between(before: Cell | None, now: Cell | None, widening: float = 1.0) -> Change | None:
    """Direction from one published number to the next; None where one is too few.

    ``widening`` stretches the 95 % intervals: whoever looks at many numbers at once asks for more.
    """
    old, new = _ends(before, widening), _ends(now, widening)
    if old is None or new is None:
        return None
    # Two independent noises: the square root of the summed squares holds 95 % of their difference or more.
    reach = math.hypot(old.reach, new.reach)
    return _direction(new.low - old.high - reach, new.high - old.low + reach, old.low * FLAT)


def _direction(least: float, most: float, little: float) -> Change:
    if -little <= least and most <= little:
        return Change.FLAT
    if least > 0:
        return Change.UP
    return Change.DOWN if most < 0 else Change.UNCLEAR


@dataclass(frozen=True, slots=True)
class _Ends:
    """Where the noisy number lies, and half its 95 % interval of noise."""

    low: float
    high: float
    reach: float


def _ends(cell: Cell | None, widening: float) -> _Ends | None:
    if cell is None or cell.estimate is None or cell.high is None or cell.low is None:
        return None
    down, up = (cell.estimate - cell.low) * widening, (cell.high - cell.estimate) * widening
    if cell.at_least:
        # Its ends already hold the noise and the room for hidden cells.
        return _Ends(cell.estimate - down, cell.estimate + up, 0.0)
    return _Ends(cell.estimate, cell.estimate, up)
