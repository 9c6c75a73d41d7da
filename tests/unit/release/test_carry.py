import pytest

from feedback_api.release.carry import expected_votes, is_due, quarters_to_count
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import Policy, Release

Q1, Q2, Q3, Q4 = (ReportingPeriod(2026, quarter) for quarter in (1, 2, 3, 4))


def released(*covered: ReportingPeriod, total: float = 0.0) -> Release:
    return Release(covered[-1], 1, Policy(), (), None, "", total, periods=covered)


def test_a_release_counts_its_own_quarter() -> None:
    assert quarters_to_count(Q3, None) == (Q3,)
    assert quarters_to_count(Q3, released(Q2)) == (Q3,)


def test_carried_quarters_are_counted_with_the_next_release_and_never_again() -> None:
    assert quarters_to_count(Q3, None, [Q1, Q2]) == (Q1, Q2, Q3)
    assert quarters_to_count(Q4, released(Q1, Q2, Q3), [Q1, Q2]) == (Q4,)


def test_a_quarter_that_nobody_released_is_counted_too() -> None:
    assert quarters_to_count(ReportingPeriod(2027, 1), released(Q2)) == (Q3, Q4, ReportingPeriod(2027, 1))


@pytest.mark.parametrize("quarters", [1, 2, 3, 5])
def test_a_first_release_goes_by_the_expectation(quarters: int) -> None:
    assert expected_votes(Policy(expected_messages=150), None, quarters) == 150 * quarters


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_later_ones_go_by_what_was_published_by_quarter(quarters: int) -> None:
    policy = Policy(expected_messages=900)

    assert expected_votes(policy, released(Q1, Q2, total=500.0), quarters) == 250 * quarters


@pytest.mark.parametrize("total", [0.0, -20.0, 3.0])
def test_a_thin_release_does_not_hold_back_all_later_ones(total: float) -> None:
    policy = Policy(expected_messages=120)

    assert expected_votes(policy, released(Q4, total=total), 3) < 400
    assert expected_votes(policy, released(Q4, total=total), 4) == 480


def test_after_a_year_the_greater_of_both_counts() -> None:
    assert expected_votes(Policy(expected_messages=10), released(Q4, total=90.0), 4) == 360


def test_releases_by_half_year_and_by_year_end_where_the_year_does() -> None:
    assert [is_due(Policy(quarters_per_release=2), q) for q in (Q1, Q2, Q3, Q4)] == [False, True, False, True]
    assert [is_due(Policy(quarters_per_release=4), q) for q in (Q1, Q2, Q3, Q4)] == [
        False,
        False,
        False,
        True,
    ]
