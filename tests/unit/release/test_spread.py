import math
from itertools import product

import pytest

from feedback_api.release.noise import discrete_laplace
from feedback_api.release.spread import (
    Noise,
    Part,
    confidence_of_lowest,
    half_width,
    inverse_variance_weights,
    mixture,
    sigma,
)


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


def test_one_table_alone_has_all_the_weight() -> None:
    assert inverse_variance_weights([Noise.of(6.0)]) == (64,)
    assert mixture([Noise.of(6.0)], (64,)) == Noise.of(6.0)


def test_half_the_noise_has_four_times_the_weight() -> None:
    assert inverse_variance_weights([Noise.of(6.0), Noise.of(6.0).times(4)]) == (51, 13)


def test_the_interval_of_a_mean_covers_what_the_library_draws() -> None:
    noise = mixture([Noise.of(6.0), Noise.of(9.0).times(4)], (48, 16))
    ones = discrete_laplace([0] * 8_000, 6.0)
    fours = discrete_laplace([0] * 32_000, 9.0)
    means = [round((48 * x + 16 * sum(fours[4 * i : 4 * i + 4])) / 64) for i, x in enumerate(ones)]

    assert sum(abs(mean) <= noise.reach() for mean in means) / len(means) > 0.943
    assert sum(abs(mean) < noise.reach() - 1 for mean in means) / len(means) < 0.957
    assert (sum(m * m for m in means) / len(means)) ** 0.5 == pytest.approx(noise.sigma, rel=0.06)


def test_sums_of_means_spread_like_their_parts() -> None:
    noise = mixture([Noise.of(6.0), Noise.of(9.0)], (32, 32)).times(25)

    assert noise.parts == (Part(32, 6.0, 25), Part(32, 9.0, 25))
    assert noise.sigma == pytest.approx(5 * math.hypot(sigma(6.0), sigma(9.0)) / 2)


def test_the_fewer_cells_are_shown_the_surer_are_their_low_ends() -> None:
    assert confidence_of_lowest(75, 75) == pytest.approx(0.95)
    assert confidence_of_lowest(15, 75) == pytest.approx(0.99)
    assert confidence_of_lowest(0, 75) == confidence_of_lowest(1, 75)
    assert half_width(6.0, 1, 0.99) > half_width(6.0)


def test_the_chance_of_so_much_noise_or_more() -> None:
    noise = Noise.of(6.0)

    assert noise.chance_of(-10_000) == pytest.approx(1.0)
    assert noise.chance_of(10_000) == 0.0
    assert noise.chance_of(0) == pytest.approx(0.5 + probability(0, 6.0) / 2)
    assert noise.chance_of(7) == pytest.approx(sum(probability(value, 6.0) for value in range(7, 300)))
    assert noise.chance_of(-7) == pytest.approx(1 - noise.chance_of(8))
