"""Thin quarters are carried: which quarters a release counts, and how many votes it may expect of them."""

from collections.abc import Iterable

from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import Policy, Release

QUARTERS_OF_TRUST = 4
"""After a year without a release the operator's expectation counts again, whatever the last total was."""


def quarters_to_count(
    period: ReportingPeriod, previous: Release | None, carried: Iterable[ReportingPeriod] = ()
) -> tuple[ReportingPeriod, ...]:
    """Every quarter since the previous release up to the period; before a first one, those carried."""
    first = previous.covered[-1].next if previous is not None else min([period, *carried])
    quarters = [first]
    while quarters[-1] < period:
        quarters.append(quarters[-1].next)
    return tuple(quarters)


def expected_votes(policy: Policy, previous: Release | None, quarters: int) -> float:
    """Votes that so many quarters may hold, from what is published or configured, never from counts.

    The previous noisy total, by quarter; for a first release the policy's expectation. A thin release
    must not hold back every later one: after a year without any, the expectation counts if it is greater.
    """
    expected = float(policy.expected_messages)
    if previous is not None:
        published = max(0.0, previous.noisy_total) / len(previous.covered)
        expected = max(published, expected) if quarters >= QUARTERS_OF_TRUST else published
    return expected * quarters


def is_due(policy: Policy, period: ReportingPeriod) -> bool:
    """Whether releases are made at the end of this quarter: every quarter, half-year or year."""
    return period.quarter % policy.quarters_per_release == 0
