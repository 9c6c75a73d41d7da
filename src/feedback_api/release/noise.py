"""Discrete Laplace noise on whole numbers; the one file that imports OpenDP."""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import opendp.prelude as dp

# OpenDP keeps measurements whose proofs are not all vetted behind this switch.
dp.enable_features("contrib")


def discrete_laplace(counts: Sequence[int], scale: float) -> list[int]:
    """Add one fresh draw to each count; ``scale`` is in the unit of the counts.

    OpenDP draws from the operating system's generator; there is no seed to set or to leak.

    Source: Ghosh, Roughgarden and Sundararajan 2009, section 2 (geometric mechanism); sampled as in
    Canonne, Kamath and Steinke 2020, algorithm 2.
    """
    noisy: list[int] = _measurement(scale)(list(counts))
    return noisy


def privacy_loss(scale: float, sensitivity: int) -> float:
    """Epsilon that OpenDP's own map claims when one member changes the counts by ``sensitivity`` (L1)."""
    epsilon: float = _measurement(scale).map(sensitivity)
    return epsilon


@lru_cache(maxsize=256)
def scale_for(epsilon: float, sensitivity: int) -> float:
    """Smallest scale, in the unit of the counts, for which OpenDP claims no more than ``epsilon``."""
    scale = sensitivity / epsilon
    while privacy_loss(scale, sensitivity) > epsilon:
        # The library rounds its claim up; one bit more noise keeps ours true.
        scale = math.nextafter(scale, math.inf)
    return scale


def _measurement(scale: float) -> Any:
    domain = dp.vector_domain(dp.atom_domain(T="i64"))
    return dp.m.make_laplace(domain, dp.l1_distance(T="i64"), scale=scale)
