"""How far noise spreads: standard deviation and exact 95 % interval of sums of discrete Laplace draws."""

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

CONFIDENCE = 0.95
"""Share of draws that the published interval covers at least."""

_NEGLIGIBLE = 1e-15
"""Probability beyond which one draw's tail is cut; far below what 0.95 can notice."""


def sigma(scale: float, draws: int = 1) -> float:
    """Standard deviation of the sum of ``draws`` draws, in the unit of ``scale``.

    Source: Inusah and Kozubowski 2006, section 2.3 (variance of the discrete Laplace law).
    """
    ratio = math.exp(-1 / scale)
    return math.sqrt(2 * ratio * draws) / (1 - ratio)


@lru_cache(maxsize=64)
def half_width(scale: float, draws: int = 1) -> int:
    """Least whole w for which the sum of ``draws`` draws lies in [-w, w] with 95 % probability or more."""
    law = _law_of_sum(scale, draws)
    middle = len(law) // 2
    by_distance = law[middle:].copy()
    by_distance[1:] *= 2
    return int(np.searchsorted(np.cumsum(by_distance), CONFIDENCE))


def _law_of_sum(scale: float, draws: int) -> NDArray[np.float64]:
    """Probabilities of the sum, centred on zero, by repeated squaring."""
    square, law = _law(scale), np.ones(1)
    while draws:
        if draws % 2:
            law = np.convolve(law, square)
        draws //= 2
        if draws:
            square = np.convolve(square, square)
    return law


def _law(scale: float) -> NDArray[np.float64]:
    reach = math.ceil(-scale * math.log(_NEGLIGIBLE))
    ratio = math.exp(-1 / scale)
    distance = np.abs(np.arange(-reach, reach + 1))
    return np.asarray((1 - ratio) / (1 + ratio) * ratio**distance, dtype=np.float64)
