"""Can an attacker subtract published cells from published sums until one hidden cell is left alone?

The attacker writes every published sum as an equation over the hidden cells and solves by singular values,
another way than the release itself checks. A hidden cell that is determined comes back with its single
noise draw, which rounds to the true count in four cases of ten: often enough to call small cells recovered.
"""

import random

import numpy as np
import pytest
from numpy.typing import NDArray

from feedback_api.release.measure import make_release
from feedback_api.release.tabulate import CellKey
from feedback_api.terms.codebook import SourceGroup, Theme
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import Policy, Release

SHARES = {SourceGroup.SOUNDING_BOARD: 0.08, SourceGroup.CHAIN_PARTNER: 0.52, SourceGroup.STAFF: 0.40}


def period(messages: int, seed: int) -> dict[CellKey, int]:
    """An invented period: themes of very different weight, groups of very different size."""
    chance = random.Random(seed)
    weights = {theme: chance.expovariate(1) for theme in Theme}
    return {
        (theme, group): round(
            6 * messages * share * weight / sum(weights.values()) * chance.uniform(0.5, 1.5)
        )
        for theme, weight in weights.items()
        for group, share in SHARES.items()
    }


def recovered(release: Release) -> dict[tuple[str, str], float]:
    """Hidden cells, in votes, that the published sums determine."""
    cells = {(c.key["theme"], c.key["source_group"]): c.estimate for c in release.tables[0].cells}
    hidden = [key for key, estimate in cells.items() if estimate is None]
    rows: list[list[float]] = []
    left: list[float] = []
    for cell in (cell for table in release.tables[1:] for cell in table.cells):
        if cell.estimate is not None and not cell.at_least:
            part = [key for key in cells if set(cell.key.values()) <= set(key)]
            rows.append([float(key in part) for key in hidden])
            left.append(cell.estimate - sum(cells[key] or 0.0 for key in part))
    if not hidden or not rows:
        return {}
    return determined(np.array(rows), np.array(left), hidden)


def determined(
    system: NDArray[np.float64], left: NDArray[np.float64], hidden: list[tuple[str, str]]
) -> dict[tuple[str, str], float]:
    inverse = np.linalg.pinv(system)
    certainty = np.diag(inverse @ system)
    solution = inverse @ left
    return {key: float(solution[i]) for i, key in enumerate(hidden) if certainty[i] > 1 - 1e-9}


def attack(messages: int, seed: int) -> tuple[int, int]:
    """How many hidden cells come back, and how many of those round to the true count."""
    tallies = period(messages, seed)
    release, _ = make_release(
        tallies, ReportingPeriod(2026, 3), Policy(expected_messages=messages), codebook_version=1
    )
    found = recovered(release)
    true = {(theme.value, group.value): sixths for (theme, group), sixths in tallies.items()}
    return len(found), sum(abs(votes - true[key] / 6) <= 0.5 for key, votes in found.items())


@pytest.mark.parametrize("messages", [450, 900, 3_000, 30_000])
def test_no_hidden_cell_follows_from_the_sums(messages: int) -> None:
    assert [attack(messages, seed) for seed in range(15)] == [(0, 0)] * 15


def test_plain_sums_give_hidden_cells_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted weakness: every sum holds its hidden cells, as sums over noisy cells usually do."""
    monkeypatch.setattr("feedback_api.release.sums._passes", lambda hidden, measured: True)
    monkeypatch.setattr("feedback_api.release.sums.lays_bare", lambda sums: False)

    found, right = map(sum, zip(*(attack(900, seed) for seed in range(15)), strict=True))

    assert found > 50
    assert right / found > 0.2
