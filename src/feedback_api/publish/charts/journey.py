"""The asylum procedure as one road: at each station how often it is heard, by whom, how it is rated.

Stations hang below each other, as most readers hold a telephone; a wide paper puts what is known of a
station beside it, so that stations can be compared. After the decision the road forks, so from there it is
drawn broken.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from feedback_api.publish.chart import COLOURS
from feedback_api.publish.charts.legend import group_entries, interval_entries, legend
from feedback_api.publish.charts.marks import below_limit, mark
from feedback_api.publish.charts.paper import FAINT, LINE, SIZE, SOFT, Paper, broken, step_to
from feedback_api.publish.charts.stacks import RATINGS, part_entries, rated, stack, stack_height
from feedback_api.publish.journey import AFTER, ROAD, Journey, JourneyStep
from feedback_api.publish.svg import Look, element
from feedback_api.terms.codebook import SourceGroup
from feedback_api.terms.release import Cell

HUE = "#8a63b0"
"""Of all groups together, as in the other charts."""

_MIDDLE = 24.0
"""Where the road runs."""

_LARGEST, _SMALLEST, _LANE = 20.0, 5.0, 11
_GAP, _LABEL_SIZE, _EDGE = 18, 15, 10

Edges = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where things stand: names, the edges of the groups' lines and of the ratings' bars, the theme.

    ``most`` votes fill the largest circle; groups' lines end at ``votes`` and all bars at ``top``, so that
    stations can be compared.
    """

    paper: Paper
    journey: Journey
    most: float
    votes: float
    top: float
    name: float
    heard: Edges
    bars: Edges
    theme: float

    @property
    def name_room(self) -> float:
        """Units for a name."""
        end = self.heard[0] - 14 if self.paper.wide else self.paper.width
        return (end - self.name) * SIZE / (_LABEL_SIZE + 0.5)

    @property
    def ticks(self) -> list[float]:
        """Round numbers of votes."""
        step = max(step_to(self.votes), 1.0)
        return [step * index for index in range(int(self.votes / step + 1e-9) + 1)]

    def radius(self, votes: float) -> float:
        """Of a circle whose area is as large as the votes are many."""
        return max(_LARGEST * math.sqrt(max(votes, 0.0) / self.most), _SMALLEST)

    def along(self, votes: float) -> float:
        """Where a group's votes stand."""
        return self.heard[0] + votes / self.votes * (self.heard[1] - self.heard[0])


def journey_chart(journey: Journey, paper: Paper) -> str:
    """Stations along the way with what a release says of each."""
    plan = _plan(journey, paper)
    y, drawn = _legend(plan)
    y, headings = _headings(plan, y + _GAP)
    drawn += headings
    tops = []
    for step in journey.steps:
        tops.append(y)
        y += _height(step, plan) + _GAP
    drawn += _road(journey, tops, plan)
    for step, top in zip(journey.steps, tops, strict=True):
        drawn.append(element("g", {"class": "chart-row"}, *_station(step, top, plan)))
    title, description = paper.say("chart.journey.title"), paper.say("chart.journey.description")
    return paper.picture(title, f"{description} {paper.say('chart.table')}", y, drawn)


def _plan(journey: Journey, paper: Paper) -> _Plan:
    most = max((step.votes.high or 0.0 for step in journey.steps), default=0.0) or 1.0
    cells = [cell for step in journey.steps for cell in step.per_group.values()]
    votes = max((journey.bound if cell.high is None else cell.high for cell in cells), default=0.0) or 1.0
    bars = [rated(step.ratings) for step in journey.steps if step.ratings is not None]
    top = max([1.0, *(bar.reach for bar in bars)])
    name = 2 * _MIDDLE + 6
    if not paper.wide:
        column = (name + 1, paper.width - _EDGE)
        return _Plan(paper, journey, most, votes, top, name, column, column, name)
    heard, end = (name + 206, name + 400), paper.width - (150.0 if journey.tells_themes else _EDGE)
    return _Plan(paper, journey, most, votes, top, name, heard, (heard[1] + 32, end), end + 22)


def _legend(plan: _Plan) -> tuple[float, list[str]]:
    paper, journey = plan.paper, plan.journey
    y, drawn = legend([*group_entries(journey.groups, paper), *interval_entries(paper)], paper)
    if any(step.ratings for step in journey.steps):
        y, more = legend(part_entries("ratings", RATINGS, paper), paper, y + 6)
        drawn += more
    return y, drawn


def _headings(plan: _Plan, y: float) -> tuple[float, list[str]]:
    """What stands below each other, and the numbers of the groups' lines."""
    paper, drawn = plan.paper, list[str]()
    columns = [("heard", plan.heard[0])]
    if paper.wide:
        columns += [("rated", plan.bars[0])]
        columns += [("most", plan.theme)] if plan.journey.tells_themes else []
    for key, along in columns:
        room = paper.width - along
        drawn += paper.lines(paper.say(f"chart.journey.{key}"), along, y + SIZE, room, font_weight=700)
    y += LINE + 2
    for tick in plan.ticks:
        anchor = "start" if tick == 0 else "middle"
        drawn.append(paper.number(f"{tick:g}", plan.along(tick), y + SIZE, anchor, fill_opacity=SOFT))
    return y + LINE + 6, drawn


def _road(journey: Journey, tops: Sequence[float], plan: _Plan) -> Iterator[str]:
    """Lines from station to station; broken where not everyone goes on, none to what is no station."""
    middles = [top + _LARGEST for top in tops]
    for step, start, end in zip(journey.steps[1:], middles, middles[1:], strict=False):
        if step.step in (*ROAD, *AFTER):
            look: dict[str, str | float] = {"stroke_width": 3, "stroke_opacity": SOFT, "class_": "chart-road"}
            if step.step in AFTER:
                look |= {"stroke_dasharray": "2 6", "stroke_linecap": "round"}
            yield plan.paper.path([(_MIDDLE, start), (_MIDDLE, end)], **look)


def _station(step: JourneyStep, top: float, plan: _Plan) -> Iterator[str]:
    """Circle, name and votes; each group's votes; the bar of its ratings; its most named theme."""
    paper, y = plan.paper, top + _LABEL_SIZE
    yield from _circle(step.votes, top + _LARGEST, plan)
    for line in broken(paper.say(f"step.{step.step}"), plan.name_room):
        yield paper.text(line, plan.name, y, font_size=_LABEL_SIZE, font_weight=700)
        y += LINE
    yield _votes(step.votes, y, plan)
    y = top + 2 if paper.wide else y + 6
    yield from _heard(step, y, plan)
    y = y if paper.wide else y + _lanes(step) + 6
    if step.ratings is not None and (bar := rated(step.ratings)).parts:
        yield stack(bar, plan.bars, y, paper, plan.top)
        y = y if paper.wide else y + stack_height(bar) + 2
    yield from _theme(step, y, plan)


def _circle(cell: Cell, middle: float, plan: _Plan) -> Iterator[str]:
    """As large as the votes are many, in a ring as large as they may be; a broken ring for too few."""
    paper = plan.paper
    place: Look = {"cx": paper.x(_MIDDLE), "cy": middle}
    if cell.estimate is None or cell.high is None:
        hidden: Look = {"r": _SMALLEST + 3, "stroke": paper.ink, "stroke-dasharray": "2 3"}
        # The road must not show through: the page's own ground, or white in a file.
        ground = paper.ground or "var(--paper, #fff)"
        yield element("circle", {**place, **hidden, "class": "chart-station", "fill": ground})
        return
    yield element("circle", {**place, "r": plan.radius(cell.estimate), "fill": HUE, "class": "chart-station"})
    ring: Look = {"r": plan.radius(cell.high) + 1, "fill": "none", "stroke": HUE, "class": "chart-ring"}
    yield element("circle", {**place, **ring})


def _votes(cell: Cell, y: float, plan: _Plan) -> str:
    paper = plan.paper
    if cell.estimate is None or cell.low is None or cell.high is None:
        return paper.text(paper.say("results.toofew"), plan.name, y, fill_opacity=SOFT)
    least = "≥ " if cell.at_least else ""
    told = f"{least}{cell.estimate:.0f} ({math.floor(cell.low)}–{math.ceil(cell.high)})"
    return paper.number(told, plan.name, y)


def _heard(step: JourneyStep, y: float, plan: _Plan) -> Iterator[str]:
    """One line a group: its votes with their interval, or the limit they stay below."""
    paper, foot = plan.paper, y + _lanes(step)
    for tick in plan.ticks:
        line = [(plan.along(tick), y), (plan.along(tick), foot)]
        yield paper.path(line, stroke_opacity=FAINT if tick else SOFT)
    for index, (group, cell) in enumerate(step.per_group.items()):
        yield from _lane(group, cell, y + (index + 0.5) * _LANE, plan)


def _lane(group: SourceGroup, cell: Cell, y: float, plan: _Plan) -> Iterator[str]:
    hue, paper = COLOURS[group], plan.paper
    if cell.estimate is None or cell.low is None or cell.high is None:
        yield below_limit(hue, plan.along(0), plan.along(plan.journey.bound), y, paper)
        return
    yield paper.whisker(plan.along(max(cell.low, 0.0)), plan.along(cell.high), y, stroke=hue)
    yield mark(group, plan.along(cell.estimate), y, paper)


def _lanes(step: JourneyStep) -> float:
    return _LANE * len(step.per_group)


def _theme(step: JourneyStep, y: float, plan: _Plan) -> Iterator[str]:
    for index, line in enumerate(_named(step, plan)):
        yield plan.paper.text(line, plan.theme, y + SIZE + index * LINE)


def _named(step: JourneyStep, plan: _Plan) -> list[str]:
    """The most named theme; a narrow paper has no heading, so it says there what it is."""
    paper = plan.paper
    if step.top is None:
        return []
    name = paper.say(f"theme.{step.top.theme}")
    told = name if paper.wide else f"{paper.say('chart.journey.most')}: {name}"
    return broken(told, paper.width - plan.theme)


def _height(step: JourneyStep, plan: _Plan) -> float:
    """Of a station with all that stands at it."""
    names = LINE * (len(broken(plan.paper.say(f"step.{step.step}"), plan.name_room)) + 1)
    bar = rated(step.ratings) if step.ratings is not None else None
    bars = stack_height(bar) + 2 if bar is not None and bar.parts else 0.0
    theme, lanes = LINE * len(_named(step, plan)), _lanes(step)
    if plan.paper.wide:
        return max(names, bars, theme, lanes, 2 * _LARGEST)
    return max(names + lanes + 14 + bars + theme, 2 * _LARGEST)
