from typing import Any

import pytest

from feedback_api.release.budget import check_policy, spend
from feedback_api.release.plan import TablePlan
from feedback_api.terms.codebook import SourceGroup
from feedback_api.terms.errors import ReleaseRefused
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import Policy

PERIOD = ReportingPeriod(2026, 3)


def planned(*epsilons: float) -> list[TablePlan]:
    return [
        TablePlan(f"table-{number}", ("theme",), epsilon, tuple(SourceGroup))
        for number, epsilon in enumerate(epsilons)
    ]


def test_the_defaults_are_within_the_limits() -> None:
    check_policy(Policy())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("epsilon", 0.0),
        ("epsilon", -1.0),
        ("epsilon", 1.01),
        ("epsilon", float("nan")),
        ("epsilon_per_year", 6.01),
        ("epsilon_per_year", 0.5),
        ("epsilon_per_year", float("inf")),
        ("tokens_per_period", 0),
        ("tokens_per_period", 3),
        ("threshold", 9.9),
        ("threshold", float("nan")),
        ("sigmas_above_threshold", 1.9),
        ("cube_sigmas", 3.9),
        ("sensitive_factor", 0.5),
        ("quarters_per_release", 3),
        ("least_information", -1.0),
        ("least_members", 14),
        ("expected_messages", -1),
    ],
)
def test_values_outside_the_hard_limits_are_named(name: str, value: float) -> None:
    change: dict[str, Any] = {name: value}

    with pytest.raises(ReleaseRefused, match=name) as refused:
        check_policy(Policy(**change))

    assert refused.value.reason == "policy-outside-limits"


def test_every_value_outside_is_named_at_once() -> None:
    with pytest.raises(ReleaseRefused, match=r"threshold, least_members"):
        check_policy(Policy(threshold=1, least_members=1))


def test_epsilons_add_up_over_tables_and_periods() -> None:
    (entry,) = spend([PERIOD], planned(0.7, 0.3), Policy(), {2026: 2.0, 2025: 4.0})

    assert entry.epsilon == pytest.approx(1.0)
    assert entry.tables == {"table-0": 0.7, "table-1": 0.3}
    assert entry.spent_in_year == pytest.approx(3.0)


def test_the_last_quarter_of_a_full_year_still_fits() -> None:
    policy = Policy(epsilon=0.1, epsilon_per_year=0.4)

    (entry,) = spend([PERIOD], planned(0.1), policy, {2026: 0.1 + 0.1 + 0.1})

    assert entry.spent_in_year == pytest.approx(0.4)


def test_every_quarter_that_is_counted_is_charged_in_its_own_year() -> None:
    quarters = [ReportingPeriod(2025, 4), ReportingPeriod(2026, 1), ReportingPeriod(2026, 2)]

    entries = spend(quarters, planned(0.7, 0.3), Policy(), {2025: 3.0})

    assert [(str(e.period), e.spent_in_year) for e in entries] == [
        ("2025-Q4", 4.0),
        ("2026-Q1", 1.0),
        ("2026-Q2", 2.0),
    ]


def test_a_carried_quarter_counts_against_its_year_too() -> None:
    quarters = [ReportingPeriod(2026, 1), ReportingPeriod(2026, 2)]

    with pytest.raises(ReleaseRefused) as refused:
        spend(quarters, planned(1.0), Policy(), {2026: 2.5})

    assert refused.value.reason == "over-budget"


@pytest.mark.parametrize("spent", [3.5, 4.0, -1.0, float("nan")])
def test_over_the_year_budget_is_refused(spent: float) -> None:
    with pytest.raises(ReleaseRefused) as refused:
        spend([PERIOD], planned(1.0), Policy(), {2026: spent})

    assert refused.value.reason == "over-budget"


def test_tables_may_not_spend_more_than_the_period_has() -> None:
    with pytest.raises(ReleaseRefused) as refused:
        spend([PERIOD], planned(0.7, 0.4), Policy(), {})

    assert refused.value.reason == "over-budget"
