import math
from itertools import product

import pytest

from feedback_api.release.noise import discrete_laplace
from feedback_api.release.spread import half_width, sigma


def probability(value: int, scale: float) -> float:
    ratio = math.exp(-1 / scale)
    return (1 - ratio) / (1 + ratio) * ratio ** abs(value)


def test_sigma_is_that_of_the_law() -> None:
    variance = sum(value**2 * probability(value, 6.0) for value in range(-400, 401))

    assert sigma(6.0) == pytest.approx(math.sqrt(variance))
    assert sigma(6.0, 25) == pytest.approx(5 * sigma(6.0))


def test_one_vote_of_scale_is_the_sigma_of_the_docs() -> None:
    assert sigma(6.0) / 6 == pytest.approx(1.4126, abs=1e-4)


@pytest.mark.parametrize("scale", [0.5, 1.0, 6.0, 12.0, 17.1, 240.0])
def test_the_interval_is_the_narrowest_whole_one(scale: float) -> None:
    reach = half_width(scale)

    def inside(width: int) -> float:
        return sum(probability(value, scale) for value in range(-width, width + 1))

    assert inside(reach) >= 0.95
    assert inside(reach - 1) < 0.95


def test_the_interval_of_a_sum_is_exact() -> None:
    scale, limit = 1.0, 25
    law = {value: probability(value, scale) for value in range(-limit, limit + 1)}
    of_sum: dict[int, float] = {}
    for first, second in product(law, law):
        of_sum[first + second] = of_sum.get(first + second, 0.0) + law[first] * law[second]
    reach = half_width(scale, 2)

    assert sum(chance for value, chance in of_sum.items() if abs(value) <= reach) >= 0.95
    assert sum(chance for value, chance in of_sum.items() if abs(value) < reach) < 0.95


def test_the_interval_covers_what_the_library_draws() -> None:
    draws = discrete_laplace([0] * 20_000, 6.0)
    sums = [sum(draws[start : start + 25]) for start in range(0, len(draws), 25)]

    assert sum(abs(draw) <= half_width(6.0) for draw in draws) / len(draws) > 0.94
    assert sum(abs(total) <= half_width(6.0, 25) for total in sums) / len(sums) > 0.91
