import pytest

from feedback_api.release.measured import Measured, frequency_table, votes_cell
from feedback_api.release.spread import half_width
from feedback_api.terms.codebook import SourceGroup, Theme
from feedback_api.terms.release import Cell, Policy

STAFF = SourceGroup.STAFF


def test_shown_cells_carry_their_interval_in_votes() -> None:
    table = frequency_table("theme-by-group", 1.0, Measured({(Theme.DIGITAL, STAFF): 271}, 6.0, Policy()))

    (cell,) = table.cells
    reach = half_width(6.0) / 6
    assert cell.key == {"theme": "digital", "source_group": "staff"}
    assert cell.estimate == pytest.approx(271 / 6)
    assert (cell.low, cell.high) == (pytest.approx(271 / 6 - reach), pytest.approx(271 / 6 + reach))
    assert (table.epsilon, table.sigma) == (1.0, 1.4126)


@pytest.mark.parametrize("noisy", [-40, 0, 3, 60, 76])
def test_zero_and_small_are_the_same_cell(noisy: int) -> None:
    table = frequency_table("t", 1.0, Measured({(Theme.DIGITAL, STAFF): noisy}, 6.0, Policy()))

    assert table.cells == (Cell({"theme": "digital", "source_group": "staff"}, None),)


@pytest.mark.parametrize(("noisy", "hidden"), [(77, True), (153, True), (154, False)])
def test_sensitive_themes_need_twice_the_bound(noisy: int, hidden: bool) -> None:
    measured = Measured({(Theme.SAFETY, STAFF): noisy}, 6.0, Policy())

    assert measured.hides((Theme.SAFETY, STAFF)) is hidden


def test_no_interval_reaches_below_no_votes() -> None:
    assert votes_cell({}, 60, -12, 132).low == 0.0
