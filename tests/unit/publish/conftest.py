"""Frozen releases by hand: exact numbers in, as if the noise had been zero."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from feedback_api.terms.codebook import SourceGroup, Theme
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import Cell, Policy, Release, Table

SIGMA, REACH = 1.4126, 3.0
Q3 = ReportingPeriod(2026, 3)
Votes = Mapping[SourceGroup, Mapping[Theme, float]]


def cell(key: dict[str, str], votes: float | None, reach: float = REACH, at_least: bool = False) -> Cell:
    return Cell(key, None) if votes is None else Cell(key, votes, votes - reach, votes + reach, at_least)


def build(
    votes: Votes,
    totals: Mapping[SourceGroup, Cell | float | None],
    period: ReportingPeriod = Q3,
    **more: Any,
) -> Release:
    cells = [
        cell({"theme": theme.value, "source_group": group.value}, votes[group].get(theme))
        for theme in Theme
        for group in votes
    ]
    sums = [t if isinstance(t, Cell) else cell({"source_group": g.value}, t, 14.0) for g, t in totals.items()]
    by_theme = [
        cell({"theme": theme.value}, sum(shown) if (shown := _shown(votes, theme)) else None)
        for theme in Theme
    ]
    tables = (
        Table("theme-by-group", ("theme", "source_group"), 1.0, SIGMA, tuple(cells)),
        Table("theme", ("theme",), 0.0, 2.45, tuple(by_theme)),
        Table("group", ("source_group",), 0.0, 7.063, tuple(sums)),
        *more.pop("tables", ()),
    )
    return Release(period, 1, Policy(**more.pop("policy", {})), tables, None, "sha256:00", 100.0, **more)


def _shown(votes: Votes, theme: Theme) -> list[float]:
    return [column[theme] for column in votes.values() if theme in column]


@pytest.fixture(name="frozen")
def _frozen() -> Callable[..., Release]:
    """Make a release of votes by group and theme, and of the groups' totals."""
    return build
