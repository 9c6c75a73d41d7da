"""What a designer with ten minutes should know of a release first; each claim holds beyond the noise."""

from collections.abc import Sequence
from dataclasses import dataclass

from feedback_api.publish.noticed import noticed
from feedback_api.publish.query import MOST_ROWS, ThemeRow, themes
from feedback_api.publish.ratings import StepRatings, ratings
from feedback_api.publish.shared_picture import Picture, SharedPicture, shared_picture
from feedback_api.publish.shares import Share
from feedback_api.publish.trends import Change, change_between
from feedback_api.terms.codebook import Rating, Step, Theme
from feedback_api.terms.errors import NotPublished
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import Release

MOST_NAMED = 3
"""Themes that a sentence names before it becomes a list."""


@dataclass(frozen=True, slots=True)
class Highlights:
    """Themes and steps worth a sentence; ``compared`` is the release before, or none to compare with.

    ``picture`` is None where only one group has a column, or none can be compared.
    """

    most: tuple[Theme, ...]
    picture: SharedPicture | None
    compared: ReportingPeriod | None
    rising: tuple[Theme, ...]
    new: tuple[Theme, ...]
    badly: tuple[Step, ...]

    def of_kind(self, kind: Picture) -> tuple[Theme, ...]:
        """Themes of which this can be said between the groups."""
        return tuple(one.theme for one in self.picture.themes if one.picture is kind) if self.picture else ()


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A theme of all groups together, and how it changed since the release before."""

    row: ThemeRow
    change: Change | None


def highlights(release: Release, earlier: Sequence[Release]) -> Highlights:
    """What stands out in a release, compared with those before it, newest first."""
    found = noticed(release, earlier)
    shown = [row.theme for row in _all_themes(release) if row.votes.estimate is not None]
    return Highlights(
        most=tuple(shown[:MOST_NAMED]),
        picture=_picture(release),
        compared=earlier[0].period if earlier else None,
        rising=found.rising,
        new=tuple(theme for theme, _ in found.new),
        badly=_badly(release),
    )


def changed_rows(release: Release, earlier: Sequence[Release]) -> tuple[ChangedRow, ...]:
    """All themes of all groups together, most votes first, each with its direction.

    Releases that count differently many quarters are not compared.
    """
    comparable = bool(earlier) and len(earlier[0].covered) == len(release.covered)
    before = {row.theme: row.votes for row in _all_themes(earlier[0])} if comparable else {}
    return tuple(
        ChangedRow(row, change_between(before.get(row.theme), row.votes)) for row in _all_themes(release)
    )


def _all_themes(release: Release) -> Sequence[ThemeRow]:
    return themes(release, limit=MOST_ROWS).rows


def _picture(release: Release) -> SharedPicture | None:
    try:
        found = shared_picture(release)
    except NotPublished:
        return None
    return found if len(found.groups) - len(found.silent) > 1 else None


def _badly(release: Release) -> tuple[Step, ...]:
    """Steps with surely more bad than good ratings: the intervals of the two shares do not meet."""
    try:
        steps = ratings(release).steps
    except NotPublished:
        return ()
    return tuple(row.step for row in steps if _is_bad(row))


def _is_bad(row: StepRatings) -> bool:
    bad, good = _share(row, Rating.BAD), _share(row, Rating.GOOD)
    return bad is not None and good is not None and bad.low > good.high


def _share(row: StepRatings, rating: Rating) -> Share | None:
    return next((one.share for one in row.ratings if one.rating == rating), None)
