"""Several measurements of the same thing become one: the mean that carries the least noise.

This is post-processing of noisy cells before the display rule, so it costs no epsilon. It goes one way,
from finer tables to coarser ones, and leaves the finer ones as they are: forced to add up exactly, a shown
total minus shown parts would be a hidden part. As it is, every combined cell also holds a draw of its own
that is published nowhere, so it determines no cell of the tables that it was combined from.
"""

from collections.abc import Sequence

from feedback_api.release.measured import Measured
from feedback_api.release.spread import WHOLE, inverse_variance_weights, mixture
from feedback_api.release.tabulate import margin


def combined(measured: Measured, finer: Sequence[Measured]) -> Measured:
    """A table's cells, each the inverse-variance mean of its own draw and the sums of finer tables' cells."""
    several = [measured, *(collapsed(table, measured) for table in finer)]
    if len(several) == 1:
        return measured
    noises = [table.noise for table in several]
    weights = inverse_variance_weights(noises)
    noisy = {key: weighted_mean([table.noisy[key] for table in several], weights) for key in measured.noisy}
    return Measured(measured.name, measured.dimensions, noisy, mixture(noises, weights), measured.policy)


def weighted_mean(sixths: Sequence[int], weights: Sequence[int]) -> int:
    """Weighted mean, to the nearest sixth."""
    return round(sum(n * weight for n, weight in zip(sixths, weights, strict=True)) / WHOLE)


def collapsed(finer: Measured, onto: Measured) -> Measured:
    """A finer table's noisy cells added up to the cells of a coarser one."""
    noisy = margin(finer.noisy, finer.dimensions, onto.dimensions)
    noise = finer.noise.times(len(finer.noisy) // len(noisy))
    return Measured(onto.name, onto.dimensions, noisy, noise, onto.policy)
