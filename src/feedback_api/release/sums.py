"""Sums over noisy cells, told only as far as nobody can subtract down to a hidden cell.

A sum of noisy cells costs no epsilon. But "all groups" minus the two groups shown would be the third
one's hidden number. So a sum holds its hidden cells only when these together pass the display rule and no
adding or subtracting of such sums leaves one hidden cell alone. Otherwise the sum is of the shown cells,
marked ``at_least``, and ``high`` leaves room for the rest.

A total that two tables hold, such as a group's, is their inverse-variance mean where both may be told.
"""

import math
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from feedback_api.release.consistency import weighted_mean
from feedback_api.release.measured import Measured, rounded, votes_cell
from feedback_api.release.plan import (
    GROUP_BY_STEP,
    STEP_BY_RATING,
    THEME_BY_GROUP,
    THEME_BY_GROUP_BY_SENTIMENT,
    THEME_BY_GROUP_BY_STEP,
)
from feedback_api.release.spread import Noise, confidence_of_lowest, inverse_variance_weights, mixture
from feedback_api.release.subtraction import Told
from feedback_api.release.tabulate import CellKey
from feedback_api.terms.feedback import VOTE_SIXTHS
from feedback_api.terms.release import Cell, Table

Named = dict[str, str]
"""Dimensions and codes that a sum is for."""


@dataclass(frozen=True, slots=True)
class Part:
    """Cells of one table that a sum is over."""

    measured: Measured
    keys: tuple[CellKey, ...]

    @property
    def hidden(self) -> frozenset[CellKey]:
        """Cells without a number of their own."""
        return self.measured.hidden.intersection(self.keys)

    @property
    def noise(self) -> Noise:
        """Noise of the sum of all its cells."""
        return self.measured.noise.times(len(self.keys))

    @property
    def sixths(self) -> int:
        """Noisy sum of all its cells."""
        return sum(self.measured.noisy[key] for key in self.keys)

    def may_hold_its_hidden(self) -> bool:
        """Whether nothing is hidden, or what is hidden passes the display rule together."""
        hidden = self.hidden
        return not hidden or self.measured.passes(hidden)


SUMS = {
    "group": (("source_group",), (THEME_BY_GROUP, GROUP_BY_STEP)),
    "theme": (("theme",), (THEME_BY_GROUP,)),
    "step": (("step",), (GROUP_BY_STEP, STEP_BY_RATING)),
    "theme-by-sentiment": (("theme", "sentiment"), (THEME_BY_GROUP_BY_SENTIMENT,)),
    "theme-by-step": (("theme", "step"), (THEME_BY_GROUP_BY_STEP,)),
}
"""Tables of sums: what they are by, and the measured tables that hold the same total, the one to fall back
on first. Groups come first of all: their totals carry the shares and the next period's plan."""


def sum_tables(measured: Mapping[str, Measured]) -> tuple[Table, ...]:
    """All sums that the measured tables allow; they cost no epsilon."""
    told = Told()
    wanted = [(name, by, [measured[n] for n in of if n in measured]) for name, (by, of) in SUMS.items()]
    return tuple(sum_table(name, dimensions, tables, told) for name, dimensions, tables in wanted if tables)


def sum_table(name: str, dimensions: tuple[str, ...], tables: Sequence[Measured], told: Told) -> Table:
    """Sums by fewer dimensions over one measured table, or over several that hold the same total.

    The table's sigma is that of its noisiest cell; a cell with less noise names its own.
    """
    sums = [_sum(named, parts, told) for named, parts in _parts(dimensions, tables)]
    told_in_full = sum(isinstance(found, _Full) for found in sums)
    confidence = confidence_of_lowest(told_in_full, len(sums))
    cells = [found.cell(confidence) for found in sums]
    # With nothing shown, the sigma that a sum would have had; it follows from the closed lists alone.
    usual = max(rounded(parts[0].noise.sigma / VOTE_SIXTHS) for _, parts in _parts(dimensions, tables))
    sigma = max((cell.sigma for cell in cells if cell.sigma is not None), default=usual)
    shown = tuple(replace(cell, sigma=None if cell.sigma == sigma else cell.sigma) for cell in cells)
    return Table(name, dimensions, 0.0, sigma, shown)


def _parts(dimensions: Sequence[str], tables: Sequence[Measured]) -> Iterator[tuple[Named, list[Part]]]:
    grouped = [_grouped(dimensions, table) for table in tables]
    for codes in grouped[0]:
        yield dict(zip(dimensions, codes, strict=True)), [parts[codes] for parts in grouped]


def _grouped(dimensions: Sequence[str], table: Measured) -> dict[CellKey, Part]:
    places = [table.dimensions.index(name) for name in dimensions]
    keys: dict[CellKey, list[CellKey]] = {}
    for key in table.noisy:
        keys.setdefault(tuple(key[place] for place in places), []).append(key)
    return {codes: Part(table, tuple(part)) for codes, part in keys.items()}


def _sum(named: Named, parts: Sequence[Part], told: Told) -> "_Full | _Shown":
    for way in _ways(parts):
        weights = inverse_variance_weights([part.noise for part in way])
        if all(part.may_hold_its_hidden() for part in way) and told.may_tell(_holds(way, weights)):
            return _Full(named, way, weights)
    return _Shown(named, parts[0])


def _ways(parts: Sequence[Part]) -> Iterable[Sequence[Part]]:
    """All tables together first, then each alone, the least noisy first."""
    if len(parts) > 1:
        yield parts
    yield from ([part] for part in sorted(parts, key=lambda part: part.noise.sigma))


def _holds(way: Sequence[Part], weights: Sequence[int]) -> dict[Hashable, int]:
    return {
        (part.measured.name, key): weight
        for part, weight in zip(way, weights, strict=True)
        for key in part.hidden
    }


@dataclass(frozen=True, slots=True)
class _Full:
    """A sum of all cells, hidden ones too."""

    named: Named
    way: Sequence[Part]
    weights: Sequence[int]

    def cell(self, confidence: float) -> Cell:
        estimate = weighted_mean([part.sixths for part in self.way], self.weights)
        noise = mixture([part.noise for part in self.way], self.weights)
        return _cell(
            self.named, estimate, (estimate - noise.reach(confidence), estimate + noise.reach()), noise
        )


@dataclass(frozen=True, slots=True)
class _Shown:
    """A sum of the shown cells alone, if there are any."""

    named: Named
    part: Part

    def cell(self, confidence: float) -> Cell:
        part, hidden = self.part, self.part.hidden
        shown = len(part.keys) - len(hidden)
        if not shown:
            return Cell(self.named, None)
        estimate = sum(part.measured.noisy[key] for key in part.keys if key not in hidden)
        low = estimate - part.measured.noise.times(shown).reach(confidence)
        high = estimate + _room(part, hidden) + part.noise.reach()
        return _cell(self.named, estimate, (low, high), part.noise, at_least=True)


def _cell(
    named: Named, estimate: int, ends: tuple[int, int], noise: Noise, *, at_least: bool = False
) -> Cell:
    cell = votes_cell(named, estimate, *ends, at_least=at_least)
    return replace(cell, sigma=rounded(noise.sigma / VOTE_SIXTHS))


def _room(part: Part, hidden: frozenset[CellKey]) -> int:
    """Most that the hidden cells' noisy sum can be, in sixths, from the public bounds alone."""
    measured = part.measured
    alone = sum(measured.bound([key]) for key in hidden)
    most = alone if measured.passes(hidden) else measured.bound(hidden)
    return math.ceil(most * VOTE_SIXTHS)
