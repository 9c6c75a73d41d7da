"""The privacy budget: hard limits that no configuration may pass, and composition over a calendar year."""

from collections.abc import Mapping, Sequence

from feedback_api.release.plan import TablePlan
from feedback_api.terms.errors import ReleaseRefused
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import LedgerEntry, Policy

MOST_EPSILON = 1.0
"""Epsilon of one period at most (privacy chapter, design point 2)."""

MOST_EPSILON_PER_YEAR = 6.0
"""Epsilon of one calendar year at most (privacy chapter, design point 2)."""

MOST_TOKENS = 2
"""Messages of one member in one period at most (privacy chapter, design point 1)."""

LEAST_THRESHOLD = 10.0
"""Votes below which nothing is shown (privacy chapter, design point 6)."""

LEAST_SIGMAS = 2.0
"""Standard deviations above the threshold at least (privacy chapter, design point 6)."""

LEAST_CUBE_SIGMAS = 4.0
"""The same for cells of the cube (privacy chapter, design point 6)."""

LEAST_MEMBERS = 15
"""Eligible members below which a group has no column (privacy chapter, design point 9)."""

_ROUNDING = 1e-9
"""Four times 0.1 may differ from 0.4 in the last bit; a year's sum is compared this exactly."""


def check_policy(policy: Policy) -> None:
    """Accept a configured policy, or name every value outside the hard limits.

    Raises:
        ReleaseRefused: ``policy-outside-limits``.
    """
    limits = {
        "epsilon": 0 < policy.epsilon <= MOST_EPSILON,
        "epsilon_per_year": policy.epsilon <= policy.epsilon_per_year <= MOST_EPSILON_PER_YEAR,
        "tokens_per_period": policy.tokens_per_period in range(1, MOST_TOKENS + 1),
        "threshold": policy.threshold >= LEAST_THRESHOLD,
        "sigmas_above_threshold": policy.sigmas_above_threshold >= LEAST_SIGMAS,
        "cube_sigmas": policy.cube_sigmas >= LEAST_CUBE_SIGMAS,
        "sensitive_factor": policy.sensitive_factor >= 1,
        "least_information": policy.least_information >= 0,
        "quarters_per_release": policy.quarters_per_release in (1, 2, 4),
        "least_members": policy.least_members >= LEAST_MEMBERS,
        "expected_messages": policy.expected_messages >= 0,
    }
    # Written as what must hold, so that "not a number" fails every comparison.
    outside = [name for name, holds in limits.items() if not holds]
    if outside:
        raise ReleaseRefused("policy-outside-limits", "outside the hard limits: " + ", ".join(outside))


def spend(
    quarters: Sequence[ReportingPeriod],
    plans: Sequence[TablePlan],
    policy: Policy,
    spent: Mapping[int, float],
) -> tuple[LedgerEntry, ...]:
    """Ledger rows of a planned release; needs no data, so they can be written before noise is drawn.

    Epsilons add up: over tables, and over the quarters of a calendar year. Every quarter that the release
    counts is charged in full: the promise is by quarter, so whoever wrote in two of them has both.

    Raises:
        ReleaseRefused: ``over-budget`` when a year's sum would pass ``policy.epsilon_per_year``.

    Source: Dwork and Roth 2014, theorem 3.16 (composition).
    """
    tables = {plan.name: plan.epsilon for plan in plans}
    epsilon = sum(tables.values())
    running = dict(spent)
    entries = []
    for quarter in quarters:
        before = running.get(quarter.year, 0.0)
        running[quarter.year] = before + epsilon
        _check_spending(quarter.year, epsilon, before, policy)
        entries.append(LedgerEntry(quarter, epsilon, tables, running[quarter.year]))
    return tuple(entries)


def _check_spending(year: int, epsilon: float, before: float, policy: Policy) -> None:
    in_year = before + epsilon
    within_period = epsilon <= policy.epsilon + _ROUNDING
    if not (within_period and before >= 0 and in_year <= policy.epsilon_per_year + _ROUNDING):
        detail = f"{year}: {in_year:g} of {policy.epsilon_per_year:g} epsilon would be spent"
        raise ReleaseRefused("over-budget", detail)
