from collections.abc import Callable

import pytest

from feedback_api.publish.trends import Change, TrendPoint, trend
from feedback_api.terms.codebook import SourceGroup, Theme
from feedback_api.terms.errors import NotPublished, NotReleased
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import Release

STAFF, BOARD = SourceGroup.STAFF, SourceGroup.SOUNDING_BOARD
Make = Callable[..., Release]
WAIT = Theme.WAITING_TIME
Q1, Q2, Q3, Q4 = (ReportingPeriod(2026, quarter) for quarter in (1, 2, 3, 4))


def staff(frozen: Make, votes: dict[ReportingPeriod, float | None]) -> list[Release]:
    """Releases, newest first as they are read, with staff's votes for one theme."""
    made = [
        frozen({STAFF: {} if v is None else {WAIT: v}}, {STAFF: 1000.0}, period=period)
        for period, v in votes.items()
    ]
    return made[::-1]


def changes(points: tuple[TrendPoint, ...]) -> list[Change | None]:
    return [point.change for point in points]


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (30.0, 45.0, Change.UP),
        (45.0, 30.0, Change.DOWN),
        (30.0, 34.0, Change.UNCLEAR),  # the two intervals of 3 votes leave 4.2
        (30.0, 34.5, Change.UP),
        (30.0, 30.0, Change.UNCLEAR),  # equal estimates, but 4 votes of 30 may be noise
        (400.0, 410.0, Change.FLAT),
        (400.0, 440.0, Change.UP),
    ],
)
def test_a_change_is_told_beyond_the_noise_of_both(
    frozen: Make, before: float, after: float, change: Change
) -> None:
    assert changes(trend(staff(frozen, {Q1: before, Q2: after}), WAIT, STAFF)) == [None, change]


def test_a_gap_stays_a_gap_and_nothing_is_compared_over_it(frozen: Make) -> None:
    points = trend(staff(frozen, {Q1: 30.0, Q3: 90.0, Q4: 30.0}), WAIT, STAFF)

    assert [(p.period, p.released, p.votes is None) for p in points] == [
        (Q1, True, False),
        (Q2, False, True),
        (Q3, True, False),
        (Q4, True, False),
    ]
    assert changes(points) == [None, None, None, Change.DOWN]


def test_too_few_is_neither_zero_nor_compared(frozen: Make) -> None:
    points = trend(staff(frozen, {Q1: 30.0, Q2: None, Q3: 90.0}), WAIT, STAFF)

    assert points[1].votes is not None
    assert points[1].votes.estimate is None
    assert changes(points) == [None, None, None]


def test_a_release_of_two_quarters_is_not_compared_with_one_of_one(frozen: Make) -> None:
    votes = {STAFF: {WAIT: 90.0}}
    first = frozen({STAFF: {WAIT: 30.0}}, {STAFF: 1000.0}, period=Q2)
    carried = frozen(votes, {STAFF: 1000.0}, period=Q3, periods=(Q2, Q3))
    points = trend([carried, first], WAIT, STAFF)

    assert points[1].covered == (Q2, Q3)
    assert changes(points) == [None, None]


def test_half_years_are_compared_with_each_other_and_their_quarters_are_no_gap(frozen: Make) -> None:
    first, second = (
        frozen({STAFF: {WAIT: votes}}, {STAFF: 1000.0}, period=periods[-1], periods=periods)
        for votes, periods in ((30.0, (Q1, Q2)), (90.0, (Q3, Q4)))
    )
    points = trend([second, first], WAIT, STAFF)

    assert [point.period for point in points] == [Q2, Q4]
    assert changes(points) == [None, Change.UP]


def test_all_groups_together_and_a_range(frozen: Make) -> None:
    releases = staff(frozen, {Q1: 30.0, Q2: 45.0, Q3: 60.0})

    assert [point.period for point in trend(releases, WAIT, first=Q2, last=Q4)] == [Q2, Q3]
    assert [point.period for point in trend(releases, WAIT, last=Q2)] == [Q1, Q2]


def test_nothing_released_in_the_range(frozen: Make) -> None:
    with pytest.raises(NotReleased):
        trend(staff(frozen, {Q1: 30.0}), WAIT, first=Q2)
    with pytest.raises(NotReleased):
        trend([], WAIT)


def test_a_group_without_a_column_in_any_release(frozen: Make) -> None:
    with pytest.raises(NotPublished) as caught:
        trend(staff(frozen, {Q1: 30.0}), WAIT, BOARD)
    assert "theme-by-group" in caught.value.available


def test_a_group_that_got_its_column_later(frozen: Make) -> None:
    first = frozen({STAFF: {WAIT: 30.0}}, {STAFF: 1000.0}, period=Q1)
    second = frozen({STAFF: {WAIT: 30.0}, BOARD: {WAIT: 20.0}}, {STAFF: 1e3, BOARD: 1e2}, period=Q2)
    points = trend([second, first], WAIT, BOARD)

    assert [(point.released, point.votes is None) for point in points] == [(True, True), (True, False)]
