"""What the marks mean: every group's shape, the interval, and the line of too few."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from feedback_api.publish.charts.marks import below_limit, mark
from feedback_api.publish.charts.paper import CHARACTER, LINE, SIZE, Paper, broken
from feedback_api.terms.codebook import SourceGroup

_GAP, _PITCH = 20, 21

Sample = Callable[[float, float, Paper], str]
"""Draws what an entry is about, from a distance on, around a height."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a legend: what it looks like, how wide that is, and what it means."""

    sample: Sample
    room: float
    meaning: str

    def wide(self, paper: Paper) -> float:
        """Units with its words, on one line or as many as the paper is wide."""
        return min(self.room + len(self.meaning) * CHARACTER, paper.width)


def group_entries(groups: Sequence[SourceGroup], paper: Paper) -> list[Entry]:
    """Each group's mark."""
    return [Entry(partial(_mark, group), 18, paper.say(f"group.{group}")) for group in groups]


def interval_entries(paper: Paper) -> list[Entry]:
    """The interval, and what stands in the place of too few."""
    return [
        Entry(_interval, 36, paper.say("chart.interval")),
        Entry(_below, 36, paper.say("chart.below")),
    ]


def too_few_entry(sample: Sample, paper: Paper) -> Entry:
    """What is left open because it is too few."""
    return Entry(sample, 36, paper.say("chart.rest"))


def legend(entries: Sequence[Entry], paper: Paper, y: float = 0) -> tuple[float, list[str]]:
    """Entries side by side where they fit: the height where they end, and what is drawn."""
    drawn, along = [], 0.0
    for entry in entries:
        if along and along + entry.wide(paper) > paper.width:
            along, y = 0.0, y + _PITCH
        drawn.append(entry.sample(along, y + _PITCH / 2, paper))
        lines = broken(entry.meaning, paper.width - entry.room)
        for index, line in enumerate(lines):
            drawn.append(paper.text(line, along + entry.room, y + _PITCH / 2 + SIZE * 0.36 + index * LINE))
        y += LINE * (len(lines) - 1)
        along += entry.wide(paper) + _GAP
    return (y + _PITCH if entries else y), drawn


def _mark(group: SourceGroup, along: float, y: float, paper: Paper) -> str:
    return mark(group, along + 7, y, paper)


def _interval(along: float, y: float, paper: Paper) -> str:
    return paper.whisker(along + 2, along + 28, y)


def _below(along: float, y: float, paper: Paper) -> str:
    return below_limit(paper.ink, along + 2, along + 28, y, paper)
