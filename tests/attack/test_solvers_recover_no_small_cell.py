"""Reconstruction: which small cells follow from all published tables together, by any solver?"""

from collections.abc import Callable
from functools import cache

import pytest
from tests.attack.equations import equations
from tests.attack.house import Attacked, Publish
from tests.attack.published import Publication
from tests.attack.score import Guesses, at_least, score, small_cells
from tests.attack.solve import Programme, small_only
from tests.attack.weak import threshold_server
from tests.attack.worlds import FULL, SEEDS, VOLUMES

SOLVERS = ("linear programme", "whole numbers", "least squares")
LARGE_ONES = 3_000
"""Messages beyond which solvers take long; these worlds are left to the full run."""

GAIN = 1.5
"""What tables may add to a guess by somebody who knows that a cell is small; see the page on attacks."""

Rounds = list[tuple[Guesses, Guesses]]
Solve = Callable[[int, str], Rounds]


@pytest.fixture(scope="module")
def solved(attacked: Publish) -> Solve:
    """What a solver says of our releases of all worlds of a volume, beside what is true."""

    @cache
    def solve(messages: int, solver: str) -> Rounds:
        worlds = [attacked(messages, seed) for seed in SEEDS]
        return [attack(of, one, solver) for of in worlds for one in of.publications]

    return solve


def attack(of: Attacked, one: Publication, solver: str) -> tuple[Guesses, Guesses]:
    known, truth = equations(one), small_cells(of.world, one)
    programme = Programme(known)
    if solver == "linear programme":
        return programme.determined(truth), truth
    guesses = programme.whole_world() if solver == "whole numbers" else programme.least_squares()
    return small_only(guesses, known), truth


def runs(*solvers: str) -> pytest.MarkDecorator:
    """Volumes and solvers of this run."""
    every = [(n, s) for n in VOLUMES for s in solvers if FULL or n <= LARGE_ONES]
    return pytest.mark.parametrize(("messages", "solver"), every)


@runs(*SOLVERS)
def test_solvers_tell_no_more_than_a_blind_guess(solved: Solve, messages: int, solver: str) -> None:
    found = score(solved(messages, solver)).note(solver, messages, "ours")

    assert found.small > 20
    assert found.chance > 0.01
    assert solver != "linear programme" or found.right == 0


@runs("whole numbers", "least squares")
def test_who_knows_that_a_cell_is_small_gains_little(solved: Solve, messages: int, solver: str) -> None:
    """Cells of a common theme are larger than cells of a rare one: that much, tables are there to tell."""
    found = score(solved(messages, solver), range_known=True)

    found.note(f"{solver}, 1 to 9", messages, "ours")
    assert at_least(found.right, found.said, GAIN * found.blind) > 0.01


@runs(*SOLVERS)
def test_solvers_recover_small_cells_behind_a_threshold(
    attacked: Publish, messages: int, solver: str
) -> None:
    """Planted weakness: exact counts from ten votes on."""
    of = attacked(messages, 0)
    every = [attack(of, one, solver) for one in threshold_server(of.world, of.publications)]

    found = score(every).note(solver, messages, "threshold")
    known = score(every, range_known=True).note(f"{solver}, 1 to 9", messages, "threshold")

    assert known.chance <= 0.01
    # A search in whole numbers ends at corners: most cells are zero there, and too large elsewhere.
    assert solver == "whole numbers" or found.chance <= 0.01
    assert solver == "whole numbers" or at_least(known.right, known.said, GAIN * known.blind) <= 0.01
