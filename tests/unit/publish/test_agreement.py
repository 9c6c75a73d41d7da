from collections.abc import Callable

import pytest

from feedback_api.publish.agreement import agreement
from feedback_api.publish.group_shares import columns
from feedback_api.terms.codebook import SourceGroup, Theme
from feedback_api.terms.release import Release

BOARD, PARTNER, STAFF = SourceGroup
Make = Callable[..., Release]
HALVES = list(Theme)[:2], list(Theme)[2:4]
ALL = list(Theme)


def even(themes: list[Theme], votes: float = 2000.0) -> dict[Theme, float]:
    return dict.fromkeys(themes, votes / len(themes))


def test_equal_groups_agree_wholly(frozen: Make) -> None:
    found = agreement(
        columns(frozen({g: even(ALL) for g in SourceGroup}, dict.fromkeys(SourceGroup, 2000.0)))
    )

    assert [pair.agreement and pair.agreement.estimate for pair in found.pairs] == pytest.approx([1, 1, 1])
    assert found.overall is not None
    assert found.overall.low < 1.0 == found.overall.high


def test_half_of_the_votes_on_the_same_themes_is_one_half(frozen: Make) -> None:
    votes = {PARTNER: even(ALL[:4]), STAFF: even(ALL[2:6])}
    found = agreement(columns(frozen(votes, {PARTNER: 2000.0, STAFF: 2000.0})))

    assert found.overall is not None
    assert found.overall.estimate == pytest.approx(0.5, abs=0.02)
    assert 0.4 < found.overall.low < 0.5 < found.overall.high < 0.6
    assert [(pair.one, pair.other) for pair in found.pairs] == [(PARTNER, STAFF)]


def test_no_figure_where_too_much_is_hidden(frozen: Make) -> None:
    votes = {BOARD: {ALL[0]: 20.0}, PARTNER: even(ALL), STAFF: even(ALL)}
    found = agreement(columns(frozen(votes, {BOARD: 100.0, PARTNER: 2000.0, STAFF: 2000.0})))
    board_partner, board_staff, partner_staff = (pair.agreement for pair in found.pairs)

    assert board_partner is None
    assert board_staff is None
    assert partner_staff is not None
    assert found.overall is None


def test_hidden_votes_widen_the_interval_downwards_and_upwards(frozen: Make) -> None:
    """A third of staff's votes is hidden: it may lie where the partners' votes are, or not at all."""
    shown = even(ALL[:10])
    third_hidden = {theme: votes * 2 / 3 for theme, votes in shown.items()}
    whole, part = (
        agreement(columns(frozen({PARTNER: shown, STAFF: staff}, {PARTNER: 2000.0, STAFF: 2000.0}))).overall
        for staff in (shown, third_hidden)
    )

    assert whole is not None
    assert part is not None
    assert part.high - part.low > whole.high - whole.low
    assert part.low < 0.67 < part.estimate + 0.01


def test_noise_does_not_pass_for_disagreement(frozen: Make) -> None:
    """Shares that jump up and down by as much as chance explains are no sign of difference."""
    jumping = {theme: 80.0 + (8 if place % 2 else -8) for place, theme in enumerate(ALL)}
    found = agreement(columns(frozen({PARTNER: even(ALL), STAFF: jumping}, {PARTNER: 2000.0, STAFF: 2000.0})))

    assert found.overall is not None
    assert found.overall.estimate == 1.0
