import math
import random

import pytest

from feedback_api.publish.shares import Measurement, share
from feedback_api.terms.release import Cell

SIGMA = 1.4126
REACH = 3.0


def measurement(estimate: float, draws: int = 1, at_least: bool = False, room: float = 0.0) -> Measurement:
    reach = REACH * math.sqrt(draws)
    cell = Cell({}, estimate, max(estimate - reach, 0.0), estimate + reach + room, at_least)
    return Measurement(cell, SIGMA * math.sqrt(draws))


def test_a_share_is_the_part_of_the_total() -> None:
    found = share(measurement(45), measurement(150, draws=25))

    assert found is not None
    assert found.estimate == pytest.approx(0.3)
    assert 0.25 < found.low < 0.3 < found.high < 0.35


def test_the_ends_are_where_part_and_share_of_the_total_differ_by_just_the_noise() -> None:
    part, total = measurement(45), measurement(72, draws=25)
    found = share(part, total)

    assert found is not None
    for end in (found.low, found.high):
        noise = SIGMA**2 + end**2 * total.sigma**2
        assert abs(45 - end * 72) == pytest.approx(REACH / SIGMA * math.sqrt(noise))


def test_a_low_end_that_reaches_further_makes_the_share_reach_further_down_only() -> None:
    total = measurement(150, draws=25)
    plain = share(measurement(45), total)
    wide = share(Measurement(Cell({}, 45.0, 45.0 - 2 * REACH, 45.0 + REACH), SIGMA), total)

    assert plain is not None
    assert wide is not None
    assert wide.low < plain.low
    assert wide.high == pytest.approx(plain.high)


def test_a_part_that_may_be_nothing_may_be_no_share() -> None:
    found = share(Measurement(Cell({}, 14.0, 0.0, 20.0), SIGMA), measurement(150, draws=25))

    assert found is not None
    assert found.low == 0.0


def test_more_votes_make_a_narrower_share() -> None:
    few, many = (share(measurement(n * 45), measurement(n * 150, draws=25)) for n in (1, 10))

    assert few is not None
    assert many is not None
    assert many.high - many.low < (few.high - few.low) / 5


@pytest.mark.parametrize("hidden", ["part", "total"])
def test_too_few_has_no_share(hidden: str) -> None:
    nothing = Measurement(Cell({}, None), SIGMA)
    known = measurement(45)

    assert share(nothing if hidden == "part" else known, nothing if hidden == "total" else known) is None


def test_a_total_lost_in_noise_leaves_the_share_open() -> None:
    found = share(measurement(15), measurement(14, draws=25))

    assert found is not None
    assert (found.estimate, found.low, found.high) == (1.0, 0.0, 1.0)


def test_ranges_give_the_share_between_their_ends() -> None:
    part, total = measurement(45, at_least=True, room=13), measurement(150, draws=25)

    found = share(part, total)

    assert found is not None
    assert found.low == pytest.approx(42 / 165)
    assert found.high == pytest.approx(61 / 135)


def test_a_theme_that_is_all_of_the_total_stays_within_one() -> None:
    found = share(measurement(152), measurement(150, draws=25))

    assert found is not None
    assert found.estimate == found.high == 1.0


@pytest.mark.parametrize(("part", "total"), [(15, 72), (45, 150), (60, 468), (200, 468)])
def test_the_interval_covers_the_true_share(part: int, total: int) -> None:
    """Simulated with continuous Laplace noise of one vote; at least 94 of 100 intervals hold the truth."""
    chance = random.Random(20260930)
    covered = 0
    for _ in range(3_000):
        noise = [chance.expovariate(1) - chance.expovariate(1) for _ in range(25)]
        found = share(measurement(part + noise[0]), measurement(total + sum(noise), draws=25))
        covered += found is not None and found.low <= part / total <= found.high
    assert covered / 3_000 >= 0.94
