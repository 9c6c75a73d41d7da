"""Can an attacker who sees releases with and without one member learn more than the claimed epsilon?

The attacker knows everyone else, runs the real release 2,000 times on each of two neighbouring periods and
bets on one event fixed beforehand: the cell that the member may have voted for is at or above what it
would be with the member. The ratio of the two probabilities is at most exp(epsilon). Both are bounded
exactly (Clopper and Pearson 1934), so a sound mechanism fails this test less than once in ten thousand runs.

Source: Jagielski, Ullman and Oprea 2020, section 3.1 (auditing by a lower confidence bound on epsilon).
"""

import math
from collections.abc import Callable

import pytest

from feedback_api.release import measure
from feedback_api.release.measure import make_release
from feedback_api.terms.codebook import SourceGroup, Theme
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import Policy

DRAWS = 2_000
MISTAKE = 5e-5
"""Chance that one of the two bounds is wrong."""

OTHERS = 600
"""Sixths of all others' votes on the theme: far above the display bound, so that nothing is hidden."""


def at_least(successes: int, chance: float) -> float:
    """Probability of this many successes or more in DRAWS tries."""
    logs = (
        math.lgamma(DRAWS + 1)
        - math.lgamma(k + 1)
        - math.lgamma(DRAWS - k + 1)
        + k * math.log(chance)
        + (DRAWS - k) * math.log1p(-chance)
        for k in range(successes, DRAWS + 1)
    )
    return math.fsum(math.exp(log) for log in logs)


def crossing(rising: Callable[[float], float], level: float) -> float:
    low, high = 1e-9, 1 - 1e-9
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < level else (low, middle)
    return (low + high) / 2


def lowest(successes: int) -> float:
    return crossing(lambda chance: at_least(successes, chance), MISTAKE)


def highest(successes: int) -> float:
    return crossing(lambda chance: at_least(successes + 1, chance), 1 - MISTAKE)


def audited_epsilon(policy: Policy) -> float:
    """Greatest epsilon that the draws prove, with both bounds on the attacker's side."""
    vote = 6 * policy.tokens_per_period
    with_member = sum(bet(OTHERS + vote, vote, policy) for _ in range(DRAWS))
    without = sum(bet(OTHERS, vote, policy) for _ in range(DRAWS))
    return math.log(lowest(with_member) / highest(without))


def bet(sixths: int, vote: int, policy: Policy) -> bool:
    release, _ = make_release(
        {(Theme.DIGITAL, SourceGroup.STAFF): sixths}, ReportingPeriod(2026, 3), policy, codebook_version=1
    )
    seen = next(cell for cell in release.tables[0].cells if cell.key["theme"] == "digital")
    assert seen.estimate is not None
    return round(seen.estimate * 6) >= OTHERS + vote


def policy(tokens: int) -> Policy:
    return Policy(tokens_per_period=tokens, members={SourceGroup.STAFF: 40}, expected_messages=900)


@pytest.mark.parametrize("tokens", [1, 2])
def test_the_draws_prove_no_more_than_the_claim(tokens: int) -> None:
    claimed = policy(tokens).epsilon

    audited = audited_epsilon(policy(tokens))

    # Above a half as well: an audit that finds nothing would pass everything.
    assert claimed / 2 < audited <= claimed


def test_half_the_noise_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    right = measure.scale_for
    monkeypatch.setattr(measure, "scale_for", lambda epsilon, sensitivity: right(epsilon, sensitivity) / 2)

    audited = audited_epsilon(policy(1))

    assert audited > policy(1).epsilon
