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

    The total may come from several tables, so how much of the part's noise is in it differs. That noise
    would make the interval narrower; it is taken as independent, which never makes it too narrow.

    Source: Fieller 1954 (ratio of two estimates).
    """
    votes, all_votes = part.cell.estimate or 0.0, total.cell.estimate or 1.0
    down, up = _reaches(part)
    low, _ = _fieller(part, total, down)
    _, high = _fieller(part, total, up)
    return _within_bounds(votes / all_votes, low if part.cell.low else 0.0, high)


def _fieller(part: Measurement, total: Measurement, reach: float) -> tuple[float, float]:
    votes, all_votes = part.cell.estimate or 0.0, total.cell.estimate or 1.0
    part_noise, total_noise = (reach * part.sigma) ** 2, (reach * total.sigma) ** 2
    square = all_votes**2 - total_noise
    if square <= 0:
        return 0.0, 1.0
    middle = votes * all_votes
    root = math.sqrt(max(middle**2 - square * (votes**2 - part_noise), 0.0))
    return (middle - root) / square, (middle + root) / square


def _by_ends(part: Cell, total: Cell) -> Share:
    low = (part.low or 0.0) / (total.high or 1.0)
    high = (part.high or 0.0) / total.low if total.low else 1.0
    return _within_bounds((part.estimate or 0.0) / (total.estimate or 1.0), low, high)


def _reaches(part: Measurement) -> tuple[float, float]:
    """How far the 95 % interval reaches down and up, in standard deviations: from 2.1 towards 1.96 for sums.

    Down it reaches further: cells are shown because they came out high.
    """
    cell = part.cell
    estimate, low, high = cell.estimate or 0.0, cell.low or 0.0, cell.high or 0.0
    return (estimate - low) / part.sigma, (high - estimate) / part.sigma


def _within_bounds(estimate: float, low: float, high: float) -> Share:
    estimate = min(estimate, 1.0)
    return Share(estimate, max(0.0, min(low, estimate)), min(1.0, max(high, estimate)))
