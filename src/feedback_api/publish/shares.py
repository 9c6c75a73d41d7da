"""Shares of protected votes with the interval that their noise leaves."""

import math
from dataclasses import dataclass

from feedback_api.terms.release import Cell


@dataclass(frozen=True, slots=True)
class Share:
    """Part of a total, from 0 to 1, with its 95 % interval."""

    estimate: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Measurement:
    """A published cell with its sigma in votes."""

    cell: Cell
    sigma: float


def share(part: Measurement, total: Measurement) -> Share | None:
    """Share of a part in the total that holds it; None where either has too few votes.

    Sums that are ``at_least`` are ranges, not estimates with noise: there the share is bounded by
    the ends of both.
    """
    if not (part.cell.estimate and total.cell.estimate):
        return None
    if part.cell.at_least or total.cell.at_least:
        return _by_ends(part.cell, total.cell)
    return _by_noise(part, total)


def _by_noise(part: Measurement, total: Measurement) -> Share:
    """All shares s for which part - s * total is within its own noise of zero.

    The part's noise is also in the total, so it counts (1 - s) times.

    Source: Fieller 1954 (ratio of two correlated estimates).
    """
    votes, all_votes = part.cell.estimate or 0.0, total.cell.estimate or 1.0
    reach = _reach(part)
    part_noise, total_noise = (reach * part.sigma) ** 2, (reach * total.sigma) ** 2
    square = all_votes**2 - total_noise
    if square <= 0:
        return Share(min(votes / all_votes, 1.0), 0.0, 1.0)
    middle = votes * all_votes - part_noise
    root = math.sqrt(max(middle**2 - square * (votes**2 - part_noise), 0.0))
    return _within_bounds(votes / all_votes, (middle - root) / square, (middle + root) / square)


def _by_ends(part: Cell, total: Cell) -> Share:
    low = (part.low or 0.0) / (total.high or 1.0)
    high = (part.high or 0.0) / total.low if total.low else 1.0
    return _within_bounds((part.estimate or 0.0) / (total.estimate or 1.0), low, high)


def _reach(part: Measurement) -> float:
    """Half the 95 % interval in standard deviations: 2.1 for one draw, towards 1.96 for sums."""
    return ((part.cell.high or 0.0) - (part.cell.estimate or 0.0)) / part.sigma


def _within_bounds(estimate: float, low: float, high: float) -> Share:
    estimate = min(estimate, 1.0)
    return Share(estimate, max(0.0, min(low, estimate)), min(1.0, max(high, estimate)))
