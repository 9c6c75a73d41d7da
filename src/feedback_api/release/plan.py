"""Which tables a period is worth, and each table's share of the period's epsilon."""

from collections.abc import Sequence
from dataclasses import dataclass

from feedback_api.terms.codebook import SourceGroup
from feedback_api.terms.errors import ReleaseRefused
from feedback_api.terms.release import Policy

THEME_BY_GROUP = "theme-by-group"
"""Table A of the privacy chapter."""

THEME_BY_GROUP_BY_SENTIMENT = "theme-by-group-by-sentiment"
"""The finer half of table A."""

THEME_BY_GROUP_BY_STEP = "theme-by-group-by-step"
"""Table B of the privacy chapter, the cube."""

GROUP_BY_STEP = "group-by-step"
"""Table C of the privacy chapter."""

STEP_BY_RATING = "step-by-rating"
"""The other half of table C: which steps go badly."""

DIMENSIONS = {
    THEME_BY_GROUP: ("theme", "source_group"),
    THEME_BY_GROUP_BY_SENTIMENT: ("theme", "source_group", "sentiment"),
    THEME_BY_GROUP_BY_STEP: ("theme", "source_group", "step"),
    GROUP_BY_STEP: ("source_group", "step"),
    STEP_BY_RATING: ("step", "rating"),
}
"""What each measured table counts by."""

SENTIMENT_FROM = 1_500.0
"""Information from which sentiment is worth its noise (privacy chapter, design point 3)."""

CUBE_FROM = 4_000.0
"""Information from which the cube is worth its noise (privacy chapter, design point 3)."""

_DECIMALS = 12
"""A table's epsilon is written without the last bits of a product such as 0.7 x 0.7."""


@dataclass(frozen=True, slots=True)
class TablePlan:
    """One table to measure: its dimensions, its epsilon, and the groups that get a column."""

    name: str
    dimensions: tuple[str, ...]
    epsilon: float
    source_groups: tuple[SourceGroup, ...]


@dataclass(frozen=True, slots=True)
class Tier:
    """What a period with so much information is worth: tables, each with its share of the epsilon."""

    name: str
    information: float
    shares: Sequence[tuple[str, float]]


CUBE_TIER = Tier(
    "cube",
    CUBE_FROM,
    (
        (THEME_BY_GROUP, 0.25),
        (THEME_BY_GROUP_BY_SENTIMENT, 0.25),
        (THEME_BY_GROUP_BY_STEP, 0.35),
        (GROUP_BY_STEP, 0.075),
        (STEP_BY_RATING, 0.075),
    ),
)
SENTIMENT_TIER = Tier(
    "sentiment",
    SENTIMENT_FROM,
    (
        (THEME_BY_GROUP, 0.35),
        (THEME_BY_GROUP_BY_SENTIMENT, 0.35),
        (GROUP_BY_STEP, 0.15),
        (STEP_BY_RATING, 0.15),
    ),
)
BASIC_SHARES = ((THEME_BY_GROUP, 0.7), (GROUP_BY_STEP, 0.15), (STEP_BY_RATING, 0.15))
"""Shares of the smallest tier; from which information it starts is the policy's (decision 9)."""


def plan(policy: Policy, votes: float) -> tuple[TablePlan, ...]:
    """Tables of the coming release, from the votes that it is expected to hold.

    Reads only the policy and what is already published, never the period's own counts: a plan that
    followed the counts would tell something about them.

    Raises:
        ReleaseRefused: ``too-little-information``, or ``too-few-members`` when no group gets a column.
    """
    worth = tier(policy, votes)
    columns = groups_with_column(policy)
    if not columns:
        detail = f"no group has {policy.least_members} eligible members"
        raise ReleaseRefused("too-few-members", detail)
    return tuple(
        TablePlan(name, DIMENSIONS[name], round(share * policy.epsilon, _DECIMALS), columns)
        for name, share in worth.shares
    )


def tier(policy: Policy, votes: float) -> Tier:
    """What so many votes are worth.

    Raises:
        ReleaseRefused: ``too-little-information``.
    """
    worth = information(policy, votes)
    tiers = (CUBE_TIER, SENTIMENT_TIER, Tier("basic", policy.least_information, BASIC_SHARES))
    for candidate in tiers:
        if worth >= max(candidate.information, policy.least_information):
            return candidate
    detail = f"information {worth:.0f} is below {policy.least_information:.0f}: lengthen the period"
    raise ReleaseRefused("too-little-information", detail)


def information(policy: Policy, votes: float) -> float:
    """Information I = N * epsilon / m: how much a period can say beside its noise; N in votes.

    Source: privacy chapter, design point 3.
    """
    return votes * policy.epsilon / policy.tokens_per_period


def groups_with_column(policy: Policy) -> tuple[SourceGroup, ...]:
    """Groups with enough eligible members, in codebook order.

    A policy that does not count members (``members`` is None) gives every group a column; a policy
    that counts them gives none to a group it leaves out.
    """
    if policy.members is None:
        return tuple(SourceGroup)
    return tuple(group for group in SourceGroup if policy.members.get(group, 0) >= policy.least_members)
