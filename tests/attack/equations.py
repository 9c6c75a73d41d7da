"""Published tables as equations over the cells of the finest ones.

Unknown are the cells of those tables that no other table is finer than. Two of them that share dimensions
must agree on what they share: both hold every vote once. Where they meet in this way without a circle, as
ours do, this says as much as one unknown for every combination of all codes would.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from tests.attack.published import Cell, Dimensions, Number, Publication, Table
from tests.attack.worlds import Key

Terms = dict[int, float]
"""Unknowns in a sum, each with its sign."""

Floats = NDArray[np.float64]

SURE_SIGMAS = 3.0
"""How far above the bound of display an attacker thinks that a hidden cell may really be."""


@dataclass(frozen=True)
class Equations:
    """What an attacker may hold for true: every published number lies in its interval."""

    unknowns: dict[Cell, int]
    rows: dict[Cell, Terms]
    links: list[Terms]
    low: Floats
    high: Floats
    estimates: dict[Cell, Number]

    def matrix(self, rows: Sequence[Terms]) -> Any:
        """The rows as a sparse matrix."""
        ends = np.cumsum([0, *(len(row) for row in rows)])
        columns = [column for row in rows for column in row]
        signs = [sign for row in rows for sign in row.values()]
        return csr_array((signs, columns, ends), shape=(len(rows), len(self.unknowns)))


def equations(publication: Publication) -> Equations:
    """Write a release as equations."""
    finest = [t for t in publication.tables if not any(_finer(other, t) for other in publication.tables)]
    unknowns: dict[Cell, int] = {}
    for table in finest:
        for key in table.cells:
            unknowns[table.dimensions, key] = len(unknowns)
    rows = {}
    for table in publication.tables:
        source = next(f for f in finest if f == table or _finer(f, table))
        rows |= _margin(table.dimensions, source, unknowns)
    ends = [_ends(number, table, publication.threshold) for table in publication.tables
            for number in table.cells.values()]  # fmt: skip
    low, high = np.array(ends, dtype=float).T
    return Equations(unknowns, rows, list(_links(finest, unknowns)), low, high, dict(publication.numbers()))


def _finer(other: Table, table: Table) -> bool:
    return set(table.dimensions) < set(other.dimensions) and _of_partners(table) == _of_partners(other)


def _of_partners(table: Table) -> bool:
    """Whether a table counts chain partners alone."""
    return "partner_type" in table.dimensions


def _ends(number: Number | None, table: Table, threshold: float) -> tuple[float, float]:
    if number is None:
        bound = threshold + 4 * table.sigma if table.sigma else threshold - 1 / 6
        return 0.0, 2 * bound * bool(table.sigma) + bound * (not table.sigma) + SURE_SIGMAS * table.sigma
    return max(0.0, number.low), number.high


def _margin(dimensions: Dimensions, source: Table, unknowns: dict[Cell, int]) -> dict[Cell, Terms]:
    places = [source.dimensions.index(name) for name in dimensions]
    rows: dict[Cell, Terms] = {}
    for key in source.cells:
        short: Key = tuple(key[place] for place in places)
        rows.setdefault((dimensions, short), {})[unknowns[source.dimensions, key]] = 1.0
    return rows


def _partners_in(table: Table) -> Table:
    place = table.dimensions.index("source_group")
    return replace(table, cells={key: n for key, n in table.cells.items() if key[place] == "chain_partner"})


def _links(finest: Sequence[Table], unknowns: dict[Cell, int]) -> Iterator[Terms]:
    # Tables of partners last: what they are linked to is then the first of a pair.
    for one, other in combinations(sorted(finest, key=_of_partners), 2):
        if _of_partners(other) and not _of_partners(one):
            if "source_group" not in one.dimensions:
                continue
            one = _partners_in(one)
        shared = tuple(name for name in one.dimensions if name in other.dimensions)
        minus = _margin(shared, other, unknowns)
        for cell, terms in _margin(shared, one, unknowns).items():
            yield terms | dict.fromkeys(minus[cell], -1.0)
