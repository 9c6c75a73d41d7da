"""The shared picture as one chart: where the groups agree, where they differ, what nobody can say yet.

One row a theme. Each group has a line of its own in it, so that wide intervals do not cover each other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from feedback_api.publish.chart import COLOURS
from feedback_api.publish.charts.legend import group_entries, interval_entries, legend
from feedback_api.publish.charts.marks import BADGE, RADIUS, badge, below_limit, mark
from feedback_api.publish.charts.paper import CHARACTER, FAINT, LINE, SIZE, SOFT, Paper, broken, step_to
from feedback_api.publish.shared_picture import GroupView, Picture, SharedPicture, ThemePicture
from feedback_api.publish.svg import element

SIGNS = {Picture.SHARED: "=", Picture.DIFFERS: "≠", Picture.UNCLEAR: "?"}
"""What stands in the badge before each part."""

_LANE, _ROW_GAP, _PART_GAP, _EDGE = 11, 8, 20, 8
_HEAD_SIZE, _LABEL_SIZE = 16, 14
_HEAD = 2 * BADGE + 4 + LINE + 6


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where lines are drawn: from one distance to another, for shares from nothing to ``top``."""

    paper: Paper
    start: float
    end: float
    top: float

    def along(self, share: float) -> float:
        return self.start + share / self.top * (self.end - self.start)

    @property
    def ticks(self) -> list[float]:
        step = step_to(self.top)
        return [step * index for index in range(int(self.top / step + 1e-9) + 1)]


def shared_picture_chart(picture: SharedPicture, paper: Paper) -> str:
    """Each theme with every group's share and its interval, under what can be said of it."""
    plot = _plot(picture, paper)
    groups = [group for group in picture.groups if group not in picture.silent]
    y, drawn = legend([*group_entries(groups, paper), *interval_entries(paper)], paper)
    for kind in Picture:
        themes = sorted((t for t in picture.themes if t.picture is kind), key=_largest, reverse=True)
        if themes:
            y += _PART_GAP
            drawn += _part(kind, themes, plot, y)
            y += _HEAD + sum(_row_height(theme, plot) for theme in themes)
    foot, height = _foot(picture, paper, y + _PART_GAP)
    return paper.picture(paper.say("chart.shared.title"), _told(picture, paper), height, [*drawn, *foot])


def _plot(picture: SharedPicture, paper: Paper) -> _Plot:
    ends = [view.below if view.share is None else view.share.high for t in picture.themes for view in t.views]
    start, end = (244.0, 625.0) if paper.wide else (_EDGE, paper.width - _EDGE)
    return _Plot(paper, start, end, max(ends, default=1.0) or 1.0)


def _largest(theme: ThemePicture) -> float:
    return max((view.share.estimate for view in theme.views if view.share is not None), default=0.0)


def _part(kind: Picture, themes: Sequence[ThemePicture], plot: _Plot, y: float) -> Iterator[str]:
    """A badge and a heading, an axis, and the rows below it."""
    paper, middle = plot.paper, y + BADGE
    heading = paper.say(f"chart.shared.{kind}", count=len(themes))
    yield badge(SIGNS[kind], middle, paper)
    yield paper.text(heading, 2 * BADGE + 10, middle + 5.5, font_size=_HEAD_SIZE, font_weight=700)
    yield from _axis(plot, y + 2 * BADGE + 4)
    y += _HEAD
    for theme in themes:
        yield element("g", {"class": "chart-row"}, *_row(theme, plot, y))
        y += _row_height(theme, plot)


def _axis(plot: _Plot, y: float) -> Iterator[str]:
    for tick in plot.ticks:
        number = plot.paper.say("chart.percent", number=f"{tick * 100:g}")
        # At the very edge of a narrow paper, half a number would be cut off.
        at_edge = not plot.paper.wide and tick == 0
        along = 0 if at_edge else plot.along(tick)
        yield plot.paper.number(number, along, y + SIZE, "start" if at_edge else "middle", fill_opacity=SOFT)


def _row(theme: ThemePicture, plot: _Plot, y: float) -> Iterator[str]:
    paper, lanes, height = plot.paper, len(theme.views) * _LANE, _row_height(theme, plot)
    label = broken(paper.say(f"theme.{theme.theme}"), _label_room(plot))
    if paper.wide:
        first, top = y + (height - LINE * len(label)) / 2 + _LABEL_SIZE, y + (height - lanes) / 2
        yield paper.path([(0, y), (paper.width, y)], stroke_opacity=FAINT)
        yield from _grid(plot, y, y + height)
        yield from _notes(theme, plot.end + 16, y + height / 2, paper)
    else:
        first, top = y + _LABEL_SIZE, y + LINE * len(label) + 4
        yield from _grid(plot, top, top + lanes)
        yield from _notes(theme, 0, top + lanes + LINE / 2 + 2, paper)
    for index, line in enumerate(label):
        yield paper.text(line, 0, first + index * LINE, font_size=_LABEL_SIZE)
    for index, view in enumerate(theme.views):
        yield _lane(view, plot, top + (index + 0.5) * _LANE)


def _grid(plot: _Plot, top: float, foot: float) -> Iterator[str]:
    for tick in plot.ticks:
        opacity = FAINT if tick else SOFT
        yield plot.paper.path([(plot.along(tick), top), (plot.along(tick), foot)], stroke_opacity=opacity)


def _lane(view: GroupView, plot: _Plot, y: float) -> str:
    if view.share is None:
        return below_limit(COLOURS[view.group], plot.along(0), plot.along(view.below), y, plot.paper)
    low, high = plot.along(view.share.low), plot.along(view.share.high)
    interval = plot.paper.whisker(low, high, y, stroke=COLOURS[view.group])
    return interval + mark(view.group, plot.along(view.share.estimate), y, plot.paper)


def _label_room(plot: _Plot) -> float:
    return (plot.start - 16 if plot.paper.wide else plot.paper.width) * SIZE / _LABEL_SIZE


def _notes(theme: ThemePicture, along: float, middle: float, paper: Paper) -> Iterator[str]:
    """Whose mark stands further along, and whose less far, where that is proven."""
    for side, groups in (("more", theme.more), ("less", theme.less)):
        if groups:
            said = paper.say(f"chart.shared.{side}")
            yield paper.text(said, along, middle + SIZE * 0.36, fill_opacity=SOFT)
            along += len(said) * CHARACTER + 10
            for group in groups:
                yield mark(group, along, middle, paper)
                along += 3 * RADIUS
            along += 8


def _row_height(theme: ThemePicture, plot: _Plot) -> float:
    lanes = len(theme.views) * _LANE
    label = LINE * len(broken(plot.paper.say(f"theme.{theme.theme}"), _label_room(plot)))
    if plot.paper.wide:
        return max(lanes, label) + _ROW_GAP
    note = LINE + 2 if theme.more or theme.less else 0
    return label + 4 + lanes + note + 1.5 * _ROW_GAP


def _foot(picture: SharedPicture, paper: Paper, y: float) -> tuple[list[str], float]:
    """What no group shows, and which groups cannot be compared."""
    drawn: list[str] = []
    for heading, named in _left_out(picture, paper):
        head = list(paper.lines(heading, 0, y + SIZE, paper.width, font_weight=700))
        lines = list(paper.lines(named, 0, y + SIZE + LINE * len(head), paper.width))
        drawn += [*head, *lines]
        y += LINE * (len(head) + len(lines)) + _ROW_GAP
    return drawn, y


def _left_out(picture: SharedPicture, paper: Paper) -> Iterator[tuple[str, str]]:
    if not picture.themes:
        yield paper.say("chart.nothing"), ""
    if picture.silent:
        groups = ", ".join(paper.say(f"group.{group}") for group in picture.silent)
        yield paper.say("chart.shared.silent"), groups
    if picture.not_enough:
        names = " · ".join(paper.say(f"theme.{theme}") for theme in picture.not_enough)
        yield paper.say("chart.shared.not-enough", count=len(picture.not_enough)), names


def _told(picture: SharedPicture, paper: Paper) -> str:
    """The chart in words: how many themes under each part, and which."""
    parts = []
    for kind in Picture:
        names = [paper.say(f"theme.{t.theme}") for t in picture.themes if t.picture is kind]
        heading = paper.say(f"chart.shared.{kind}", count=len(names))
        parts.append(f"{heading}: {', '.join(names)}." if names else f"{heading}.")
    return " ".join([paper.say("chart.shared.axis"), *parts, paper.say("chart.table")])
