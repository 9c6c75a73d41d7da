"""Votes by theme as bars, of all groups together or of one."""

from dataclasses import dataclass

from feedback_api.publish.chart import COLOURS, TOGETHER, Bar, ChartWords, bar_chart
from feedback_api.publish.charts.paper import Paper
from feedback_api.publish.query import MOST_ROWS, ThemeRow, themes
from feedback_api.terms.codebook import SourceGroup
from feedback_api.terms.release import Release


def themes_chart(release: Release, paper: Paper) -> str:
    """Themes of all groups together, most votes first."""
    return _chart(_Bars(themes(release, limit=MOST_ROWS).rows, TOGETHER, "group.all"), paper)


def group_chart(release: Release, group: SourceGroup, paper: Paper) -> str:
    """Themes of one group, most votes first.

    Raises:
        NotPublished: the group has no column in this release.
    """
    rows = themes(release, source_group=group, limit=MOST_ROWS).rows
    return _chart(_Bars(rows, COLOURS[group], f"group.{group}"), paper)


@dataclass(frozen=True, slots=True)
class _Bars:
    """Rows to draw, their hue, and the key of whose they are."""

    rows: tuple[ThemeRow, ...]
    colour: str
    whose: str


def _chart(bars: _Bars, paper: Paper) -> str:
    say = paper.say
    fixed = ChartWords(
        f"{say('results.estimate')} · {say('results.range')}", say("results.toofew"), say("results.none")
    )
    return bar_chart(
        say(bars.whose),
        say("results.chart"),
        [bar for row in bars.rows if (bar := _bar(row, paper)) is not None],
        chart_id=paper.chart_id,
        colour=bars.colour,
        chart_words=fixed,
        rtl=paper.rtl,
        ink=paper.ink,
        ground=paper.ground,
        too_few=[say(f"theme.{row.theme}") for row in bars.rows if row.votes.estimate is None],
    )


def _bar(row: ThemeRow, paper: Paper) -> Bar | None:
    cell = row.votes
    if cell.estimate is None or cell.low is None or cell.high is None:
        return None
    return Bar(paper.say(f"theme.{row.theme}"), cell.estimate, cell.low, cell.high, cell.at_least)
