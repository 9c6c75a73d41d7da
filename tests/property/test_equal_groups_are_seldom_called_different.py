"""With equal groups at most 5 % of themes are called different; the full run is benchmarks/shared_picture.py.

Each law is also shown to notice its own breach: without the sampling term, and with half the noise claimed.
"""

import importlib.util
import math
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from feedback_api.publish.group_shares import Column
from feedback_api.publish.shared_picture import SharedPicture
from feedback_api.terms.release import Policy

MOST = 0.05
NOISY = Policy(epsilon=0.2, least_information=0.0)
"""So much noise that it outweighs chance."""


@pytest.fixture(scope="module", name="simulation")
def _simulation() -> ModuleType:
    place = Path(__file__).parents[2] / "benchmarks" / "shared_picture.py"
    spec = importlib.util.spec_from_file_location("benchmark_of_the_shared_picture", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def pictures(
    simulation: ModuleType, counts: Sequence[int], worlds: int, policy: Policy | None = None
) -> list[SharedPicture]:
    rng = np.random.default_rng(7)
    rules = policy or simulation.POLICY
    return [simulation.equal_world(rng, counts, rules, themes=simulation.ONE_THEME) for _ in range(worlds)]


def is_too_often(simulation: ModuleType, found: Sequence[SharedPicture]) -> bool:
    """Whether more themes are called different than 5 % and three deviations of so short a run."""
    differs, shown = simulation.differing(found)
    assert shown > 200
    return bool(differs > MOST * shown + 3 * math.sqrt(MOST * (1 - MOST) * shown))


@pytest.mark.parametrize(("volume", "worlds"), [(600, 30), (900, 25), (2_500, 15), (10_000, 8)])
def test_equal_groups_are_seldom_called_different(simulation: ModuleType, volume: int, worlds: int) -> None:
    found = [
        picture
        for mix in simulation.MIXES.values()
        for picture in pictures(simulation, simulation.sizes(volume, mix), worlds)
    ]
    assert not is_too_often(simulation, found)


def test_without_the_sampling_term_the_law_breaks(
    simulation: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Column.variance

    def noise_alone(self: Column, share: float, cells: int = 1) -> float:
        return whole(replace(self, repeats=0), share, cells)

    monkeypatch.setattr(Column, "variance", noise_alone)
    found = pictures(simulation, simulation.sizes(2_500, simulation.MIXES["thirds"]), 15)
    assert is_too_often(simulation, found)


def test_half_the_noise_claimed_breaks_the_law(
    simulation: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where noise outweighs chance; the display bound stays, so that the same cells are compared."""
    counts = simulation.sizes(2_500, simulation.MIXES["thirds"])
    assert not is_too_often(simulation, pictures(simulation, counts, 40, NOISY))
    monkeypatch.setattr(Column, "variance", _claiming(0.5, Column.variance))
    assert is_too_often(simulation, pictures(simulation, counts, 40, NOISY))


def _claiming(part: float, whole: Callable[..., float]) -> Callable[..., float]:
    def claimed(self: Column, share: float, cells: int = 1) -> float:
        less = replace(self, sigma=part * self.sigma, total_sigma=part * self.total_sigma)
        return whole(less, share, cells)

    return claimed


def test_the_interval_of_the_agreement_holds_the_truth(simulation: ModuleType) -> None:
    found = pictures(simulation, simulation.sizes(900, simulation.MIXES["thirds"]), 60)
    pairs = [pair.agreement for picture in found for pair in picture.agreement.pairs]
    given = [share for share in pairs if share is not None]

    assert len(given) > 60
    assert sum(share.high > 1 - 1e-9 for share in given) >= 0.88 * len(given)
