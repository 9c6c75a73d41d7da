"""Which tables a period is worth, and each table's share of the period's epsilon."""

from dataclasses import dataclass

from feedback_api.terms.codebook import SourceGroup
from feedback_api.terms.errors import ReleaseRefused
from feedback_api.terms.release import Policy

THEME_BY_GROUP = "theme-by-group"
"""Table A of the privacy chapter."""


@dataclass(frozen=True, slots=True)
class TablePlan:
    """One table to measure: its dimensions, its epsilon, and the groups that get a column."""

    name: str
    dimensions: tuple[str, ...]
    epsilon: float
    source_groups: tuple[SourceGroup, ...]


def plan(policy: Policy, previous_noisy_total: float | None = None) -> tuple[TablePlan, ...]:
    """Tables of the coming release: today theme by group, with all of the period's epsilon.

    Reads only the policy and what is already published, never the period's own counts: a plan that
    followed the counts would tell something about them.

    Raises:
        ReleaseRefused: ``too-little-information``, or ``too-few-members`` when no group gets a column.
    """
    worth = information(policy, previous_noisy_total)
    if not worth >= policy.least_information:
        detail = f"information {worth:.0f} is below {policy.least_information:.0f}: lengthen the period"
        raise ReleaseRefused("too-little-information", detail)
    columns = groups_with_column(policy)
    if not columns:
        detail = f"no group has {policy.least_members} eligible members"
        raise ReleaseRefused("too-few-members", detail)
    return (TablePlan(THEME_BY_GROUP, ("theme", "source_group"), policy.epsilon, columns),)


def information(policy: Policy, previous_noisy_total: float | None = None) -> float:
    """Information I = N * epsilon / m: how much a period can say beside its noise.

    N, in votes, is the previous release's noisy total; for the first period the policy's expectation.

    Source: privacy chapter, design point 3.
    """
    votes = policy.expected_messages if previous_noisy_total is None else previous_noisy_total
    return votes * policy.epsilon / policy.tokens_per_period


def groups_with_column(policy: Policy) -> tuple[SourceGroup, ...]:
    """Groups with enough eligible members, in codebook order.

    A policy that does not count members (``members`` is None) gives every group a column; a policy
    that counts them gives none to a group it leaves out.
    """
    if policy.members is None:
        return tuple(SourceGroup)
    return tuple(group for group in SourceGroup if policy.members.get(group, 0) >= policy.least_members)
