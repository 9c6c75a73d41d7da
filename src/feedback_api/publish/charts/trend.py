"""One theme over releases, with intervals; quarters carried together take up their own length."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from feedback_api.publish.chart import TOGETHER
from feedback_api.publish.charts.legend import Entry, Sample, legend
from feedback_api.publish.charts.paper import CHARACTER, FAINT, LINE, SIZE, SOFT, Paper, step_to
from feedback_api.publish.svg import Look, element
from feedback_api.publish.trends import TrendPoint

_HEIGHT, _NUMBERS, _TOP, _RADIUS, _BAND = 190, 42, 22, 4.5, 0.16
_MOST_NUMBERED = 8


@dataclass(frozen=True, slots=True)
class _Spot:
    """A release on the chart: over which quarters it lies, counted from the first, and its votes.

    Without votes it is too few; without a release a gap.
    """

    point: TrendPoint
    start: float
    end: float

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2

    @property
    def ends(self) -> tuple[float, float, float] | None:
        """Estimate, low and high in votes."""
        votes = self.point.votes
        if votes is None or votes.estimate is None or votes.low is None or votes.high is None:
            return None
        return votes.estimate, votes.low, votes.high


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where quarters and votes lie on the paper."""

    paper: Paper
    quarters: float
    most: float
    foot: float

    def along(self, quarter: float) -> float:
        return _NUMBERS + quarter / self.quarters * (self.paper.width - _NUMBERS - 4)

    def up(self, votes: float) -> float:
        return self.foot - votes / self.most * (_HEIGHT - _TOP)


def trend_chart(name: str, points: Sequence[TrendPoint], paper: Paper, hue: str = TOGETHER) -> str:
    """Votes of each release with their 95 % interval; ``name`` is what the line is about."""
    spots = list(_spots(points))
    top, marks = legend(_entries(spots, hue, paper), paper)
    most = max((spot.ends[2] for spot in spots if spot.ends), default=1.0)
    plot = _Plot(paper, max(spots[-1].end, 2.0) if spots else 2.0, max(most, 1.0), top + 10 + _HEIGHT)
    drawn = [*marks, *_axis(plot), *_links(spots, hue, plot)]
    drawn += [element("g", {"class": "chart-row"}, *_spot(spot, len(spots), hue, plot)) for spot in spots]
    drawn += _periods(spots, plot)
    title, told = paper.say("chart.trend.title", name=name), paper.say("chart.trend.description", name=name)
    return paper.picture(title, f"{told} {paper.say('chart.table')}", plot.foot + 2 * LINE, drawn)


def _spots(points: Sequence[TrendPoint]) -> Iterator[_Spot]:
    """Releases side by side, each as long as the quarters that it counts."""
    end = 0.0
    for point in points:
        start, end = end, end + max(len(point.covered), 1)
        yield _Spot(point, start, end)


def _axis(plot: _Plot) -> Iterator[str]:
    paper, step = plot.paper, max(step_to(plot.most), 1.0)
    for index in range(int(plot.most / step + 1e-9) + 1):
        y = plot.up(step * index)
        yield paper.number(f"{step * index:g}", _NUMBERS - 8, y + SIZE * 0.36, "end", fill_opacity=SOFT)
        line = [(_NUMBERS, y), (paper.width, y)]
        yield paper.path(line, stroke_opacity=FAINT if index else SOFT)


def _links(spots: Sequence[_Spot], hue: str, plot: _Plot) -> Iterator[str]:
    """Lines between releases that may be compared: next to each other, and of as many quarters."""
    for before, now in pairwise(spots):
        if before.ends and now.ends and len(before.point.covered) == len(now.point.covered):
            line = [(plot.along(spot.middle), plot.up(spot.ends[0])) for spot in (before, now) if spot.ends]
            yield plot.paper.path(line, stroke=hue, stroke_width=1.5)


def _spot(spot: _Spot, many: int, hue: str, plot: _Plot) -> Iterator[str]:
    paper, along = plot.paper, plot.along(spot.middle)
    if spot.ends is None:
        yield _absent(along, plot.foot - 7, paper, released=spot.point.released)
        return
    estimate, low, high = spot.ends
    edge = 0.08 * (spot.end - spot.start)
    wide = (plot.along(spot.start + edge), plot.along(spot.end - edge))
    yield paper.box(*wide, plot.up(high), plot.up(low) - plot.up(high), fill=hue, fill_opacity=_BAND)
    if len(spot.point.covered) > 1:
        yield paper.path([(end, plot.up(estimate)) for end in wide], stroke=hue, stroke_width=1.5)
    yield _upright(along, (plot.up(low), plot.up(high)), paper)
    yield _dot(along, plot.up(estimate), hue, paper, hollow=_at_least(spot))
    if many <= _MOST_NUMBERED:
        number = f"{'≥ ' if _at_least(spot) else ''}{estimate:.0f}"
        yield paper.number(number, along, plot.up(high) - 7, "middle", font_weight=700)


def _at_least(spot: _Spot) -> bool:
    return spot.point.votes is not None and spot.point.votes.at_least


def _upright(along: float, ends: tuple[float, float], paper: Paper) -> str:
    """An interval that stands."""
    x = paper.x(along)
    feet = "".join(f"M{x - 4:.1f} {end:.1f}h8" for end in ends)
    look: Look = {"class": "chart-interval", "fill": "none", "stroke": paper.ink, "stroke-width": 1.5}
    return element("path", {**look, "d": f"M{x:.1f} {ends[0]:.1f}V{ends[1]:.1f}{feet}"})


def _dot(along: float, y: float, hue: str, paper: Paper, *, hollow: bool = False) -> str:
    look: Look = {"class": "chart-mark", "cx": paper.x(along), "cy": y, "r": _RADIUS}
    if hollow:
        return element("circle", {**look, "fill": "none", "stroke": hue, "stroke-width": 2.5})
    return element("circle", {**look, "fill": hue})


def _absent(along: float, y: float, paper: Paper, *, released: bool) -> str:
    """Too few: a broken ring. No release: a small cross."""
    x = paper.x(along)
    look: Look = {"fill": "none", "stroke": paper.ink, "stroke-opacity": SOFT, "stroke-width": 1.5}
    if released:
        ring: Look = {"cx": x, "cy": y, "r": 4.5, "stroke-dasharray": "2 2", "class": "chart-too-few"}
        return element("circle", {**look, **ring})
    return element("path", {**look, "class": "chart-gap", "d": f"M{x - 4:.1f} {y - 4:.1f}l8 8m0 -8l-8 8"})


def _periods(spots: Sequence[_Spot], plot: _Plot) -> Iterator[str]:
    """Quarters and years below: as many as fit, the newest always."""
    room = 8 * CHARACTER / (plot.paper.width - _NUMBERS) * plot.quarters
    free = plot.quarters + room
    for spot in reversed(spots):
        if spot.middle + room / 2 <= free:
            along = plot.along(spot.middle)
            quarter, year = _label(spot.point)
            yield plot.paper.number(quarter, along, plot.foot + LINE - 2, "middle")
            yield plot.paper.number(year, along, plot.foot + 2 * LINE - 5, "middle", fill_opacity=SOFT)
            free = spot.middle - room / 2


def _label(point: TrendPoint) -> tuple[str, str]:
    """Quarter and year, or from which to which."""
    first, last = (point.covered or (point.period,))[0], point.period
    if first == last:
        return f"Q{last.quarter}", str(last.year)
    years = str(last.year) if first.year == last.year else f"{first.year}–{last.year % 100:02}"
    return f"Q{first.quarter}–Q{last.quarter}", years


def _entries(spots: Sequence[_Spot], hue: str, paper: Paper) -> list[Entry]:
    """What the marks mean, of those that occur."""
    found: list[tuple[bool, str, Sample]] = [
        (any(spot.ends for spot in spots), "chart.trend.votes", partial(_dotted, hue, False)),
        (any(map(_at_least, spots)), "chart.trend.at-least", partial(_dotted, hue, True)),
        (any(len(spot.point.covered) > 1 for spot in spots), "chart.trend.carried", partial(_carried, hue)),
        (any(s.point.released and not s.ends for s in spots), "chart.trend.too-few", _few),
        (any(not spot.point.released for spot in spots), "chart.trend.gap", _gap),
    ]
    return [Entry(sample, 26, paper.say(key)) for occurs, key, sample in found if occurs]


def _dotted(hue: str, hollow: bool, along: float, y: float, paper: Paper) -> str:
    return _upright(along + 10, (y + 9, y - 9), paper) + _dot(along + 10, y, hue, paper, hollow=hollow)


def _carried(hue: str, along: float, y: float, paper: Paper) -> str:
    line = paper.path([(along, y), (along + 20, y)], stroke=hue, stroke_width=1.5)
    return line + _dot(along + 10, y, hue, paper)


def _few(along: float, y: float, paper: Paper) -> str:
    return _absent(along + 10, y, paper, released=True)


def _gap(along: float, y: float, paper: Paper) -> str:
    return _absent(along + 10, y, paper, released=False)
