"""What all groups name as good beside what all name as to improve, where a release tells the tone."""

from collections.abc import Mapping
from dataclasses import dataclass

from feedback_api.publish.query import groups_with_column
from feedback_api.terms.codebook import Sentiment, SourceGroup, Theme
from feedback_api.terms.release import Cell, Release, Table

DIMENSIONS = {"theme", "source_group", "sentiment"}
"""Of the table that tells the tone; small periods have none."""


@dataclass(frozen=True, slots=True)
class NamedTheme:
    """A theme in one tone, with the votes of every group; each is shown in the frozen table."""

    theme: Theme
    votes: Mapping[SourceGroup, Cell]


@dataclass(frozen=True, slots=True)
class NamedByAll:
    """Themes that every group with a column names, most named first by the group that names it least."""

    good: tuple[NamedTheme, ...]
    improve: tuple[NamedTheme, ...]


def named_by_all(release: Release) -> NamedByAll | None:
    """Themes with a number in every group, in each tone; None when the release does not tell the tone.

    A neutral or mixed message is on neither side.
    """
    table = next((table for table in release.tables if set(table.dimensions) == DIMENSIONS), None)
    if table is None:
        return None
    groups = groups_with_column(release)
    return NamedByAll(
        _in_tone(table, groups, Sentiment.POSITIVE), _in_tone(table, groups, Sentiment.NEGATIVE)
    )


def _in_tone(table: Table, groups: tuple[SourceGroup, ...], tone: Sentiment) -> tuple[NamedTheme, ...]:
    votes: dict[Theme, dict[SourceGroup, Cell]] = {}
    for cell in table.cells:
        if cell.key["sentiment"] == tone.value and cell.estimate is not None:
            votes.setdefault(Theme(cell.key["theme"]), {})[SourceGroup(cell.key["source_group"])] = cell
    named = [NamedTheme(theme, found) for theme, found in votes.items() if found.keys() == set(groups)]
    return tuple(sorted(named, key=_least_named, reverse=True))


def _least_named(named: NamedTheme) -> float:
    return min(cell.estimate or 0.0 for cell in named.votes.values())
