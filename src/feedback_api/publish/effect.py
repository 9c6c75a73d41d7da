"""A theme before and after something was done about it, and what can be concluded: never that it caused it.

Shares, not votes: how many people answer differs from quarter to quarter. Nobody is compared with
themselves, other things changed too, and an interval holds only the noise that protects people.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from feedback_api.publish.query import MOST_ROWS, themes
from feedback_api.publish.shares import Share
from feedback_api.terms.action import Action, ActionStatus
from feedback_api.terms.codebook import Theme
from feedback_api.terms.errors import NotPublished
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import Release


class Conclusion(StrEnum):
    """What can be said; each has a plain sentence in the catalogue of texts, ``effect.`` and its name."""

    NOT_DONE = "not-done"
    TOO_EARLY = "too-early"
    NO_NUMBERS = "no-numbers"
    NO_CHANGE_SHOWN = "no-change-shown"
    HEARD_LESS = "heard-less"
    HEARD_MORE = "heard-more"


@dataclass(frozen=True, slots=True)
class Measured:
    """A theme's share of all votes in one release, with its 95 % interval; none where it is too few."""

    period: ReportingPeriod
    share: Share | None


@dataclass(frozen=True, slots=True)
class Effect:
    """What was measured before and after the day on which it was done, and what can be concluded."""

    done_on: date | None
    conclusion: Conclusion
    before: Measured | None = None
    after: Measured | None = None


def effect(action: Action, releases: Sequence[Release]) -> Effect:
    """Compare the last release of quarters that ended before a thing was done with the newest one after.

    A release counts as after when every quarter in it began after that day; the quarter of the day itself
    is neither. Where the intervals touch, no change can be shown.
    """
    done_on = _done_on(action)
    if done_on is None:
        return Effect(None, Conclusion.NOT_DONE)
    quarter, theme = ReportingPeriod.of(done_on), action.asked.theme
    before = max((r for r in releases if r.period < quarter), key=_period, default=None)
    after = max((r for r in releases if min(r.covered) > quarter), key=_period, default=None)
    if before is not None and after is not None and before.codebook_version != after.codebook_version:
        # What counts as the theme is another thing now.
        before = None
    old = None if before is None else Measured(before.period, _share(before, theme))
    new = None if after is None else Measured(after.period, _share(after, theme))
    return Effect(done_on, _conclusion(old, new), old, new)


def _done_on(action: Action) -> date | None:
    """The first day of the newest run of versions that say it is done."""
    days = []
    for version in action.versions:
        if version.answer.status is not ActionStatus.DONE:
            break
        days.append(version.published_on)
    return days[-1] if days else None


def _conclusion(before: Measured | None, after: Measured | None) -> Conclusion:
    if after is None:
        return Conclusion.TOO_EARLY
    if before is None or before.share is None or after.share is None:
        return Conclusion.NO_NUMBERS
    if after.share.high < before.share.low:
        return Conclusion.HEARD_LESS
    return Conclusion.HEARD_MORE if after.share.low > before.share.high else Conclusion.NO_CHANGE_SHOWN


def _share(release: Release, theme: Theme) -> Share | None:
    try:
        rows = themes(release, limit=MOST_ROWS).rows
    except NotPublished:
        return None
    return next((row.share for row in rows if row.theme is theme), None)


def _period(release: Release) -> ReportingPeriod:
    return release.period
