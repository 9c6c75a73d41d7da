"""Can an attacker tell from a frozen document whether a hidden cell was empty or held a few votes?"""

import json
from collections.abc import Sequence

import pytest

from feedback_api.release import measure
from feedback_api.release.freeze import canonical, release_document
from feedback_api.release.measure import make_release
from feedback_api.release.plan import DIMENSIONS
from feedback_api.release.tabulate import Tally, every_cell, margin
from feedback_api.terms.codebook import SourceGroup, Theme
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import Policy

HIDDEN = (Theme.DIGITAL, SourceGroup.SOUNDING_BOARD)
TIERS = pytest.mark.parametrize("expected", [900, 2_000, 9_000])
FULL = ("theme", "source_group", "step", "sentiment")


def tallies(votes: int) -> dict[str, Tally]:
    """A period in which one cell holds this many votes, all of one step and tone, and all others many."""
    exact = dict.fromkeys(every_cell(FULL, tuple(SourceGroup)), 6 * 150)
    hidden = {key for key in exact if key[:2] == HIDDEN}
    exact |= dict.fromkeys(hidden, 0) | {(*HIDDEN, "waiting", "negative"): 6 * votes}
    by_theme = {name: margin(exact, FULL, by) for name, by in DIMENSIONS.items() if of_themes(by)}
    return by_theme | {
        name: dict.fromkeys(every_cell(by, tuple(SourceGroup)), 6 * 400)
        for name, by in DIMENSIONS.items()
        if not of_themes(by)
    }


def of_themes(by: Sequence[str]) -> bool:
    """Whether the hidden cell's votes are in this table: those of members are in no kind of partner."""
    return "theme" in by and "partner_type" not in by


def frozen(votes: int, expected: int) -> bytes:
    release, _ = make_release(
        tallies(votes), [ReportingPeriod(2026, 3)], Policy(expected_messages=expected), codebook_version=1
    )
    return canonical(release_document(release))


def form(document: bytes) -> str:
    """The document with every vote count blanked: what is there, not how much."""
    parsed = json.loads(document)
    parsed["noisyTotal"] = 0
    for table in parsed["tables"]:
        for cell in table["cells"]:
            if cell["votes"] != "too-few":
                cell["votes"] |= {"estimate": 0, "low": 0, "high": 0}
    return json.dumps(parsed, sort_keys=True)


SHOWN_BY_NOISE = {900: 4, 2_000: 4, 9_000: 10}
"""Of 30 releases, most that noise alone may lift over a bound; chance of more is below 1 in 10,000.

Measured: under 1 of 100 releases in the first two tiers, 5 of 100 in the third, whose tables each get
a small part of epsilon; the same for a cell of none and of five.
"""


@TIERS
def test_zero_and_five_have_the_same_form(expected: int) -> None:
    none, five = ([form(frozen(votes, expected)) for _ in range(15)] for votes in (0, 5))

    usual = max(set(none), key=none.count)
    assert usual == max(set(five), key=five.count)
    assert sum(seen != usual for seen in none + five) <= SHOWN_BY_NOISE[expected]


@TIERS
def test_under_the_same_noise_zero_and_five_are_the_same_bytes(
    monkeypatch: pytest.MonkeyPatch, expected: int
) -> None:
    """The hidden number is nowhere: not in its cell, not in a sum, a total or the digest."""

    def same_noise(counts: Sequence[int], scale: float) -> list[int]:
        return [count + place % 7 - 3 for place, count in enumerate(counts)]

    monkeypatch.setattr(measure, "discrete_laplace", same_noise)

    assert frozen(0, expected) == frozen(1, expected) == frozen(5, expected) == frozen(10, expected)
    assert frozen(40, expected) != frozen(5, expected)


@TIERS
def test_this_attack_sees_a_hidden_number_that_is_kept(
    monkeypatch: pytest.MonkeyPatch, expected: int
) -> None:
    """Planted weakness: sums over all cells, hidden ones too."""
    monkeypatch.setattr(measure, "discrete_laplace", lambda counts, scale: list(counts))
    monkeypatch.setattr("feedback_api.release.sums.Part.may_hold_its_hidden", lambda part: True)
    monkeypatch.setattr("feedback_api.release.subtraction.Told.may_tell", lambda told, hidden: True)

    assert frozen(0, expected) != frozen(5, expected)
