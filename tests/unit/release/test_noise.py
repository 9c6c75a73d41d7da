import math

import pytest

from feedback_api.release.noise import discrete_laplace, privacy_loss, scale_for
from feedback_api.release.spread import sigma


def test_every_count_gets_its_own_draw() -> None:
    noisy = discrete_laplace([1000] * 200, 6.0)

    assert len(noisy) == 200
    assert all(type(count) is int for count in noisy)
    assert len(set(noisy)) > 5


def test_the_same_counts_twice_give_other_numbers() -> None:
    counts = list(range(100))

    assert discrete_laplace(counts, 6.0) != discrete_laplace(counts, 6.0)


def test_draws_spread_as_the_published_sigma_says() -> None:
    draws = discrete_laplace([0] * 20_000, 6.0)

    spread = math.sqrt(sum(draw**2 for draw in draws) / len(draws))
    # The standard error of this estimate is 0.8 %; seven of them leave a false alarm out of the question.
    assert spread == pytest.approx(sigma(6.0), rel=0.055)


@pytest.mark.parametrize("tokens", [1, 2])
@pytest.mark.parametrize("epsilon", [1.0, 0.7, 0.5, 0.3, 0.1])
def test_the_library_confirms_the_epsilon_we_claim(epsilon: float, tokens: int) -> None:
    scale = scale_for(epsilon, 6 * tokens)

    assert privacy_loss(scale, 6 * tokens) <= epsilon
    assert scale == pytest.approx(6 * tokens / epsilon)


def test_half_the_noise_is_twice_the_loss() -> None:
    assert privacy_loss(3.0, 6) == pytest.approx(2.0)
