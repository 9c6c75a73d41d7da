"""Noisy cells on their way to the display rule; what is hidden here never leaves this room."""

from collections.abc import Mapping
from dataclasses import dataclass

from feedback_api.release.spread import half_width, sigma
from feedback_api.release.suppress import is_shown
from feedback_api.release.tabulate import CellKey
from feedback_api.terms.feedback import VOTE_SIXTHS
from feedback_api.terms.release import Cell, Policy, Table


@dataclass(frozen=True, slots=True)
class Measured:
    """All noisy cells of one table and the noise's scale, both in sixths of a vote."""

    noisy: Mapping[CellKey, int]
    scale: float
    policy: Policy

    def sigma(self, cells: int = 1) -> float:
        """Standard deviation of the noise in a sum of ``cells`` cells, in votes."""
        return sigma(self.scale, cells) / VOTE_SIXTHS

    def hides(self, key: CellKey) -> bool:
        """Whether the display rule keeps a cell back."""
        theme, _ = key
        return not is_shown(self.noisy[key] / VOTE_SIXTHS, self.policy, self.sigma(), (theme,))


def frequency_table(name: str, epsilon: float, measured: Measured) -> Table:
    """Theme by group under the display rule: cells in codebook order, hidden ones without a number."""
    shown = tuple(_cell(key, measured) for key in measured.noisy)
    return Table(name, ("theme", "source_group"), epsilon, rounded(measured.sigma()), shown)


def votes_cell(key: Mapping[str, str], estimate: int, low: int, high: int, *, at_least: bool = False) -> Cell:
    """Published cell in votes, from sixths; nobody casts fewer than no votes, so ``low`` stops at zero."""
    return Cell(key, estimate / VOTE_SIXTHS, max(low, 0) / VOTE_SIXTHS, high / VOTE_SIXTHS, at_least)


def rounded(sigma_in_votes: float) -> float:
    """Sigma as published: four decimals, the same on every processor."""
    return round(sigma_in_votes, 4)


def _cell(key: CellKey, measured: Measured) -> Cell:
    theme, group = key
    named = {"theme": theme.value, "source_group": group.value}
    if measured.hides(key):
        return Cell(named, None)
    reach = half_width(measured.scale)
    estimate = measured.noisy[key]
    return votes_cell(named, estimate, estimate - reach, estimate + reach)
