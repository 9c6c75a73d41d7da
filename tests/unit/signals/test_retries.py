import pytest

from feedback_api.signals.retries import (
    DAY,
    FIRST_WAIT,
    LONGEST_ASKED,
    LONGEST_WAIT,
    is_given_up,
    outcome_of,
    seconds_asked,
    wait_after,
)
from feedback_api.terms.signals import Outcome


def test_waits_double_up_to_a_limit_and_are_spread_over_half():
    assert [wait_after(n, 1.0) for n in (1, 2, 3)] == [FIRST_WAIT, 2 * FIRST_WAIT, 4 * FIRST_WAIT]
    assert [wait_after(n, 0.0) for n in (1, 2, 3)] == [FIRST_WAIT // 2, FIRST_WAIT, 2 * FIRST_WAIT]
    assert wait_after(10_000, 1.0) == LONGEST_WAIT


def test_a_receiver_may_ask_for_more_time_but_not_for_ever():
    assert wait_after(1, 0.0, asked=7200) == 7200
    assert wait_after(1, 1.0, asked=1) == FIRST_WAIT
    assert wait_after(1, 1.0, asked=10**7) == LONGEST_ASKED


def test_after_its_days_a_delivery_is_given_up():
    assert not is_given_up(1000, 1000 + 7 * DAY, 7)
    assert is_given_up(1000, 1001 + 7 * DAY, 7)


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, Outcome.ACCEPTED),
        (202, Outcome.ACCEPTED),
        (204, Outcome.ACCEPTED),
        (301, Outcome.REDIRECTED),
        (304, Outcome.REDIRECTED),
        (400, Outcome.REFUSED),
        (401, Outcome.REFUSED),
        (410, Outcome.GONE),
        (429, Outcome.BUSY),
        (500, Outcome.FAILED),
        (503, Outcome.BUSY),
        (999, Outcome.FAILED),
        (100, Outcome.FAILED),
    ],
)
def test_a_status_says_how_it_went(status, outcome):
    assert outcome_of(status) is outcome


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("120", 120),
        ("", 0),
        ("-5", 0),
        ("1e9", 0),
        ("٣", 0),
        ("9" * 400, 0),
        ("Wed, 21 Oct 2026 07:28:00 GMT", 0),
    ],
)
def test_only_plain_seconds_are_read(said, seconds):
    assert seconds_asked(said) == seconds
