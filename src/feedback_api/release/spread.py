"""How far noise spreads: standard deviation and 95 % interval of sums and means of discrete Laplace draws."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

CONFIDENCE = 0.95
"""Share of draws that the published interval covers at least."""

WHOLE = 64
"""Weights of a mixture are whole parts of this, so that its law stays on a grid."""

_NEGLIGIBLE = 1e-15
"""Probability beyond which one draw's tail is cut; far below what 0.95 can notice."""


@dataclass(frozen=True, slots=True)
class Part:
    """So many independent draws of one scale, each counted ``weight`` parts of ``WHOLE``."""

    weight: int
    scale: float
    draws: int = 1


@dataclass(frozen=True, slots=True)
class Noise:
    """The law of a published number's noise, in sixths: a weighted sum of independent draws."""

    parts: tuple[Part, ...]

    @classmethod
    def of(cls, scale: float) -> "Noise":
        """Noise of one cell measured once."""
        return cls((Part(WHOLE, scale),))

    @property
    def sigma(self) -> float:
        """Standard deviation, in sixths."""
        return math.hypot(*(p.weight / WHOLE * sigma(p.scale, p.draws) for p in self.parts))

    def reach(self, confidence: float = CONFIDENCE) -> int:
        """Least whole number of sixths that the noise stays within with this probability or more."""
        if len(self.parts) == 1 and self.parts[0].weight == WHOLE:
            return half_width(self.parts[0].scale, self.parts[0].draws, confidence)
        return _half_width_of_mixture(self.parts, confidence)

    def chance_of(self, sixths: int) -> float:
        """Probability that the noise is so many sixths or more."""
        if sixths <= 0:
            return 1 - self.chance_of(1 - sixths)
        tails = _tails(self.parts)
        return float(tails[sixths * WHOLE]) if sixths * WHOLE < len(tails) else 0.0

    def times(self, cells: int) -> "Noise":
        """Noise of the sum of so many cells with this noise each."""
        return Noise(tuple(Part(p.weight, p.scale, p.draws * cells) for p in self.parts))

    def weighted(self, weight: int) -> "Noise":
        """The noise when counted ``weight`` parts of ``WHOLE``, rounded up: never too little."""
        return Noise(tuple(Part(-(-p.weight * weight // WHOLE), p.scale, p.draws) for p in self.parts))


def mixture(noises: Sequence[Noise], weights: Sequence[int]) -> Noise:
    """Noise of a weighted mean of independent numbers; weights in parts of ``WHOLE``."""
    weighted = (noise.weighted(weight) for noise, weight in zip(noises, weights, strict=True))
    return Noise(tuple(part for noise in weighted for part in noise.parts))


def inverse_variance_weights(noises: Sequence[Noise]) -> tuple[int, ...]:
    """Weights, in parts of ``WHOLE``, that give the mean of several measurements the least noise.

    Source: Hay, Rastogi, Miklau and Suciu 2010, section 4.1 (weighted averaging of noisy counts).
    """
    precisions = [1 / noise.sigma**2 for noise in noises]
    weights = [round(WHOLE * precision / sum(precisions)) for precision in precisions[1:]]
    return (WHOLE - sum(weights), *weights)


def sigma(scale: float, draws: int = 1) -> float:
    """Standard deviation of the sum of ``draws`` draws, in the unit of ``scale``.

    Source: Inusah and Kozubowski 2006, section 2.3 (variance of the discrete Laplace law).
    """
    ratio = math.exp(-1 / scale)
    return math.sqrt(2 * ratio * draws) / (1 - ratio)


def confidence_of_lowest(shown: int, cells: int) -> float:
    """Confidence for the low ends of a table of which so many cells are shown.

    Cells are shown because they came out high, so an interval that ignores this misses the true number
    too often, always on the low side. The fewer are shown, the wider the low ends: then 95 % of the
    intervals that are published hold.

    Source: Benjamini and Yekutieli 2005, section 3 (false coverage-statement rate).
    """
    return 1 - (1 - CONFIDENCE) * max(shown, 1) / cells


@lru_cache(maxsize=1024)
def half_width(scale: float, draws: int = 1, confidence: float = CONFIDENCE) -> int:
    """Least whole w for which the sum of ``draws`` draws lies in [-w, w] with this probability or more."""
    return _half_width((Part(1, scale, draws),), confidence)


@lru_cache(maxsize=1024)
def _half_width_of_mixture(parts: tuple[Part, ...], confidence: float) -> int:
    # A mean is published as the nearest sixth, in each cell of a sum: that rounding spreads as well.
    cells = max(part.draws for part in parts)
    return math.ceil(_half_width(parts, confidence) / WHOLE + math.sqrt(cells) / 2)


def _half_width(parts: tuple[Part, ...], confidence: float) -> int:
    law = _law(parts)
    by_distance = law[: len(law) // 2].copy()
    by_distance[1:] *= 2
    return int(np.searchsorted(np.cumsum(by_distance), confidence))


@lru_cache(maxsize=8)
def _tails(parts: tuple[Part, ...]) -> NDArray[np.float64]:
    """Probability of 0 or more, 1 or more, … parts of ``WHOLE``."""
    law = _law(parts)
    return np.cumsum(law[: len(law) // 2][::-1])[::-1]


def _law(parts: tuple[Part, ...]) -> NDArray[np.float64]:
    """Probabilities of 0, 1, 2, … of a weighted sum of draws, from the product of characteristic functions.

    The circle is so long that what wraps around it is negligible.
    """
    reach = sum(
        part.weight * (part.scale * -math.log(_NEGLIGIBLE) + 10 * sigma(part.scale, part.draws))
        for part in parts
    )
    size = 2 ** math.ceil(math.log2(2 * reach + 2))
    turn = 2 * np.pi * np.arange(size // 2 + 1) / size
    product = np.ones(len(turn))
    for part in parts:
        ratio = math.exp(-1 / part.scale)
        product *= ((1 - ratio) ** 2 / (1 - 2 * ratio * np.cos(part.weight * turn) + ratio**2)) ** part.draws
    return np.asarray(np.fft.irfft(product, size), dtype=np.float64)
