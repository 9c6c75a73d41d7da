"""Can an attacker subtract published cells from published sums until one hidden cell is left alone?

The attacker writes every published sum of every table as an equation over the hidden cells and solves by
singular values, another way than the release itself checks. Which tables a total was averaged from the
attacker reads from its sigma. A hidden cell that is determined comes back with its single noise draw, which
rounds to the true count in up to four cases of ten: often enough to call small cells recovered.

Theme by group is itself a mean with a draw of its own in every cell, so the finer tables that it was
averaged from follow from it no better: each such equation brings its own unknown along.
"""

import random
from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from feedback_api.release.measure import make_release
from feedback_api.release.plan import DIMENSIONS
from feedback_api.release.sums import SUMS
from feedback_api.release.tabulate import Tally, margin
from feedback_api.terms.codebook import PartnerType, Rating, Sentiment, SourceGroup, Step, Theme
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import Cell, Policy, Release, Table

SHARES = {SourceGroup.SOUNDING_BOARD: 0.08, SourceGroup.CHAIN_PARTNER: 0.52, SourceGroup.STAFF: 0.40}
FULL = ("theme", "source_group", "step", "sentiment", "rating", "partner_type")
NO_TYPE = ""

Hidden = tuple[str, tuple[str, ...]]
"""A hidden cell: its table and its key."""


def period(messages: int, seed: int) -> dict[str, Tally]:
    """An invented period: themes, steps and groups of very different weight."""
    chance = random.Random(seed)
    weights = {theme: chance.expovariate(1) for theme in Theme}
    whole = sum(weights.values())
    exact: dict[tuple[str, ...], int] = {}
    for theme, weight in weights.items():
        for group, share in SHARES.items():
            votes = 6 * messages * share * weight / whole * chance.uniform(0.5, 1.5)
            for step in chance.sample(list(Step), 3):
                for tone in chance.sample(list(Sentiment), 2):
                    rating, partner = chance.choice(list(Rating)), chance.choice(list(PartnerType))
                    kind = partner if group is SourceGroup.CHAIN_PARTNER else NO_TYPE
                    exact[theme, group, step, tone, rating, kind] = round(votes / 6)
    found = {name: margin(exact, FULL, by) for name, by in DIMENSIONS.items()}
    return {name: {key: n for key, n in tally.items() if NO_TYPE not in key} for name, tally in found.items()}


def recovered(release: Release) -> dict[Hidden, float]:
    """Hidden cells, in votes, that the published sums determine."""
    tables = {table.name: table for table in release.tables}
    hidden = [
        (name, tuple(cell.key.values()))
        for name in DIMENSIONS.keys() & tables.keys()
        for cell in tables[name].cells
        if cell.estimate is None
    ]
    rows, left = [], []
    for name, (_, sources) in SUMS.items():
        held = [tables[source] for source in sources if source in tables]
        for cell in tables[name].cells if held else ():
            if cell.estimate is not None and not cell.at_least:
                row, known = equation(cell, cell.sigma or tables[name].sigma, held)
                rows.append([row.get(key, 0.0) for key in hidden])
                left.append(cell.estimate - known)
    return determined(np.array(rows), np.array(left), hidden) if hidden and rows else {}


def equation(cell: Cell, sigma: float, held: Sequence[Table]) -> tuple[dict[Hidden, float], float]:
    """Weights of the hidden cells in a sum, and what the shown ones add to it."""
    row: dict[Hidden, float] = {}
    known = 0.0
    for table, weight in way(cell, sigma, held):
        for part in parts(cell, table):
            if part.estimate is None:
                row[table.name, tuple(part.key.values())] = weight
            else:
                known += weight * part.estimate
    return row, known


def way(cell: Cell, sigma: float, held: Sequence[Table]) -> list[tuple[Table, float]]:
    """Which of the tables the total was averaged from: the way whose sigma is the published one."""
    own = [table.sigma * len(parts(cell, table)) ** 0.5 for table in held]
    precision = sum(1 / s**2 for s in own)
    together = [(table, 1 / s**2 / precision) for table, s in zip(held, own, strict=True)]
    alone = [(s, [(table, 1.0)]) for table, s in zip(held, own, strict=True)]
    return min([(precision**-0.5, together), *alone], key=lambda found: abs(found[0] - sigma))[1]


def parts(cell: Cell, table: Table) -> list[Cell]:
    return [part for part in table.cells if cell.key.items() <= part.key.items()]


def determined(
    system: NDArray[np.float64], left: NDArray[np.float64], hidden: list[Hidden]
) -> dict[Hidden, float]:
    inverse = np.linalg.pinv(system)
    certainty = np.diag(inverse @ system)
    solution = inverse @ left
    return {key: float(solution[i]) for i, key in enumerate(hidden) if certainty[i] > 1 - 1e-9}


def attack(messages: int, seed: int) -> tuple[int, int]:
    """How many hidden cells come back, and how many of those round to the true count."""
    tallies = period(messages, seed)
    release, _ = make_release(
        tallies, [ReportingPeriod(2026, 3)], Policy(expected_messages=messages), codebook_version=1
    )
    found = recovered(release)
    right = [abs(votes - tallies[name].get(key, 0) / 6) <= 0.5 for (name, key), votes in found.items()]
    return len(found), sum(right)


@pytest.mark.parametrize(("messages", "seeds"), [(450, 15), (900, 15), (3_000, 10), (30_000, 4)])
def test_no_hidden_cell_follows_from_the_sums(messages: int, seeds: int) -> None:
    assert [attack(messages, seed) for seed in range(seeds)] == [(0, 0)] * seeds


def test_plain_sums_give_hidden_cells_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted weakness: every sum holds its hidden cells, as sums over noisy cells usually do."""
    monkeypatch.setattr("feedback_api.release.sums.Part.may_hold_its_hidden", lambda part: True)
    monkeypatch.setattr("feedback_api.release.subtraction.Told.may_tell", lambda told, hidden: True)

    found, right = map(sum, zip(*(attack(900, seed) for seed in range(15)), strict=True))

    assert found > 50
    assert right / found > 0.15


def test_the_second_rule_alone_keeps_single_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were sums told whatever is hidden in them, the check on subtraction would still stop the last one."""
    monkeypatch.setattr("feedback_api.release.sums.Part.may_hold_its_hidden", lambda part: True)

    assert [attack(900, seed) for seed in range(10)] == [(0, 0)] * 10
