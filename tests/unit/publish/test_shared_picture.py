from collections.abc import Callable

import pytest

from feedback_api.publish.shared_picture import Picture, SharedPicture, ThemePicture, shared_picture
from feedback_api.terms.codebook import SourceGroup, Theme
from feedback_api.terms.release import Cell, Release

BOARD, PARTNER, STAFF = SourceGroup
Make = Callable[..., Release]
WAIT, DIGITAL, POLICY = Theme.WAITING_TIME, Theme.DIGITAL, Theme.POLICY
EVEN = {BOARD: 1000.0, PARTNER: 1000.0, STAFF: 1000.0}


def of(
    frozen: Make, theme: Theme, *votes: float | None, totals: dict[SourceGroup, float] = EVEN
) -> ThemePicture:
    """The picture of one theme, from its votes in the three groups; None is too few."""
    columns = {g: {} if v is None else {theme: v} for g, v in zip(SourceGroup, votes, strict=True)}
    found = {each.theme: each for each in shared_picture(frozen(columns, totals)).themes}
    return found[theme]


def test_equal_large_shares_are_shared(frozen: Make) -> None:
    theme = of(frozen, WAIT, 200, 205, 195)

    assert theme.picture is Picture.SHARED
    assert (theme.more, theme.less, theme.missing) == ((), (), ())


def test_equal_small_shares_are_unclear_and_not_shared(frozen: Make) -> None:
    """That no difference was found proves nothing."""
    assert of(frozen, WAIT, 15, 15, 15).picture is Picture.UNCLEAR


def test_a_large_difference_has_a_direction(frozen: Make) -> None:
    theme = of(frozen, WAIT, 200, 190, 60)

    assert theme.picture is Picture.DIFFERS
    assert (theme.more, theme.less, theme.missing) == ((BOARD, PARTNER), (STAFF,), ())


def test_a_group_in_the_middle_is_on_neither_side(frozen: Make) -> None:
    theme = of(frozen, WAIT, 400, 200, 60)

    assert (theme.more, theme.less) == ((BOARD,), (STAFF,))


def test_who_does_not_hear_it_is_missing(frozen: Make) -> None:
    theme = of(frozen, WAIT, 200, 190, None)

    assert theme.picture is Picture.DIFFERS
    assert (theme.less, theme.missing) == ((STAFF,), (STAFF,))


def test_a_hidden_cell_counts_as_its_bound_and_not_as_zero(frozen: Make) -> None:
    """25 votes of 1,000 against zero is beyond chance; against the bound of 12.8 it is not."""
    assert of(frozen, WAIT, 25, 24, None).picture is Picture.UNCLEAR


def test_a_sensitive_theme_hides_twice_as_much(frozen: Make) -> None:
    assert of(frozen, WAIT, 40, 40, None).picture is Picture.DIFFERS
    assert of(frozen, Theme.SAFETY, 40, 40, None).picture is Picture.UNCLEAR


def test_a_hidden_cell_in_a_small_group_says_little(frozen: Make) -> None:
    totals = {BOARD: 60.0, PARTNER: 1000.0, STAFF: 1000.0}

    assert of(frozen, WAIT, None, 100, 100, totals=totals).picture is Picture.UNCLEAR


def test_a_small_certain_difference_is_not_worth_naming(frozen: Make) -> None:
    totals = {BOARD: 1e6, PARTNER: 1e6, STAFF: 1e6}

    assert of(frozen, WAIT, 1.1e5, 1e5, 1e5, totals=totals).picture is Picture.SHARED
    assert of(frozen, WAIT, 1.3e5, 1e5, 1e5, totals=totals).picture is Picture.DIFFERS


def test_two_messages_of_one_member_count_as_one_at_worst(frozen: Make) -> None:
    votes = {BOARD: {WAIT: 60.0}, PARTNER: {WAIT: 100.0}, STAFF: {WAIT: 100.0}}
    once, twice = (shared_picture(frozen(votes, EVEN, policy={"tokens_per_period": m})) for m in (1, 2))

    assert once.themes[0].picture is Picture.DIFFERS
    assert twice.themes[0].picture is Picture.UNCLEAR


def test_a_range_counts_at_its_worst_end(frozen: Make) -> None:
    """A total that is "at least" 500 may be 900; a share of it is anything between."""
    votes = {BOARD: {WAIT: 100.0}, PARTNER: {WAIT: 100.0}, STAFF: {WAIT: 100.0}}
    at_least = Cell({"source_group": "sounding_board"}, 500.0, 490.0, 900.0, at_least=True)
    certain, ranged = (
        shared_picture(frozen(votes, EVEN | {BOARD: total})).themes[0] for total in (500.0, at_least)
    )

    assert certain.picture is Picture.DIFFERS
    assert ranged.picture is Picture.UNCLEAR


def test_a_group_without_a_total_is_silent_and_nothing_is_shared_without_it(frozen: Make) -> None:
    votes = {BOARD: {}, PARTNER: {WAIT: 200.0, DIGITAL: 200.0}, STAFF: {WAIT: 200.0, DIGITAL: 60.0}}
    picture = shared_picture(frozen(votes, EVEN | {BOARD: None}))

    assert picture.silent == (BOARD,)
    assert [theme.picture for theme in picture.themes] == [Picture.UNCLEAR, Picture.DIFFERS]


def test_a_total_that_drowns_in_its_noise_is_silent(frozen: Make) -> None:
    votes = {BOARD: {WAIT: 14.0}, PARTNER: {WAIT: 200.0}, STAFF: {WAIT: 200.0}}

    assert shared_picture(frozen(votes, EVEN | {BOARD: 20.0})).silent == (BOARD,)


def test_one_group_alone_leaves_everything_unclear(frozen: Make) -> None:
    picture = shared_picture(frozen({STAFF: {WAIT: 200.0}}, {STAFF: 1000.0}))

    assert [theme.picture for theme in picture.themes] == [Picture.UNCLEAR]
    assert picture.agreement.overall is None
    assert picture.agreement.pairs == ()


def test_themes_that_nobody_shows_are_not_enough(frozen: Make) -> None:
    picture = shared_picture(frozen({g: {WAIT: 200.0} for g in SourceGroup}, EVEN))

    assert [theme.theme for theme in picture.themes] == [WAIT]
    assert picture.not_enough == tuple(theme for theme in Theme if theme is not WAIT)


def test_views_carry_rank_share_and_for_hidden_cells_the_bound_only(frozen: Make) -> None:
    votes = {BOARD: {WAIT: 200.0, DIGITAL: 300.0}, PARTNER: {WAIT: 200.0}, STAFF: {DIGITAL: 200.0}}
    picture = shared_picture(frozen(votes, EVEN))
    board, partner, staff = _of(picture, WAIT).views

    assert (board.rank, partner.rank, staff.rank) == (2, 1, None)
    assert board.share is not None
    assert board.share.low < board.share.estimate == 0.2 < board.share.high
    assert staff.share is None
    assert 0.0128 < staff.below < 0.03


def test_likeness_is_the_smallest_share_as_a_part_of_the_largest(frozen: Make) -> None:
    likeness = of(frozen, WAIT, 200, 150, 100).likeness

    assert likeness is not None
    assert likeness.estimate == pytest.approx(0.5)
    assert 0.35 < likeness.low < 0.5 < likeness.high < 0.7


def _of(picture: SharedPicture, theme: Theme) -> ThemePicture:
    return next(each for each in picture.themes if each.theme is theme)
