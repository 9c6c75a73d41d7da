"""The asylum procedure as one road: at each station how often it is heard, how it is rated, about what.

Stations hang below each other, as most readers hold a telephone; a wide paper puts the ratings and the most
named theme beside them. After the decision the road forks, so from there it is drawn broken.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from feedback_api.publish.charts.legend import legend
from feedback_api.publish.charts.paper import LINE, SIZE, SOFT, Paper, broken
from feedback_api.publish.charts.stacks import RATINGS, part_entries, rated, stack, stack_height
from feedback_api.publish.journey import AFTER, ROAD, Journey, JourneyStep
from feedback_api.publish.svg import Look, element
from feedback_api.terms.release import Cell

HUE = "#8a63b0"
"""Of all groups together, as in the other charts."""

_MIDDLE = 26.0
"""Where the road runs."""

_LARGEST, _SMALLEST = 22.0, 5.0
_GAP, _LABEL_SIZE = 18, 15


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where things stand: names, the two edges of the bars, and the theme.

    ``most`` votes fill the largest circle; all bars end at ``top``, so that they can be compared.
    """

    paper: Paper
    most: float
    top: float
    name: float
    edges: tuple[float, float]
    theme: float

    @property
    def name_room(self) -> float:
        """Units for a name."""
        end = self.edges[0] - 20 if self.paper.wide else self.paper.width
        return (end - self.name) * SIZE / _LABEL_SIZE

    def radius(self, cell: Cell) -> float:
        """Of a circle whose area is as large as the votes are many."""
        return max(_LARGEST * math.sqrt((cell.estimate or 0.0) / self.most), _SMALLEST)


def journey_chart(journey: Journey, paper: Paper) -> str:
    """Stations along the way with what a release says of each."""
    plan = _plan(journey, paper)
    told = any(step.ratings for step in journey.steps)
    y, drawn = legend(part_entries("ratings", RATINGS, paper), paper) if told else (0.0, [])
    y += _GAP
    tops = []
    for step in journey.steps:
        tops.append(y)
        y += _height(step, plan) + _GAP
    drawn += _road(journey, tops, plan)
    for step, top in zip(journey.steps, tops, strict=True):
        drawn.append(_station(step, top, plan))
    title, description = paper.say("chart.journey.title"), paper.say("chart.journey.description")
    return paper.picture(title, f"{description} {paper.say('chart.table')}", y, drawn)


def _plan(journey: Journey, paper: Paper) -> _Plan:
    most = max((step.votes.estimate or 0.0 for step in journey.steps), default=0.0) or 1.0
    bars = [rated(step.ratings) for step in journey.steps if step.ratings is not None]
    top = max([1.0, *(bar.reach for bar in bars)])
    name = 2 * _MIDDLE + 6
    if paper.wide:
        return _Plan(paper, most, top, name, (name + 240, name + 500), name + 530)
    return _Plan(paper, most, top, name, (name, paper.width - 30.0), name)


def _road(journey: Journey, tops: list[float], plan: _Plan) -> Iterator[str]:
    """Lines from station to station; broken where not everyone goes on, none to what is no station."""
    middles = [top + _LARGEST for top in tops]
    for step, start, end in zip(journey.steps[1:], middles, middles[1:], strict=False):
        if step.step in (*ROAD, *AFTER):
            look: dict[str, str | float] = {"stroke_width": 3, "stroke_opacity": SOFT, "class_": "chart-road"}
            if step.step in AFTER:
                look |= {"stroke_dasharray": "2 6", "stroke_linecap": "round"}
            yield plan.paper.path([(_MIDDLE, start), (_MIDDLE, end)], **look)


def _station(step: JourneyStep, top: float, plan: _Plan) -> str:
    """Circle, name and votes; the bar of its ratings; its most named theme."""
    paper, drawn = plan.paper, [_circle(step, top + _LARGEST, plan)]
    y = top + _LABEL_SIZE
    for line in broken(paper.say(f"step.{step.step}"), plan.name_room):
        drawn.append(paper.text(line, plan.name, y, font_size=_LABEL_SIZE, font_weight=700))
        y += LINE
    drawn.append(_votes(step.votes, y, plan))
    y = top + 2 if paper.wide else y + 6
    if step.ratings is not None:
        bar = rated(step.ratings)
        if bar.parts:
            drawn.append(stack(bar, plan.edges, y, paper, plan.top))
            y += stack_height(bar)
    if step.top is not None:
        y = top if paper.wide else y
        drawn += _theme(step, y, plan)
    return element("g", {"class": "chart-row"}, *drawn)


def _circle(step: JourneyStep, middle: float, plan: _Plan) -> str:
    paper = plan.paper
    place: Look = {"cx": paper.x(_MIDDLE), "cy": middle, "class": "chart-station"}
    if step.votes.estimate is None:
        ground: Look = {
            "r": _SMALLEST + 3,
            "fill": "var(--paper, #fff)" if not paper.ground else paper.ground,
        }
        ring: Look = {"r": _SMALLEST + 3, "fill": "none", "stroke": paper.ink, "stroke-dasharray": "2 3"}
        return element("circle", {**place, **ground}) + element("circle", {**place, **ring})
    return element("circle", {**place, "r": round(plan.radius(step.votes), 1), "fill": HUE})


def _votes(cell: Cell, y: float, plan: _Plan) -> str:
    paper = plan.paper
    if cell.estimate is None or cell.low is None or cell.high is None:
        return paper.text(paper.say("results.toofew"), plan.name, y, fill_opacity=SOFT)
    least = "≥ " if cell.at_least else ""
    told = f"{least}{cell.estimate:.0f} ({math.floor(cell.low)}–{math.ceil(cell.high)})"
    return paper.number(told, plan.name, y)


def _theme(step: JourneyStep, y: float, plan: _Plan) -> Iterator[str]:
    paper = plan.paper
    if step.top is None:
        return
    yield paper.text(paper.say("explore.journey.most"), plan.theme, y + SIZE, fill_opacity=SOFT)
    room = paper.width - plan.theme
    yield from paper.lines(paper.say(f"theme.{step.top.theme}"), plan.theme, y + SIZE + LINE, room)


def _height(step: JourneyStep, plan: _Plan) -> float:
    """Of a station with all that stands at it."""
    names = LINE * (len(broken(plan.paper.say(f"step.{step.step}"), plan.name_room)) + 1)
    bar = rated(step.ratings) if step.ratings is not None else None
    bars = stack_height(bar) + 4 if bar is not None and bar.parts else 0.0
    theme = 0.0
    if step.top is not None:
        room = plan.paper.width - plan.theme
        theme = LINE * (1 + len(broken(plan.paper.say(f"theme.{step.top.theme}"), room)))
    if plan.paper.wide:
        return max(names, bars, theme, 2 * _LARGEST)
    return max(names + 4 + bars + theme, 2 * _LARGEST)
