"""Which steps go badly: ratings by step, answered from a frozen release alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from feedback_api.publish.query import measurement, table_for
from feedback_api.publish.shares import Share, share
from feedback_api.terms.codebook import Step
from feedback_api.terms.release import Cell, Release, Table


@dataclass(frozen=True, slots=True)
class RatingRow:
    """One rating of one step: its votes and its share of all messages about that step."""

    rating: str
    votes: Cell
    share: Share | None


@dataclass(frozen=True, slots=True)
class StepRatings:
    """One step: all its messages, and how they rate it; ``not_given`` is a row as well."""

    step: Step
    votes: Cell
    ratings: Sequence[RatingRow]


@dataclass(frozen=True, slots=True)
class RatingPage:
    """Steps in the order of the procedure, and the table that they come from."""

    table: Table
    steps: Sequence[StepRatings]


def ratings(release: Release, step: Step | None = None) -> RatingPage:
    """Ratings of every step, or of one.

    Raises:
        NotPublished: the release holds no ratings; names the tables that it holds.
    """
    table, totals = table_for(release, "step", "rating"), table_for(release, "step")
    wanted = [cell for cell in totals.cells if step is None or cell.key["step"] == step]
    return RatingPage(table, tuple(_step(cell, totals, table) for cell in wanted))


def _step(total: Cell, totals: Table, table: Table) -> StepRatings:
    code = total.key["step"]
    whole = measurement(total, totals)
    rows = tuple(
        RatingRow(cell.key["rating"], cell, share(measurement(cell, table), whole))
        for cell in table.cells
        if cell.key["step"] == code
    )
    return StepRatings(Step(code), total, rows)
