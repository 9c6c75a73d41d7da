"""Can an attacker who sees releases with and without one member learn more than the claimed epsilon?

The attacker knows everyone else, runs the real release a thousand times or more on each of two neighbouring
periods and bets on one event fixed beforehand: the cell that the member may have voted for is at or above
what it would be with the member. The ratio of the two probabilities is at most exp(epsilon). Both are bounded
exactly (Clopper and Pearson 1934), so a sound mechanism fails this test less than once in ten thousand runs.

Source: Jagielski, Ullman and Oprea 2020, section 3.1 (auditing by a lower confidence bound on epsilon).
"""

import math
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from tests.attack.score import MEASURED
from tests.attack.worlds import FULL

from feedback_api.release import measure
from feedback_api.release.measure import make_release
from feedback_api.terms.codebook import SourceGroup
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import Policy

DRAWS = 4_000 if FULL else 1_000
"""Releases of each of the two neighbouring periods."""

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


@dataclass(frozen=True)
class Audit:
    """Greatest epsilon that the draws prove: of one table alone, and of all tables together."""

    of_one: float
    of_all: float


def audit(policy: Policy) -> Audit:
    """Both bounds are on the attacker's side."""
    vote = 6 * policy.tokens_per_period
    with_member = [bets(OTHERS + vote, vote, policy) for _ in range(DRAWS)]
    without = [bets(OTHERS, vote, policy) for _ in range(DRAWS)]

    def proven(bet: Callable[[list[bool]], bool]) -> float:
        return math.log(lowest(sum(map(bet, with_member))) / highest(sum(map(bet, without))))

    return Audit(proven(lambda seen: seen[0]), proven(all))


def bets(sixths: int, vote: int, policy: Policy) -> list[bool]:
    """For each table, whether the member's cell is at or above what it would be with the member."""
    tallies = defaultdict(dict, {name: {tuple(cell.values()): sixths} for name, cell in CELLS.items()})
    release, _ = make_release(tallies, [ReportingPeriod(2026, 3)], policy, codebook_version=1)
    tables = {table.name: table for table in release.tables}
    seen = [found for name, key in CELLS.items() for found in tables[name].cells if found.key == key]
    assert len(seen) == len(CELLS)
    return [round((cell.estimate or 0.0) * 6) >= OTHERS + vote for cell in seen]


CELLS = {
    "theme-by-group": {"theme": "digital", "source_group": "staff"},
    "group-by-step": {"source_group": "staff", "step": "waiting"},
    "step-by-rating": {"step": "waiting", "rating": "bad"},
}
"""Where the member's vote is counted: once in every table."""


def policy(tokens: int) -> Policy:
    return Policy(tokens_per_period=tokens, members={SourceGroup.STAFF: 40}, expected_messages=900)


@pytest.mark.parametrize("tokens", [1, 2])
def test_the_draws_prove_no_more_than_the_claim(tokens: int) -> None:
    audited = audit(policy(tokens))

    # Above a third as well: an audit that finds nothing would pass everything. A bet on three cells at
    # once comes true more seldom, so the draws prove less of it, and few draws nothing for certain.
    MEASURED.append(
        f"audit, m {tokens}: {audited.of_one:.2f} of 0.70 proved, of all {audited.of_all:.2f} of 1"
    )
    assert 0.7 / 3 < audited.of_one <= 0.7
    assert audited.of_all <= policy(tokens).epsilon
    assert not FULL or audited.of_all > 0.15


def test_half_the_noise_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    right = measure.scale_for
    monkeypatch.setattr(measure, "scale_for", lambda epsilon, sensitivity: right(epsilon, sensitivity) / 2)

    audited = audit(policy(1))

    MEASURED.append(f"audit, half the noise: {audited.of_one:.2f} of 0.70 proved")
    assert audited.of_one > 0.7
