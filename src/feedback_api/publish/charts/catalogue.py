"""All charts of a release by name, for pages, downloads and the report."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from feedback_api.publish.charts.bars import group_chart, themes_chart
from feedback_api.publish.charts.journey import journey_chart
from feedback_api.publish.charts.paper import Paper
from feedback_api.publish.charts.shared import shared_picture_chart
from feedback_api.publish.charts.stacks import ratings_chart, tones_chart
from feedback_api.publish.charts.trend import trend_chart
from feedback_api.publish.journey import journey
from feedback_api.publish.ratings import ratings
from feedback_api.publish.shared_picture import shared_picture
from feedback_api.publish.tones import tones
from feedback_api.publish.trends import trend
from feedback_api.terms.codebook import SourceGroup, Theme
from feedback_api.terms.errors import NotPublished
from feedback_api.terms.release import Release

Draw = Callable[[Release, Sequence[Release], Paper], str]
"""Draws from one release and, for what runs over time, from all releases up to it."""


def _trend(theme: Theme, release: Release, releases: Sequence[Release], paper: Paper) -> str:
    points = trend(releases, theme, last=release.period)
    return trend_chart(paper.say(f"theme.{theme}"), points, paper)


def _tones(theme: Theme | None, release: Release, _: Sequence[Release], paper: Paper) -> str:
    return tones_chart(tones(release, theme), paper)


def _group(group: SourceGroup, release: Release, _: Sequence[Release], paper: Paper) -> str:
    return group_chart(release, group, paper)


CHARTS: Mapping[str, Draw] = {
    "shared-picture": lambda release, _, paper: shared_picture_chart(shared_picture(release), paper),
    "journey": lambda release, _, paper: journey_chart(journey(release), paper),
    "ratings": lambda release, _, paper: ratings_chart(ratings(release).steps, paper),
    "themes": lambda release, _, paper: themes_chart(release, paper),
    "tones": partial(_tones, None),
    **{f"themes-{group}": partial(_group, group) for group in SourceGroup},
    **{f"tones-{theme}": partial(_tones, theme) for theme in Theme},
    **{f"trend-{theme}": partial(_trend, theme) for theme in Theme},
}
"""Every name there is; a release may hold too little for some."""


def draw(name: str, release: Release, releases: Sequence[Release], paper: Paper) -> str:
    """The chart of that name; ``paper.alone()`` makes it a file of its own, dark on white.

    Raises:
        KeyError: no chart has that name.
        NotPublished: the release holds no table for it, or no column for its group.
    """
    return CHARTS[name](release, releases, paper)


def drawable(release: Release, releases: Sequence[Release], paper: Paper) -> tuple[str, ...]:
    """Names of the charts that this release can be drawn as."""
    return tuple(name for name in CHARTS if _holds(name, release, releases, paper))


def _holds(name: str, release: Release, releases: Sequence[Release], paper: Paper) -> bool:
    try:
        draw(name, release, releases, paper)
    except NotPublished:
        return False
    return True
