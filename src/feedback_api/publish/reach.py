"""Who is not heard from: steps and types of partners with too little, read from released tables only."""

from collections.abc import Sequence
from dataclasses import dataclass

from feedback_api.publish.query import groups_with_column, table_for
from feedback_api.publish.suppression import groups_without_column
from feedback_api.terms.codebook import PartnerType, SourceGroup, Step
from feedback_api.terms.release import Cell, Release


@dataclass(frozen=True, slots=True)
class StepReach:
    """One step: all its messages, the groups that a number shows, and those with too few."""

    step: Step
    votes: Cell
    heard: tuple[SourceGroup, ...]
    silent: tuple[SourceGroup, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """Every step in the order of the procedure, every type of partner, and the groups that no table holds.

    Too few is not none: a group may have written, or had nothing to write about. There are no types of
    partners where the period was too thin for a table of them.
    """

    groups: tuple[SourceGroup, ...]
    absent: tuple[SourceGroup, ...]
    steps: Sequence[StepReach]
    partner_types: Sequence[Cell] = ()

    @property
    def unheard(self) -> tuple[Step, ...]:
        """Steps of which no group shows a number."""
        return tuple(row.step for row in self.steps if not row.heard)

    @property
    def unheard_partners(self) -> tuple[PartnerType, ...]:
        """Types of partners of which no number is shown."""
        silent = (cell.key["partner_type"] for cell in self.partner_types if cell.estimate is None)
        return tuple(PartnerType(code) for code in silent)


def reach(release: Release) -> Reach:
    """Whom a release lets be heard at each step.

    Raises:
        NotPublished: the release has no table of steps, or none of groups by step.
    """
    totals = {cell.key["step"]: cell for cell in table_for(release, "step").cells}
    shown = {
        (cell.key["step"], cell.key["source_group"])
        for cell in table_for(release, "source_group", "step").cells
        if cell.estimate is not None
    }
    groups = groups_with_column(release)
    rows = [_row(step, totals[step], groups, shown) for step in Step if step in totals]
    return Reach(groups, groups_without_column(release), rows, _partner_types(release))


def _partner_types(release: Release) -> Sequence[Cell]:
    tables = (table for table in release.tables if table.dimensions == ("partner_type",))
    return next((table.cells for table in tables), ())


def _row(step: Step, votes: Cell, groups: Sequence[SourceGroup], shown: set[tuple[str, str]]) -> StepReach:
    heard = tuple(group for group in groups if (step, group) in shown)
    return StepReach(step, votes, heard, tuple(group for group in groups if group not in heard))
