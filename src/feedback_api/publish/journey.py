"""The steps of the procedure in one view: how often each was heard, by whom, how it was rated, about what."""

from collections.abc import Mapping
from dataclasses import dataclass

from feedback_api.publish.query import ThemeRow, groups_with_column, table_for, themes
from feedback_api.publish.ratings import StepRatings, ratings
from feedback_api.terms.codebook import SourceGroup, Step
from feedback_api.terms.errors import NotPublished
from feedback_api.terms.release import Cell, Release

ROAD = (Step.ARRIVAL, Step.PREPARATION, Step.WAITING, Step.INTERVIEW, Step.REPORT, Step.DECISION)
"""Steps that everyone passes, in their order."""

AFTER = (Step.APPEAL, Step.PERMIT, Step.FAMILY, Step.RETURN)
"""Where it may lead after the decision."""


@dataclass(frozen=True, slots=True)
class JourneyStep:
    """One step: all its messages, each group's, its ratings, and its most named theme.

    ``ratings`` is None where the release holds none; ``top`` where it does not cross themes with steps, or
    shows none here.
    """

    step: Step
    votes: Cell
    per_group: Mapping[SourceGroup, Cell]
    ratings: StepRatings | None
    top: ThemeRow | None


@dataclass(frozen=True, slots=True)
class Journey:
    """All steps on the road, after it, and beside it, and the groups that have a column.

    ``bound`` is the votes that a group's hidden number stays below, from the published rule alone.
    """

    groups: tuple[SourceGroup, ...]
    steps: tuple[JourneyStep, ...]
    tells_themes: bool
    bound: float


def journey(release: Release) -> Journey:
    """Put beside each other what the release's tables say of each step; adds up nothing.

    Raises:
        NotPublished: the release has no table of steps, or none of groups by step.
    """
    totals = {cell.key["step"]: cell for cell in table_for(release, "step").cells}
    by_group = table_for(release, "source_group", "step")
    rated = _rated(release)
    tells_themes = any(set(table.dimensions) == {"theme", "step"} for table in release.tables)
    order = (*ROAD, *AFTER, *(step for step in Step if step not in (*ROAD, *AFTER)))
    steps = tuple(
        JourneyStep(
            step=step,
            votes=totals[step.value],
            per_group={
                SourceGroup(cell.key["source_group"]): cell
                for cell in by_group.cells
                if cell.key["step"] == step
            },
            ratings=rated.get(step),
            top=_top(release, step) if tells_themes else None,
        )
        for step in order
        if step.value in totals
    )
    policy = release.policy
    bound = policy.threshold + policy.sigmas_above_threshold * by_group.sigma
    return Journey(groups_with_column(release), steps, tells_themes, bound)


def _rated(release: Release) -> Mapping[Step, StepRatings]:
    try:
        return {row.step: row for row in ratings(release).steps}
    except NotPublished:
        return {}


def _top(release: Release, step: Step) -> ThemeRow | None:
    row = themes(release, step=step, limit=1).rows[0]
    return None if row.votes.estimate is None else row
