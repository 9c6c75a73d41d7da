"""Where no vote changed, at most 5 % of releases are said to show any theme rising, in any group.

The noise is the real release's. The law is shown to notice its own breach: with intervals that are not
widened for the many numbers looked at, nearly every second release would raise an alarm.
"""

import importlib.util
import math
import sys
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from feedback_api.publish import noticed as room
from feedback_api.publish.noticed import FALSE_ALARMS, LOOKS_BACK, noticed, widening
from feedback_api.release.spread import Noise, mixture
from feedback_api.terms.codebook import SourceGroup, Theme
from feedback_api.terms.feedback import VOTE_SIXTHS
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import Release

FIRST = ReportingPeriod(2026, 1)


@pytest.fixture(scope="module", name="simulation")
def _simulation() -> ModuleType:
    place = Path(__file__).parents[2] / "benchmarks" / "shared_picture.py"
    spec = importlib.util.spec_from_file_location("worlds_of_the_shared_picture", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def named(release: Release, period: ReportingPeriod) -> Release:
    return replace(release, period=period, periods=(period,))


def unchanged(simulation: ModuleType, volume: int, mix: str, worlds: int, each: int) -> list[list[Release]]:
    """Worlds in which every quarter brings the very same votes; each release has noise of its own."""
    rng = np.random.default_rng(11)
    counts = simulation.sizes(volume, simulation.MIXES[mix])
    worlds_votes = [
        simulation.tallies([simulation.messages(rng, weights, count) for count in counts])
        for weights in (simulation.world(rng) for _ in range(worlds))
    ]
    return [[simulation.released(votes) for _ in range(each)] for votes in worlds_votes]


def alarms(worlds: Sequence[Sequence[Release]]) -> tuple[int, int]:
    pairs = [(named(a, FIRST), named(b, FIRST.next)) for world in worlds for a, b in pairwise(world)]
    return sum(bool(noticed(now, [before]).rises) for before, now in pairs), len(pairs)


def is_too_often(found: int, looked_at: int) -> bool:
    return found > FALSE_ALARMS * looked_at + 3 * math.sqrt(FALSE_ALARMS * (1 - FALSE_ALARMS) * looked_at)


@pytest.mark.parametrize(("volume", "mix"), [(600, "thirds"), (900, "8/52/40 %"), (2_500, "thirds")])
def test_a_world_that_stays_the_same_seldom_raises_an_alarm(
    simulation: ModuleType, volume: int, mix: str
) -> None:
    found, looked_at = alarms(unchanged(simulation, volume, mix, 6, 16))
    assert looked_at == 90
    assert not is_too_often(found, looked_at)


def test_without_the_correction_the_law_breaks(
    simulation: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "widening", lambda _looks: 1.0)
    assert is_too_often(*alarms(unchanged(simulation, 900, "thirds", 4, 16)))


def test_a_theme_that_doubles_is_noticed(simulation: ModuleType) -> None:
    def votes(interpreting: int) -> dict[tuple[Theme, SourceGroup], int]:
        counts = {Theme.INTERPRETING: interpreting, Theme.DIGITAL: 100, Theme.DOCUMENTS: 80}
        return {
            (theme, group): VOTE_SIXTHS * counts.get(theme, 0) for theme in Theme for group in SourceGroup
        }

    rising = [
        noticed(
            named(simulation.released(votes(120)), FIRST.next),
            [named(simulation.released(votes(60)), FIRST)],
        ).rising
        for _ in range(20)
    ]
    assert sum(Theme.INTERPRETING in themes for themes in rising) >= 18
    assert sum(themes == (Theme.INTERPRETING,) for themes in rising) >= 16


def test_what_is_new_in_a_world_that_stays_the_same_is_rare_too(simulation: ModuleType) -> None:
    """That a theme is displayed is a fact; one that lies at the bound comes and goes, and is told seldom."""
    worlds = unchanged(simulation, 900, "8/52/40 %", 4, 16)
    told = [
        len(noticed(named(world[at], FIRST.next), [named(r, FIRST) for r in world[at - LOOKS_BACK : at]]).new)
        for world in worlds
        for at in range(LOOKS_BACK, len(world))
    ]
    assert np.mean(told) < 1


@pytest.mark.parametrize("looks", [25, 100])
def test_the_widened_interval_leaves_out_no_more_than_it_says(looks: int) -> None:
    """From the noise's own law: sums and means of draws reach no further than a single draw, stretched."""
    once = Noise.of(8.6)
    for noise in (once, once.times(3), mixture([once, Noise.of(20.0)], (50, 14)), once.times(40)):
        out = math.floor(noise.reach() * widening(looks)) + 1
        assert noise.chance_of(out) <= FALSE_ALARMS / looks
