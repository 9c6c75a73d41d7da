"""What a policy would publish of a deployment of a given size, before anyone chooses it.

Everything comes from the code that releases: the plan of tables, their noise, the mean of several tables
and the display rule. Only the votes are assumed: groups write as they have members, and themes are as
frequent as 1, 1/2, 1/3, … in the codebook's order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from feedback_api.release.consistency import combined
from feedback_api.release.measure import sensitivity
from feedback_api.release.measured import Measured
from feedback_api.release.noise import scale_for
from feedback_api.release.plan import THEME_BY_GROUP, TablePlan, groups_with_column, information, plan, tier
from feedback_api.release.spread import Noise
from feedback_api.release.tabulate import CellKey, every_cell
from feedback_api.terms.codebook import SourceGroup, Theme
from feedback_api.terms.errors import ReleaseRefused
from feedback_api.terms.feedback import VOTE_SIXTHS
from feedback_api.terms.release import Policy

QUARTERS = {1: "quarter", 2: "half-year", 4: "year"}
"""Period lengths that are weighed."""

EPSILONS = (0.5, 1.0)
"""Epsilons that are weighed."""

SURELY_COUNTED = 10
"""Votes from which a cell's relative error is counted, as in the privacy chapter's tables."""

WORTH_SHOWN = 10.0
"""Numbers of theme by group that must be shown before a choice is recommended."""

WORTH_ERROR = 0.2
"""Median relative error that a recommended choice has at most."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What one policy is expected to publish, each time."""

    policy: Policy
    quarters: int
    information: float
    tables: tuple[str, ...] = ()
    sigma: float = 0.0
    cells: int = 0
    shown_by_group: Mapping[SourceGroup, float] = field(default_factory=dict)
    median_error: float | None = None

    @property
    def shown(self) -> float:
        """Numbers of theme by group that are shown, on average."""
        return sum(self.shown_by_group.values())

    @property
    def epsilon_in_year(self) -> float:
        """Every quarter is charged once, whatever the length of the period."""
        return 4 * self.policy.epsilon

    @property
    def is_worth_it(self) -> bool:
        """Whether enough is shown, near enough to the truth."""
        few_errors = self.median_error is not None and self.median_error <= WORTH_ERROR
        return self.shown >= WORTH_SHOWN and few_errors


def outlooks(messages_per_year: int, members: Mapping[SourceGroup, int], tokens: int = 1) -> list[Outlook]:
    """All choices of period length and epsilon, the shortest period first."""
    expected = round(messages_per_year / 4)
    return [
        _outlook(
            Policy(
                epsilon=epsilon,
                tokens_per_period=tokens,
                members=members,
                expected_messages=expected,
                quarters_per_release=quarters,
            ),
            messages_per_year * quarters / 4,
        )
        for quarters in QUARTERS
        for epsilon in EPSILONS
    ]


def recommended(choices: Sequence[Outlook]) -> Outlook | None:
    """The most frequent worthwhile choice, with the least epsilon; none when nothing is worth publishing."""
    return next((choice for choice in choices if choice.is_worth_it), None)


def _outlook(policy: Policy, votes: float) -> Outlook:
    nothing = Outlook(policy, policy.quarters_per_release, information(policy, votes))
    try:
        plans = plan(policy, votes)
    except ReleaseRefused:
        return nothing
    typical = _typical_votes(policy, votes)
    measured = _combined_noise(plans, policy)
    chances = {key: _chance_shown(key, sixths, measured) for key, sixths in typical.items()}
    return Outlook(
        policy,
        nothing.quarters,
        nothing.information,
        tuple(name for name, _ in tier(policy, votes).shares),
        measured.sigma(),
        len(typical),
        _by_group(chances),
        _median_error(typical, chances, measured.noise),
    )


def _typical_votes(policy: Policy, votes: float) -> dict[CellKey, int]:
    """Sixths of votes by theme and group, as assumed; groups without a column write too, unseen."""
    members = policy.members or {}
    of_group = {group: votes * members[group] / sum(members.values()) for group in groups_with_column(policy)}
    weights = {theme: 1 / place for place, theme in enumerate(Theme, 1)}
    whole = sum(weights.values())
    return {
        (theme, group): round(VOTE_SIXTHS * of_group[group] * weight / whole)
        for theme, weight in weights.items()
        for group in of_group
    }


def _combined_noise(plans: Sequence[TablePlan], policy: Policy) -> Measured:
    """Theme by group with the noise that it would have, and without any votes."""
    empty = {
        planned.name: Measured(
            planned.name,
            planned.dimensions,
            dict.fromkeys(every_cell(planned.dimensions, planned.source_groups), 0),
            Noise.of(scale_for(planned.epsilon, sensitivity(policy))),
            policy,
        )
        for planned in plans
    }
    finer = [table for table in empty.values() if {"theme", "source_group"} < set(table.dimensions)]
    return combined(empty[THEME_BY_GROUP], finer)


def _by_group(chances: Mapping[CellKey, float]) -> dict[SourceGroup, float]:
    shown: dict[SourceGroup, float] = {}
    for (_, group), chance in chances.items():
        shown[SourceGroup(group)] = shown.get(SourceGroup(group), 0.0) + chance
    return shown


def _chance_shown(key: CellKey, sixths: int, measured: Measured) -> float:
    needed = -(-measured.bound([key]) * VOTE_SIXTHS // 1)
    return measured.noise.chance_of(int(needed) - sixths)


def _median_error(
    typical: Mapping[CellKey, int], chances: Mapping[CellKey, float], noise: Noise
) -> float | None:
    """Half of the numbers shown are this near to the truth, or nearer."""
    usual = noise.reach(0.5)
    errors = sorted(
        (usual / sixths, chances[key])
        for key, sixths in typical.items()
        if sixths >= SURELY_COUNTED * VOTE_SIXTHS
    )
    half = sum(chance for _, chance in errors) / 2
    for error, chance in errors:
        half -= chance
        if half <= 0:
            return error
    return None
