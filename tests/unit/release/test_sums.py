import pytest

from feedback_api.release.measured import Measured
from feedback_api.release.spread import Noise, confidence_of_lowest
from feedback_api.release.sums import sum_tables
from feedback_api.release.tabulate import every_cell
from feedback_api.terms.codebook import SourceGroup, Theme
from feedback_api.terms.release import Cell, Policy, Table

BOARD, PARTNER, STAFF = SourceGroup


def measured(votes: dict[Theme, tuple[int, int, int]], others: int = 100) -> Measured:
    """Noisy cells with every theme not named at ``others`` votes in each group."""
    rows = {theme: votes.get(theme, (others, others, others)) for theme in Theme}
    return Measured(
        "theme-by-group",
        ("theme", "source_group"),
        {
            (theme, group): 6 * row[place]
            for theme, row in rows.items()
            for place, group in enumerate(SourceGroup)
        },
        Noise.of(6.0),
        Policy(),
    )


def sums(table: Measured, *more: Measured) -> tuple[Table, Table]:
    """Sums by theme and by group."""
    made = {made.name: made for made in sum_tables({table.name: table, **{m.name: m for m in more}})}
    return made["theme"], made["group"]


def half_width(_scale: float, cells: int, confidence: float = 0.95) -> int:
    return Noise.of(6.0).times(cells).reach(confidence)


def cell_of(table: Table, code: str) -> Cell:
    return next(cell for cell in table.cells if code in cell.key.values())


def test_sums_spend_nothing_and_have_their_own_sigma() -> None:
    by_theme, by_group = sums(measured({}))

    assert (by_theme.epsilon, by_group.epsilon) == (0.0, 0.0)
    assert by_theme.sigma == pytest.approx(1.4126 * 3**0.5, abs=1e-3)
    assert by_group.sigma == pytest.approx(1.4126 * 5, abs=1e-3)


def test_with_every_cell_shown_sums_add_up() -> None:
    by_theme, by_group = sums(measured({Theme.DIGITAL: (20, 30, 40)}))

    digital = cell_of(by_theme, "digital")
    reach = half_width(6.0, 3) / 6
    assert (digital.estimate, digital.at_least) == (90.0, False)
    assert (digital.low, digital.high) == (pytest.approx(90 - reach), pytest.approx(90 + reach))
    assert cell_of(by_group, "staff").estimate == 24 * 100 + 40


@pytest.mark.parametrize("hidden", [-3, 0, 5, 12])
def test_one_hidden_cell_is_left_out_of_the_sum(hidden: int) -> None:
    by_theme, by_group = sums(measured({Theme.DIGITAL: (hidden, 30, 40)}))

    digital, board = cell_of(by_theme, "digital"), cell_of(by_group, "sounding_board")
    assert (digital.estimate, digital.at_least) == (70.0, True)
    assert (board.estimate, board.at_least) == (2400.0, True)


def test_the_high_end_leaves_room_for_what_is_hidden() -> None:
    by_theme, _ = sums(measured({Theme.DIGITAL: (5, 30, 40)}))

    digital = cell_of(by_theme, "digital")
    assert digital.low == pytest.approx(70 - half_width(6.0, 2, confidence_of_lowest(24, 25)) / 6)
    assert digital.high == pytest.approx(70 + 12.8252 + half_width(6.0, 3) / 6, abs=1 / 6)


def test_hidden_cells_that_pass_together_are_in_the_sum() -> None:
    votes = dict.fromkeys((Theme.DIGITAL, Theme.DOCUMENTS), (9, 9, 30))
    by_theme, by_group = sums(measured(votes))

    assert cell_of(by_group, "sounding_board").estimate == 23 * 100 + 18
    assert cell_of(by_theme, "digital") == Cell(
        {"theme": "digital"}, 48.0, pytest.approx(43, abs=0.5), pytest.approx(53, abs=0.5)
    )


def test_hidden_cells_that_stay_small_together_are_left_out() -> None:
    by_theme, _ = sums(measured({Theme.DIGITAL: (2, 3, 30)}))

    assert cell_of(by_theme, "digital").estimate == 30.0
    assert cell_of(by_theme, "digital").at_least


def test_a_theme_with_nothing_shown_can_be_shown_for_all_groups() -> None:
    votes = dict.fromkeys(Theme, (9, 9, 9))
    by_theme, _ = sums(measured(votes))

    assert cell_of(by_theme, "digital").estimate == 27.0


def test_a_theme_that_is_small_for_all_groups_is_too_few() -> None:
    by_theme, _ = sums(measured({Theme.DIGITAL: (1, 2, 3)}))

    assert cell_of(by_theme, "digital") == Cell({"theme": "digital"}, None)


def test_sensitive_themes_need_twice_the_bound_in_sums_too() -> None:
    votes = dict.fromkeys(Theme, (9, 9, 9))
    by_theme, _ = sums(measured(votes))

    assert cell_of(by_theme, "safety").estimate is None


def test_a_sum_that_would_lay_bare_a_cell_of_another_sum_is_held_back() -> None:
    """Board is 9 + 9; digital is 9 + 9 across; the fourth cell alone would then follow from the column."""
    votes = {Theme.DIGITAL: (9, 9, 30), Theme.DOCUMENTS: (9, 30, 30), Theme.LOCATION: (30, 9, 30)}
    by_theme, by_group = sums(measured(votes))

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
    by_theme, by_group = sums(measured(votes))

    # Board and partner hold two hidden cells each; staff holds one and is left out.
    assert cell_of(by_group, "staff").at_least
    # Documents (9 + 9) is told; digital with it would leave staff's cell: board + partner - documents.
    told = [cell_of(by_theme, "digital"), cell_of(by_theme, "documents")]
    assert sum(not cell.at_least and cell.estimate is not None for cell in told) == 1


def steps(votes: int, sigma_scale: float = 6.0) -> Measured:
    """Groups by step, every cell the same, with noise of its own."""
    keys = every_cell(("source_group", "step"), tuple(SourceGroup))
    noise = Noise.of(sigma_scale)
    return Measured(
        "group-by-step", ("source_group", "step"), dict.fromkeys(keys, 6 * votes), noise, Policy()
    )


def test_a_groups_total_is_the_mean_of_both_tables_that_hold_it() -> None:
    """25 themes of 100 make 2,500 votes, 11 steps of 200 make 2,200; the second has less noise."""
    _, by_group = sums(measured({}), steps(200))

    staff = cell_of(by_group, "staff")
    assert staff.estimate == pytest.approx((2500 / 25 + 2200 / 11) / (1 / 25 + 1 / 11), abs=3)
    assert by_group.sigma < 1.4126 * 11**0.5


def test_where_themes_hide_a_cell_the_steps_alone_make_the_total() -> None:
    _, by_group = sums(measured({Theme.DIGITAL: (5, 30, 40)}), steps(200))

    board, staff = cell_of(by_group, "sounding_board"), cell_of(by_group, "staff")
    assert (board.estimate, board.at_least) == (2200.0, False)
    assert by_group.sigma == pytest.approx(1.4126 * 11**0.5, abs=1e-3)
    assert board.sigma is None
    assert staff.sigma is not None
    assert staff.sigma < by_group.sigma


def test_two_totals_of_a_group_never_both_get_out() -> None:
    """With the steps all shown, a mean of both would give back the one theme that is hidden."""
    _, by_group = sums(measured({Theme.DIGITAL: (5, 30, 40)}), steps(200))
    same = sums(measured({Theme.DIGITAL: (0, 30, 40)}), steps(200))[1]

    assert cell_of(by_group, "sounding_board") == cell_of(same, "sounding_board")


def test_steps_that_are_hidden_do_not_carry_a_total() -> None:
    _, by_group = sums(measured({Theme.DIGITAL: (5, 30, 40)}), steps(1))

    board = cell_of(by_group, "sounding_board")
    assert (board.estimate, board.at_least) == (2400.0, True)
