"""Noisy cells on their way to the display rule; what is hidden here never leaves this room."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from feedback_api.release.spread import Noise, confidence_of_lowest
from feedback_api.release.suppress import bound, is_shown, sigmas_for
from feedback_api.release.tabulate import CellKey
from feedback_api.terms.feedback import VOTE_SIXTHS
from feedback_api.terms.release import Cell, Policy, Table


@dataclass(frozen=True)
class Measured:
    """All noisy cells of one table, in sixths of a vote, and the noise that each of them carries."""

    name: str
    dimensions: tuple[str, ...]
    noisy: Mapping[CellKey, int]
    noise: Noise
    policy: Policy

    def sigma(self, cells: int = 1) -> float:
        """Standard deviation of the noise in a sum of ``cells`` cells, in votes."""
        return self.noise.times(cells).sigma / VOTE_SIXTHS

    def themes(self, keys: Iterable[CellKey]) -> list[str]:
        """Themes that the cells are about; none when the table is not about themes."""
        place = self.dimensions.index("theme") if "theme" in self.dimensions else None
        return [] if place is None else [key[place] for key in keys]

    @cached_property
    def hidden(self) -> frozenset[CellKey]:
        """Cells that the display rule keeps back."""
        k, sigma = sigmas_for(self.policy, self.dimensions), self.sigma()
        return frozenset(
            key
            for key, sixths in self.noisy.items()
            if not is_shown(sixths / VOTE_SIXTHS, self.policy, sigma, self.themes([key]), k)
        )

    def passes(self, keys: frozenset[CellKey]) -> bool:
        """Whether cells together pass the display rule."""
        return sum(self.noisy[key] for key in keys) / VOTE_SIXTHS >= self.bound(keys)

    def bound(self, keys: Iterable[CellKey]) -> float:
        """Least estimate, in votes, at which the sum of these cells is shown."""
        keys = list(keys)
        k = sigmas_for(self.policy, self.dimensions)
        return bound(self.policy, self.sigma(len(keys)), self.themes(keys), k)


def frequency_table(epsilon: float, measured: Measured) -> Table:
    """A table under the display rule: cells in codebook order, hidden ones without a number."""
    every = len(measured.noisy)
    confidence = confidence_of_lowest(every - len(measured.hidden), every)
    reaches = measured.noise.reach(confidence), measured.noise.reach()
    cells = tuple(_cell(key, measured, reaches) for key in measured.noisy)
    return Table(measured.name, measured.dimensions, epsilon, rounded(measured.sigma()), cells)


def votes_cell(key: Mapping[str, str], estimate: int, low: int, high: int, *, at_least: bool = False) -> Cell:
    """Published cell in votes, from sixths; nobody casts fewer than no votes, so ``low`` stops at zero."""
    return Cell(key, estimate / VOTE_SIXTHS, max(low, 0) / VOTE_SIXTHS, high / VOTE_SIXTHS, at_least)


def rounded(sigma_in_votes: float) -> float:
    """Sigma as published: four decimals, the same on every processor."""
    return round(sigma_in_votes, 4)


def _cell(key: CellKey, measured: Measured, reaches: tuple[int, int]) -> Cell:
    named = dict(zip(measured.dimensions, key, strict=True))
    if key in measured.hidden:
        return Cell(named, None)
    estimate, (down, up) = measured.noisy[key], reaches
    return votes_cell(named, estimate, estimate - down, estimate + up)
