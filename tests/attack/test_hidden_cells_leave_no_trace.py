"""Can an attacker tell from a frozen document whether a hidden cell was empty or held a few votes?"""

import json
from collections.abc import Sequence

import pytest

from feedback_api.release import measure
from feedback_api.release.freeze import canonical, release_document
from feedback_api.release.measure import make_release
from feedback_api.terms.codebook import SourceGroup, Theme
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import Policy

HIDDEN = (Theme.DIGITAL, SourceGroup.SOUNDING_BOARD)


def frozen(votes: int) -> bytes:
    """Document of a period in which one cell holds this many votes and all others hold forty."""
    tallies = {(theme, group): 6 * 40 for theme in Theme for group in SourceGroup} | {HIDDEN: 6 * votes}
    release, _ = make_release(
        tallies, ReportingPeriod(2026, 3), Policy(expected_messages=900), codebook_version=1
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


def test_zero_and_five_have_the_same_form() -> None:
    # A cell of five is shown once in some 5,000 draws, forty votes are hidden never: one miss is allowed.
    forms = [form(frozen(votes)) for votes in (0, 5) for _ in range(40)]

    usual = max(set(forms), key=forms.count)
    assert sum(seen != usual for seen in forms) <= 1


def test_under_the_same_noise_zero_and_five_are_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hidden number is nowhere: not in its cell, not in a sum, a total or the digest."""

    def same_noise(counts: Sequence[int], scale: float) -> list[int]:
        return [count + place % 7 - 3 for place, count in enumerate(counts)]

    monkeypatch.setattr(measure, "discrete_laplace", same_noise)

    assert frozen(0) == frozen(1) == frozen(5) == frozen(10)
    assert frozen(14) != frozen(5)


def test_this_attack_sees_a_hidden_number_that_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted weakness: sums over all cells, hidden ones too."""
    monkeypatch.setattr(measure, "discrete_laplace", lambda counts, scale: list(counts))
    monkeypatch.setattr("feedback_api.release.sums._passes", lambda hidden, measured: True)
    monkeypatch.setattr("feedback_api.release.sums.lays_bare", lambda sums: False)

    assert frozen(0) != frozen(5)
