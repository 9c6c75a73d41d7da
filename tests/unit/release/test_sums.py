import pytest

from feedback_api.release.measured import Measured
from feedback_api.release.spread import half_width
from feedback_api.release.sums import sum_tables
from feedback_api.terms.codebook import SourceGroup, Theme
from feedback_api.terms.release import Cell, Policy, Table

BOARD, PARTNER, STAFF = SourceGroup


def measured(votes: dict[Theme, tuple[int, int, int]], others: int = 100) -> Measured:
    """Noisy cells with every theme not named at ``others`` votes in each group."""
    rows = {theme: votes.get(theme, (others, others, others)) for theme in Theme}
    return Measured(
        {
            (theme, group): 6 * row[place]
            for theme, row in rows.items()
            for place, group in enumerate(SourceGroup)
        },
        6.0,
        Policy(),
    )


def cell_of(table: Table, code: str) -> Cell:
    return next(cell for cell in table.cells if code in cell.key.values())


def test_sums_spend_nothing_and_have_their_own_sigma() -> None:
    by_theme, by_group = sum_tables(measured({}))

    assert (by_theme.epsilon, by_group.epsilon) == (0.0, 0.0)
    assert by_theme.sigma == pytest.approx(1.4126 * 3**0.5, abs=1e-3)
    assert by_group.sigma == pytest.approx(1.4126 * 5, abs=1e-3)


def test_with_every_cell_shown_sums_add_up() -> None:
    by_theme, by_group = sum_tables(measured({Theme.DIGITAL: (20, 30, 40)}))

    digital = cell_of(by_theme, "digital")
    reach = half_width(6.0, 3) / 6
    assert (digital.estimate, digital.at_least) == (90.0, False)
    assert (digital.low, digital.high) == (pytest.approx(90 - reach), pytest.approx(90 + reach))
    assert cell_of(by_group, "staff").estimate == 24 * 100 + 40


@pytest.mark.parametrize("hidden", [-3, 0, 5, 12])
def test_one_hidden_cell_is_left_out_of_the_sum(hidden: int) -> None:
    by_theme, by_group = sum_tables(measured({Theme.DIGITAL: (hidden, 30, 40)}))

    digital, board = cell_of(by_theme, "digital"), cell_of(by_group, "sounding_board")
    assert (digital.estimate, digital.at_least) == (70.0, True)
    assert (board.estimate, board.at_least) == (2400.0, True)


def test_the_high_end_leaves_room_for_what_is_hidden() -> None:
    by_theme, _ = sum_tables(measured({Theme.DIGITAL: (5, 30, 40)}))

    digital = cell_of(by_theme, "digital")
    assert digital.low == pytest.approx(70 - half_width(6.0, 2) / 6)
    assert digital.high == pytest.approx(70 + 12.8252 + half_width(6.0, 3) / 6, abs=1 / 6)


def test_hidden_cells_that_pass_together_are_in_the_sum() -> None:
    votes = dict.fromkeys((Theme.DIGITAL, Theme.DOCUMENTS), (9, 9, 30))
    by_theme, by_group = sum_tables(measured(votes))

    assert cell_of(by_group, "sounding_board").estimate == 23 * 100 + 18
    assert cell_of(by_theme, "digital") == Cell(
        {"theme": "digital"}, 48.0, pytest.approx(43, abs=0.5), pytest.approx(53, abs=0.5)
    )


def test_hidden_cells_that_stay_small_together_are_left_out() -> None:
    by_theme, _ = sum_tables(measured({Theme.DIGITAL: (2, 3, 30)}))

    assert cell_of(by_theme, "digital").estimate == 30.0
    assert cell_of(by_theme, "digital").at_least


def test_a_theme_with_nothing_shown_can_be_shown_for_all_groups() -> None:
    votes = dict.fromkeys(Theme, (9, 9, 9))
    by_theme, _ = sum_tables(measured(votes))

    assert cell_of(by_theme, "digital").estimate == 27.0


def test_a_theme_that_is_small_for_all_groups_is_too_few() -> None:
    by_theme, _ = sum_tables(measured({Theme.DIGITAL: (1, 2, 3)}))

    assert cell_of(by_theme, "digital") == Cell({"theme": "digital"}, None)


def test_sensitive_themes_need_twice_the_bound_in_sums_too() -> None:
    votes = dict.fromkeys(Theme, (9, 9, 9))
    by_theme, _ = sum_tables(measured(votes))

    assert cell_of(by_theme, "safety").estimate is None


def test_a_sum_that_would_lay_bare_a_cell_of_another_sum_is_held_back() -> None:
    """Board is 9 + 9; digital is 9 + 9 across; the fourth cell alone would then follow from the column."""
    votes = {Theme.DIGITAL: (9, 9, 30), Theme.DOCUMENTS: (9, 30, 30), Theme.LOCATION: (30, 9, 30)}
    by_theme, by_group = sum_tables(measured(votes))

    told = [
        cell.key
        for table in (by_group, by_theme)
        for cell in table.cells
        if not cell.at_least and cell.estimate
    ]
    # Four hidden cells and four sums: board, partner, digital; documents and location hold one each.
    assert {"source_group": "sounding_board"} in told
    assert {"source_group": "chain_partner"} in told
    assert {"theme": "digital"} in told
    assert {"theme": "documents"} not in told


def test_a_closed_chain_of_sums_stops_before_the_last_link() -> None:
    """Three sums over a triangle of pairs would give all: a + b, b + c with staff closing the ring."""
    votes = {Theme.DIGITAL: (9, 9, 9), Theme.DOCUMENTS: (9, 9, 30)}
    by_theme, by_group = sum_tables(measured(votes))

    # Board and partner hold two hidden cells each; staff holds one and is left out.
    assert cell_of(by_group, "staff").at_least
    # Documents (9 + 9) is told; digital with it would leave staff's cell: board + partner - documents.
    told = [cell_of(by_theme, "digital"), cell_of(by_theme, "documents")]
    assert sum(not cell.at_least and cell.estimate is not None for cell in told) == 1
