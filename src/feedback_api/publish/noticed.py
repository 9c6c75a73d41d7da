"""What a release gives cause to tell: that it is there, themes that surely rose, themes newly displayed."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from feedback_api.publish.query import MOST_ROWS, groups_with_column, themes
from feedback_api.publish.trends import Change, change_between
from feedback_api.publish.wire import JsonObject, votes
from feedback_api.terms.codebook import SourceGroup, Theme
from feedback_api.terms.errors import NotPublished
from feedback_api.terms.release import Cell, Release

FALSE_ALARMS = 0.05
"""Chance, at most, that a release in which nothing changed is said to show any theme rising."""

LOOKS_BACK = 4
"""Releases before this one in which a new theme was not displayed: a year of quarters."""

_PUBLISHED_TAIL = 0.05
"""Share of draws that a published interval leaves out (release room, confidence of intervals)."""


@dataclass(frozen=True, slots=True)
class Rise:
    """A theme's votes in one group, or in all groups together, before and after they surely rose."""

    theme: Theme
    source_group: SourceGroup | None
    before: Cell
    now: Cell


@dataclass(frozen=True, slots=True)
class Noticed:
    """What to tell of one release, in codebook order; ``new`` are themes with their votes of all groups."""

    rises: tuple[Rise, ...]
    new: tuple[tuple[Theme, Cell], ...]

    @property
    def rising(self) -> tuple[Theme, ...]:
        """Themes that rose in one group or more."""
        return tuple(theme for theme in Theme if any(rise.theme is theme for rise in self.rises))


def noticed(release: Release, earlier: Sequence[Release]) -> Noticed:
    """Compare a release with those before it, newest first; with none before it nothing is noticed.

    A rise is judged as a trend is, with intervals so wide that all themes and groups together raise a
    false alarm in at most ``FALSE_ALARMS`` of releases. That a theme is new is a fact about what is
    displayed, no claim that more people spoke of it.
    """
    if not earlier:
        return Noticed((), ())
    return Noticed(tuple(_rises(release, earlier[0])), tuple(_new(release, earlier[:LOOKS_BACK])))


def widening(looks: int) -> float:
    """How much wider than 95 % an interval must be when so many numbers are compared at once.

    The noise is a sum of independent two-sided geometric draws, so its law is log-concave and symmetric:
    the logarithm of the chance to be further out than some distance falls at least in proportion to that
    distance. So this factor, exact for a single draw, is never too small for a sum or a mean of draws.

    Source: Bonferroni 1936 (union bound); Boyd and Vandenberghe 2004, section 3.5 (log-concave tails).
    """
    # Only a rise is told: half of what an interval leaves out lies on the other side.
    return math.log(looks / (2 * FALSE_ALARMS)) / math.log(1 / _PUBLISHED_TAIL)


def _rises(release: Release, before: Release) -> Iterator[Rise]:
    if not _comparable(release, before):
        return
    groups = groups_with_column(release)
    stretch = widening(len(Theme) * (1 + len(groups)))
    for group in (None, *groups):
        old, new = _cells(before, group), _cells(release, group)
        for theme in Theme:
            was, now = old.get(theme), new.get(theme)
            if was is not None and now is not None and change_between(was, now, stretch) is Change.UP:
                yield Rise(theme, group, was, now)


def _comparable(release: Release, before: Release) -> bool:
    """Whether both count equally many quarters, one right after the other, by one codebook."""
    return (
        before.period.next == release.covered[0]
        and len(before.covered) == len(release.covered)
        and before.codebook_version == release.codebook_version
    )


def _new(release: Release, earlier: Sequence[Release]) -> Iterator[tuple[Theme, Cell]]:
    seen = {
        theme for one in earlier for theme, cell in _cells(one, None).items() if cell.estimate is not None
    }
    for theme, cell in _cells(release, None).items():
        if cell.estimate is not None and theme not in seen:
            yield theme, cell


def _cells(release: Release, group: SourceGroup | None) -> dict[Theme, Cell]:
    try:
        rows = themes(release, source_group=group, sort="theme", limit=MOST_ROWS).rows
    except NotPublished:
        return {}
    return {row.theme: row.votes for row in rows}


def rising_data(release: Release, before: Release, rises: Sequence[Rise]) -> JsonObject:
    """What is told of one theme's rises: the numbers of both releases, as every answer gives them."""
    told = [
        {"sourceGroup": rise.source_group, "votesBefore": votes(rise.before), "votes": votes(rise.now)}
        for rise in rises
    ]
    names = {"period": str(release.period), "periodBefore": str(before.period)}
    return {**names, "themeId": rises[0].theme.value, "changes": told}


def new_data(release: Release, theme: Theme, cell: Cell) -> JsonObject:
    """What is told of a theme that is newly displayed."""
    return {"period": str(release.period), "themeId": theme.value, "votes": votes(cell)}


def release_data(release: Release) -> JsonObject:
    """What is told of a release: which quarters it counts, and the digest to know it by."""
    covered = [str(quarter) for quarter in release.covered]
    return {"period": str(release.period), "periods": covered, "digest": release.digest}
