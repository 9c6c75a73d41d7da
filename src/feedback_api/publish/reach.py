"""Who is not heard from: steps that a group wrote too little about, read from released tables only."""

from collections.abc import Sequence
from dataclasses import dataclass

from feedback_api.publish.query import groups_with_column, table_for
from feedback_api.publish.suppression import groups_without_column
from feedback_api.terms.codebook import SourceGroup, Step
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
    """Every step in the order of the procedure, and the groups that no table holds.

    Too few is not none: a group may have written, or had nothing to write about.
    """

    groups: tuple[SourceGroup, ...]
    absent: tuple[SourceGroup, ...]
    steps: Sequence[StepReach]

    @property
    def unheard(self) -> tuple[Step, ...]:
        """Steps of which no group shows a number."""
        return tuple(row.step for row in self.steps if not row.heard)


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
    return Reach(groups, groups_without_column(release), rows)


def _row(step: Step, votes: Cell, groups: Sequence[SourceGroup], shown: set[tuple[str, str]]) -> StepReach:
    heard = tuple(group for group in groups if (step, group) in shown)
    return StepReach(step, votes, heard, tuple(group for group in groups if group not in heard))
