"""Bars that add up to a whole: ratings of steps, tones of themes, each part with its interval.

Parts lie end to end from nothing on, as estimated; below the bar, each part's line says between which two
points it may end. What is too few to show is left open at the end: how much of it is what, nobody is told.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from feedback_api.publish.charts.fills import FILLS, Box, Fill, filled
from feedback_api.publish.charts.legend import Entry, legend, too_few_entry
from feedback_api.publish.charts.paper import FAINT, LINE, SIZE, SOFT, Paper, broken
from feedback_api.publish.ratings import StepRatings
from feedback_api.publish.shares import Share
from feedback_api.publish.tones import ThemeTones
from feedback_api.terms.codebook import Rating, Sentiment
from feedback_api.terms.release import NOT_GIVEN, Cell

RATINGS = (*(rating.value for rating in Rating), NOT_GIVEN)
"""Order of the parts of a step's bar."""

TONES = (Sentiment.POSITIVE.value, Sentiment.MIXED.value, Sentiment.NEUTRAL.value, Sentiment.NEGATIVE.value)
"""Order of the parts of a theme's bar."""

BAR, LANE = 14, 7
"""Height of a bar, and from interval to interval below it."""

_GAP, _EDGE, _LABEL_SIZE = 14, 2, 14


@dataclass(frozen=True, slots=True)
class Part:
    """One part: which it is, and its share of the whole."""

    kind: str
    share: Share


@dataclass(frozen=True, slots=True)
class Stack:
    """One bar: what it is of, all its votes, the parts that are shown, in order; whether it hides others."""

    label: str
    votes: Cell
    parts: tuple[Part, ...]
    hides: bool

    @property
    def reach(self) -> float:
        """Where its longest interval ends; more than 1 where noise makes parts add up to more."""
        return max((start + part.share.high for start, part in self.placed()), default=0.0)

    def placed(self) -> Iterator[tuple[float, Part]]:
        """Each part with where it starts."""
        start = 0.0
        for part in self.parts:
            yield start, part
            start += part.share.estimate


def ratings_chart(steps: Sequence[StepRatings], paper: Paper) -> str:
    """How people rate each step: one bar a step, its parts as shares of all messages about it."""
    stacks = [rated(row, paper.say(f"step.{row.step}")) for row in steps]
    return _chart("ratings", RATINGS, stacks, paper)


def tones_chart(themes: Sequence[ThemeTones], paper: Paper) -> str:
    """In which tone people speak of each theme: one bar a theme, its parts as shares of its votes."""
    stacks = []
    for row in themes:
        shares = {tone.sentiment.value: tone.share for tone in row.tones}
        stacks.append(_stack(paper.say(f"theme.{row.theme}"), row.votes, TONES, shares))
    return _chart("tones", TONES, stacks, paper)


def rated(row: StepRatings, label: str = "") -> Stack:
    """The bar of one step."""
    return _stack(label, row.votes, RATINGS, {rating.rating: rating.share for rating in row.ratings})


def stack(found: Stack, edges: tuple[float, float], y: float, paper: Paper, top: float = 1.0) -> str:
    """A bar between two distances that stand for nothing and ``top``, its intervals below it."""

    def along(share: float) -> float:
        return edges[0] + share / top * (edges[1] - edges[0])

    drawn = []
    for index, (start, part) in enumerate(found.placed()):
        fill, share = FILLS[part.kind], part.share
        box = Box(along(start), along(start + share.estimate), y, BAR)
        drawn.append(filled(fill, box, paper))
        low, high = along(start + share.low), along(start + share.high)
        drawn.append(paper.whisker(low, high, y + BAR + 4 + index * LANE, cap=2.5, stroke=fill.hue))
    told = sum(part.share.estimate for part in found.parts)
    if found.hides and told < 1:
        drawn.append(_open(Box(along(told), along(1), y, BAR), paper))
    return "".join(drawn)


def stack_height(found: Stack) -> float:
    """Bar and intervals."""
    return BAR + 4 + LANE * len(found.parts)


def part_entries(which: str, kinds: Sequence[str], paper: Paper) -> list[Entry]:
    """What each grain means, the intervals below, and the part left open."""
    named = [(FILLS[kind], paper.say(f"chart.{which}.{kind}")) for kind in kinds]
    entries = [Entry(partial(_sample, fill), 24, name) for fill, name in named]
    return [*entries, Entry(_interval, 36, paper.say("chart.stack.interval")), too_few_entry(_rest, paper)]


def _open(box: Box, paper: Paper) -> str:
    return paper.box(*box, stroke=paper.ink, stroke_dasharray="2 3", fill="none", class_="chart-rest")


def _stack(label: str, votes: Cell, order: Sequence[str], shares: Mapping[str, Share | None]) -> Stack:
    parts = tuple(Part(kind, share) for kind in order if (share := shares.get(kind)) is not None)
    return Stack(label, votes, parts, hides=len(parts) < len(order))


def _chart(which: str, kinds: Sequence[str], stacks: Sequence[Stack], paper: Paper) -> str:
    shown = [found for found in stacks if found.parts]
    hidden = [found.label for found in stacks if not found.parts]
    y, drawn = legend(part_entries(which, kinds, paper), paper) if shown else (0.0, [])
    top = max([1.0, *(found.reach for found in shown)])
    for found in shown:
        y += _GAP
        drawn.append(_row(found, y, top, paper))
        y += _row_height(found, paper)
    if shown:
        drawn += _axis(y + 4, top, paper)
        y += LINE + 8
    foot, y = _foot(hidden, y, paper)
    title, told = paper.say(f"chart.{which}.title"), paper.say(f"chart.{which}.description")
    return paper.picture(title, f"{told} {paper.say('chart.table')}", y, [*drawn, *foot])


def _edges(paper: Paper) -> tuple[float, float]:
    return (250.0 if paper.wide else _EDGE, paper.width - _EDGE)


def _row(found: Stack, y: float, top: float, paper: Paper) -> str:
    labels = broken(found.label, _label_room(paper))
    drawn = [
        paper.text(line, 0, y + _LABEL_SIZE + index * LINE, font_size=_LABEL_SIZE)
        for index, line in enumerate(labels)
    ]
    below = y if paper.wide else y + LINE * len(labels) + 3
    return "".join([*drawn, stack(found, _edges(paper), below, paper, top)])


def _label_room(paper: Paper) -> float:
    return (236 if paper.wide else paper.width) * SIZE / _LABEL_SIZE


def _row_height(found: Stack, paper: Paper) -> float:
    label = LINE * len(broken(found.label, _label_room(paper)))
    return max(label, stack_height(found)) if paper.wide else label + 3 + stack_height(found)


def _axis(y: float, top: float, paper: Paper) -> Iterator[str]:
    start, end = _edges(paper)
    for tick in (0.0, 0.5, 1.0):
        along = start + tick / top * (end - start)
        anchor = "start" if tick == 0 else "end" if tick == top else "middle"
        number = paper.say("chart.percent", number=f"{tick * 100:g}")
        yield paper.number(number, along, y + SIZE, anchor, fill_opacity=SOFT)
        yield paper.path([(along, y - 4), (along, y)], stroke_opacity=SOFT)
    yield paper.path([(start, y - 4), (end, y - 4)], stroke_opacity=FAINT)


def _foot(hidden: Sequence[str], y: float, paper: Paper) -> tuple[list[str], float]:
    """What has no part to show."""
    if not hidden:
        return [], y
    y += _GAP
    heading = paper.say("chart.too-few", count=len(hidden))
    drawn = [paper.text(heading, 0, y + SIZE, font_weight=700)]
    drawn += paper.lines(" · ".join(hidden), 0, y + SIZE + LINE, paper.width)
    return drawn, y + LINE * len(drawn) + 4


def _sample(fill: Fill, along: float, y: float, paper: Paper) -> str:
    return filled(fill, Box(along + 1, along + 17, y - 6, 12), paper)


def _interval(along: float, y: float, paper: Paper) -> str:
    return paper.whisker(along + 2, along + 28, y, cap=2.5)


def _rest(along: float, y: float, paper: Paper) -> str:
    return _open(Box(along + 2, along + 28, y - 6, 12), paper)
