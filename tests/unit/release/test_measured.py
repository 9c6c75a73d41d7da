import pytest

from feedback_api.release.measured import Measured, frequency_table, votes_cell
from feedback_api.release.spread import Noise
from feedback_api.release.tabulate import CellKey
from feedback_api.terms.codebook import SourceGroup, Theme
from feedback_api.terms.release import Cell, Policy

STAFF = SourceGroup.STAFF


def measured(*sixths: int, theme: Theme = Theme.DIGITAL) -> Measured:
    noisy: dict[CellKey, int] = {
        (theme, group): votes for group, votes in zip(reversed(SourceGroup), sixths, strict=False)
    }
    return Measured("t", ("theme", "source_group"), noisy, Noise.of(6.0), Policy())


def test_shown_cells_carry_their_interval_in_votes() -> None:
    table = frequency_table(1.0, measured(271))

    (cell,) = table.cells
    reach = Noise.of(6.0).reach() / 6
    assert cell.key == {"theme": "digital", "source_group": "staff"}
    assert cell.estimate == pytest.approx(271 / 6)
    assert (cell.low, cell.high) == (pytest.approx(271 / 6 - reach), pytest.approx(271 / 6 + reach))
    assert (table.epsilon, table.sigma) == (1.0, 1.4126)


def test_where_few_cells_are_shown_their_low_ends_reach_further() -> None:
    cell = frequency_table(1.0, measured(271, 0, 0)).cells[0]

    assert cell.low == pytest.approx((271 - Noise.of(6.0).reach(1 - 0.05 / 3)) / 6)
    assert cell.high == pytest.approx((271 + Noise.of(6.0).reach()) / 6)


@pytest.mark.parametrize("noisy", [-40, 0, 3, 60, 76])
def test_zero_and_small_are_the_same_cell(noisy: int) -> None:
    assert frequency_table(1.0, measured(noisy)).cells == (
        Cell({"theme": "digital", "source_group": "staff"}, None),
    )


@pytest.mark.parametrize(("noisy", "hidden"), [(77, True), (153, True), (154, False)])
def test_sensitive_themes_need_twice_the_bound(noisy: int, hidden: bool) -> None:
    assert bool(measured(noisy, theme=Theme.SAFETY).hidden) is hidden


def test_cells_of_the_cube_need_four_sigmas() -> None:
    key = (Theme.DIGITAL, STAFF, "waiting")
    cube = Measured("b", ("theme", "source_group", "step"), {key: 90}, Noise.of(6.0), Policy())

    assert key in cube.hidden
    assert not measured(90).hidden


def test_no_interval_reaches_below_no_votes() -> None:
    assert votes_cell({}, 60, -12, 132).low == 0.0
