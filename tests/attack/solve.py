"""Three solvers that an attacker would set on a release: linear, in whole numbers, and least squares."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp, nnls
from scipy.sparse import csr_array, hstack, vstack
from tests.attack.equations import Equations, Floats
from tests.attack.published import Cell

from feedback_api.terms.feedback import VOTE_SIXTHS

LOOKS = 6
"""Solutions in random directions; a cell in which two of them differ is not determined."""

SECONDS = 5.0
"""Time for one search in whole numbers."""

_HAIR = 1e-6


@dataclass(frozen=True)
class Programme:
    """All worlds that fit a release, as a polytope."""

    equations: Equations

    @cached_property
    def sums(self) -> Any:
        return self.equations.matrix(list(self.equations.rows.values()))

    @cached_property
    def links(self) -> Any:
        return self.equations.matrix(self.equations.links) if self.equations.links else None

    @cached_property
    def ends(self) -> tuple[Floats, Floats]:
        """Intervals, all widened as little as is needed for one world to fit them all.

        Of a hundred intervals five miss, so taken at their word they contradict each other.
        """
        known = self.equations
        width = np.maximum(known.high - known.low, 0.0)
        slack = csr_array(-width[:, None])
        above, below = hstack([self.sums, slack]), hstack([-self.sums, slack])
        cost = np.zeros(self.sums.shape[1] + 1)
        cost[-1] = 1
        links = None if self.links is None else hstack([self.links, csr_array((self.links.shape[0], 1))])
        found = linprog(
            cost,
            A_ub=vstack([above, below]),
            b_ub=np.concatenate([known.high, -known.low]) + _HAIR,
            A_eq=links,
            b_eq=None if links is None else np.zeros(links.shape[0]),
            bounds=(0, None),
        )
        assert found.status == 0, found.message
        more = 1.01 * found.x[-1] * width + 2 * _HAIR
        return np.maximum(0.0, known.low - more), known.high + more

    def extreme(self, direction: Floats) -> Floats:
        """The fitting world that is least in a direction: all its cells, in votes."""
        low, high = self.ends
        found = linprog(
            direction,
            A_ub=vstack([self.sums, -self.sums]),
            b_ub=np.concatenate([high, -low]),
            A_eq=self.links,
            b_eq=None if self.links is None else np.zeros(self.links.shape[0]),
            bounds=(0, None),
        )
        assert found.status == 0, found.message
        return np.asarray(self.sums @ found.x)

    def determined(self, targets: Iterable[Cell]) -> dict[Cell, float]:
        """Cells of which all fitting worlds say the same whole number of votes."""
        chance = np.random.default_rng(1)
        looks = [self.extreme(chance.normal(size=self.sums.shape[1])) for _ in range(LOOKS)]
        least, most = np.min(looks, axis=0), np.max(looks, axis=0)
        places = {cell: place for place, cell in enumerate(self.equations.rows)}
        found = {}
        for cell in targets:
            place = places[cell]
            if most[place] - least[place] < 1:
                direction = self.sums[[place]].toarray()[0]
                least[place] = self.extreme(direction)[place]
                most[place] = self.extreme(-direction)[place]
                if most[place] - least[place] < 0.5:
                    found[cell] = (least[place] + most[place]) / 2
        return found

    def whole_world(self) -> dict[Cell, float]:
        """One fitting world in whole sixths, as near to the estimates as the search comes in its time."""
        low, high = self.ends
        cells, unknowns = self.sums.shape
        weight = _weights(self.equations)
        eye = csr_array(np.eye(cells))
        middle = np.array([_estimate(self.equations, cell) for cell in self.equations.rows])
        nothing = csr_array((cells, cells))
        constraints = [
            LinearConstraint(hstack([self.sums, eye, -eye]), middle * VOTE_SIXTHS, middle * VOTE_SIXTHS),
            LinearConstraint(
                hstack([self.sums, nothing, nothing]),
                np.floor(low * VOTE_SIXTHS),
                np.ceil(high * VOTE_SIXTHS),
            ),
        ]
        if self.links is not None:
            wide = hstack([self.links, csr_array((self.links.shape[0], 2 * cells))])
            constraints.append(LinearConstraint(wide, 0, 0))
        found = milp(
            np.concatenate([np.zeros(unknowns), weight, weight]),
            constraints=constraints,
            integrality=np.concatenate([np.ones(unknowns), np.zeros(2 * cells)]),
            bounds=Bounds(0, np.inf),
            options={"time_limit": SECONDS, "mip_rel_gap": 0.01},
        )
        if found.x is None:
            return {}
        values = self.sums @ found.x[:unknowns] / VOTE_SIXTHS
        return dict(zip(self.equations.rows, values.tolist(), strict=True))

    def least_squares(self) -> dict[Cell, float]:
        """The world that fits all estimates best, each weighed by its noise, no cell below zero."""
        known = self.equations
        told = [place for place, cell in enumerate(known.rows) if _told(known, cell)]
        middle = np.array([_estimate(known, cell) for cell in known.rows])
        weight = 1 / np.array([max(_sigma(known, cell), 0.05) for cell in known.rows])
        parts = [self.sums[told].toarray() * weight[told][:, None], 1e-3 * np.eye(len(known.unknowns))]
        sides = [middle[told] * weight[told], np.zeros(len(known.unknowns))]
        if self.links is not None:
            parts.append(20 * self.links.toarray())
            sides.append(np.zeros(self.links.shape[0]))
        best, _ = nnls(np.vstack(parts), np.concatenate(sides), maxiter=100_000)
        return dict(zip(known.rows, (self.sums @ best).tolist(), strict=True))


def small_only(guesses: Mapping[Cell, float], known: Equations) -> dict[Cell, float]:
    """What was said of hidden cells: the shown ones need no solver."""
    return {cell: votes for cell, votes in guesses.items() if cell not in known.estimates}


def _told(known: Equations, cell: Cell) -> bool:
    return cell in known.estimates and not known.estimates[cell].at_least


def _estimate(known: Equations, cell: Cell) -> float:
    return known.estimates[cell].estimate if _told(known, cell) else 0.0


def _sigma(known: Equations, cell: Cell) -> float:
    return known.estimates[cell].sigma if cell in known.estimates else np.inf


def _weights(known: Equations) -> Floats:
    """How much it costs to be a sixth away from each estimate; nothing where there is none."""
    return np.array([1 / max(_sigma(known, c), 0.05) if _told(known, c) else 0.0 for c in known.rows])
