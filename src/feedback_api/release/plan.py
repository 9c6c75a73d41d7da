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

PARTNER_TYPE = "partner-type"
"""Which kinds of chain partners are heard at all."""

THEME_BY_PARTNER_TYPE = "theme-by-partner-type"
"""With which kinds of chain partners something goes wrong."""

DIMENSIONS = {
    THEME_BY_GROUP: ("theme", "source_group"),
    THEME_BY_GROUP_BY_SENTIMENT: ("theme", "source_group", "sentiment"),
    THEME_BY_GROUP_BY_STEP: ("theme", "source_group", "step"),
    GROUP_BY_STEP: ("source_group", "step"),
    STEP_BY_RATING: ("step", "rating"),
    PARTNER_TYPE: ("partner_type",),
    THEME_BY_PARTNER_TYPE: ("theme", "partner_type"),
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
    """One table to measure: its dimensions, its epsilon, and the groups that it counts."""

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
        (THEME_BY_GROUP, 0.23),
        (THEME_BY_GROUP_BY_SENTIMENT, 0.23),
        (THEME_BY_GROUP_BY_STEP, 0.3),
        (GROUP_BY_STEP, 0.065),
        (STEP_BY_RATING, 0.065),
        (PARTNER_TYPE, 0.04),
        (THEME_BY_PARTNER_TYPE, 0.07),
    ),
)
SENTIMENT_TIER = Tier(
    "sentiment",
    SENTIMENT_FROM,
    (
        (THEME_BY_GROUP, 0.33),
        (THEME_BY_GROUP_BY_SENTIMENT, 0.33),
        (GROUP_BY_STEP, 0.13),
        (STEP_BY_RATING, 0.13),
        (PARTNER_TYPE, 0.08),
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
    counted = {name: share for name, share in worth.shares if _groups_of(name, columns)}
    # What no table takes goes to the others: without partners nothing is lost on their types.
    whole = sum(counted.values())
    return tuple(
        TablePlan(
            name,
            DIMENSIONS[name],
            round(share / whole * policy.epsilon, _DECIMALS),
            _groups_of(name, columns),
        )
        for name, share in counted.items()
    )


def _groups_of(table: str, columns: tuple[SourceGroup, ...]) -> tuple[SourceGroup, ...]:
    """Groups that a table counts: only chain partners have a type."""
    if "partner_type" not in DIMENSIONS[table]:
        return columns
    return tuple(group for group in columns if group is SourceGroup.CHAIN_PARTNER)


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
