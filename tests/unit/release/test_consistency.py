import random

import pytest

from feedback_api.release.consistency import collapsed, combined
from feedback_api.release.measured import Measured
from feedback_api.release.noise import discrete_laplace
from feedback_api.release.spread import Noise
from feedback_api.release.tabulate import every_cell
from feedback_api.terms.codebook import Sentiment, SourceGroup
from feedback_api.terms.release import Policy

COARSE = ("theme", "source_group")
FINE = (*COARSE, "sentiment")


def measured(dimensions: tuple[str, ...], exact: int, scale: float) -> Measured:
    keys = every_cell(dimensions, tuple(SourceGroup))
    noisy = discrete_laplace([exact] * len(keys), scale)
    return Measured("t", dimensions, dict(zip(keys, noisy, strict=True)), Noise.of(scale), Policy())


def test_a_table_alone_stays_as_it_is() -> None:
    alone = measured(COARSE, 240, 6.0)

    assert combined(alone, []) is alone


def test_a_finer_table_adds_up_to_the_coarser_one() -> None:
    coarse, fine = measured(COARSE, 240, 6.0), measured(FINE, 60, 6.0)

    added = collapsed(fine, coarse)

    assert added.noisy.keys() == coarse.noisy.keys()
    assert added.noise.sigma == pytest.approx(2 * coarse.noise.sigma)
    key = next(iter(coarse.noisy))
    assert added.noisy[key] == sum(fine.noisy[(*key, tone)] for tone in Sentiment)


def test_the_mean_of_both_has_less_noise_than_either_and_says_how_much() -> None:
    """Spread and interval over 3,000 cells, against the numbers that went in."""
    errors: list[int] = []
    for _ in range(40):
        both = combined(measured(COARSE, 240, 12.0), [measured(FINE, 60, 6.0)])
        errors += [votes - 240 for votes in both.noisy.values()]

    spread = (sum(error**2 for error in errors) / len(errors)) ** 0.5
    assert both.noise.sigma < min(Noise.of(12.0).sigma, Noise.of(6.0).times(4).sigma)
    assert spread == pytest.approx(both.noise.sigma, rel=0.08)
    inside = sum(abs(error) <= both.noise.reach() for error in errors) / len(errors)
    assert 0.94 < inside < 0.975


def test_the_finer_table_does_not_determine_the_mean() -> None:
    """The draw of the coarser table is in it: with the finer one known, it still moves with that draw."""
    fine = measured(FINE, 60, 6.0)
    low, high = measured(COARSE, 100, 6.0), measured(COARSE, 400, 6.0)

    key = random.choice(list(low.noisy))
    assert combined(low, [fine]).noisy[key] < combined(high, [fine]).noisy[key]
