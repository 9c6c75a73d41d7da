"""Questions about themes, answered from a frozen release alone."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from feedback_api.publish.shares import Measurement, Share, share
from feedback_api.terms.codebook import PartnerType, Sentiment, SourceGroup, Step, Theme
from feedback_api.terms.errors import FieldProblem, InvalidInput, NotPublished
from feedback_api.terms.release import Cell, Release, Table

SORTS = ("votes", "theme")
"""Orders on offer: most votes first with "too few" last, or the codebook's order."""

PAGE = 20
"""Rows of a page unless asked otherwise (API conventions, pagination)."""

MOST_ROWS = 100
"""Rows of a page at most (API conventions, pagination)."""


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """One theme: its votes and its share of its group's votes, or of all votes."""

    theme: Theme
    votes: Cell
    share: Share | None


@dataclass(frozen=True, slots=True)
class ThemePage:
    """Rows in order, the table that they come from, and where the next page starts."""

    table: Table
    rows: tuple[ThemeRow, ...]
    next_offset: int | None = None


def themes(
    release: Release,
    *,
    source_group: SourceGroup | None = None,
    partner_type: PartnerType | None = None,
    step: Step | None = None,
    sentiment: Sentiment | None = None,
    sort: str = "votes",
    offset: int = 0,
    limit: int = PAGE,
) -> ThemePage:
    """Themes of one group or type of partner, or of all, from the one table with exactly these dimensions.

    Cells are never added up here: a sum that the release does not hold was held back for a reason.

    Raises:
        NotPublished: no table holds the combination, or the group has no column; names the tables.
        InvalidInput: an unknown order, or an offset or limit out of range.
    """
    _check(sort, offset, limit)
    filters = {
        "source_group": source_group,
        "partner_type": partner_type,
        "step": step,
        "sentiment": sentiment,
    }
    chosen = {name: code.value for name, code in filters.items() if code is not None}
    table = table_for(release, "theme", *chosen)
    cells = [cell for cell in table.cells if chosen.items() <= cell.key.items()]
    if not cells:
        raise NotPublished(available(release))
    whole = _whole(release, chosen)
    rows = [ThemeRow(Theme(cell.key["theme"]), cell, _share(cell, table, whole)) for cell in cells]
    ordered = sorted(rows, key=_most_votes_first) if sort == "votes" else rows
    end = offset + limit
    return ThemePage(table, tuple(ordered[offset:end]), end if end < len(ordered) else None)


def table_for(release: Release, *dimensions: str) -> Table:
    """The frozen table with exactly these dimensions.

    Raises:
        NotPublished: there is none; names the tables that exist.
    """
    for table in release.tables:
        if set(table.dimensions) == set(dimensions):
            return table
    raise NotPublished(available(release))


def available(release: Release) -> tuple[str, ...]:
    """Names of the release's tables."""
    return tuple(table.name for table in release.tables)


def groups_with_column(release: Release) -> tuple[SourceGroup, ...]:
    """Groups that this release can answer for, in codebook order."""
    keys = {cell.key["source_group"] for cell in table_for(release, "source_group").cells}
    return tuple(group for group in SourceGroup if group.value in keys)


def _check(sort: str, offset: int, limit: int) -> None:
    known = {"sort": sort in SORTS, "offset": offset >= 0, "limit": 1 <= limit <= MOST_ROWS}
    problems = [FieldProblem(f"#query/{name}", "unknown-value") for name, holds in known.items() if not holds]
    if problems:
        raise InvalidInput(problems)


def _most_votes_first(row: ThemeRow) -> float:
    # Rows without a number tie, so they keep the codebook's order: their place says nothing.
    return math.inf if row.votes.estimate is None else -row.votes.estimate


def _share(cell: Cell, table: Table, whole: Measurement | None) -> Share | None:
    return share(measurement(cell, table), whole) if whole else None


def measurement(cell: Cell, table: Table) -> Measurement:
    """A cell with its sigma: its own, or that of its table."""
    return Measurement(cell, table.sigma if cell.sigma is None else cell.sigma)


def _whole(release: Release, chosen: Mapping[str, str]) -> Measurement | None:
    """Total that the shares are of: the same filters without the theme, where a table holds it."""
    if not chosen:
        return _all_groups(table_for(release, "source_group"))
    tables = [table for table in release.tables if set(table.dimensions) == chosen.keys()]
    found = (measurement(cell, table) for table in tables for cell in table.cells if cell.key == chosen)
    return next(found, None)


def _all_groups(by_group: Table) -> Measurement:
    cells = by_group.cells
    total = Cell(
        key={},
        estimate=sum(cell.estimate or 0.0 for cell in cells),
        low=sum(cell.low or 0.0 for cell in cells),
        high=sum(cell.high or 0.0 for cell in cells),
        at_least=any(cell.at_least or cell.estimate is None for cell in cells),
    )
    return Measurement(total, math.hypot(*(measurement(cell, by_group).sigma for cell in cells)))
