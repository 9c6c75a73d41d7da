from typing import Any

import pytest

from feedback_api.release.tabulate import CODES, cells, every_cell, margin
from feedback_api.terms.codebook import Rating, SourceGroup, Step, Theme

BY = ("theme", "source_group")


def test_every_cell_of_the_closed_lists_is_there_zeros_too() -> None:
    table = cells({(Theme.DIGITAL, SourceGroup.STAFF): 7}, BY, tuple(SourceGroup))

    assert list(table) == [(theme, group) for theme in Theme for group in SourceGroup]
    assert sum(table.values()) == table[Theme.DIGITAL, SourceGroup.STAFF] == 7


def test_a_group_without_column_is_left_out() -> None:
    table = cells({(Theme.DIGITAL, SourceGroup.STAFF): 7}, BY, (SourceGroup.CHAIN_PARTNER,))

    assert len(table) == len(Theme)
    assert not any(table.values())


@pytest.mark.parametrize("tally", [-1, 2.0, True])
def test_only_whole_sixths_from_zero_up(tally: Any) -> None:
    with pytest.raises(ValueError, match="whole sixths"):
        cells({(Theme.DIGITAL, SourceGroup.STAFF): tally}, BY, tuple(SourceGroup))


def test_only_closed_lists() -> None:
    outside: Any = {("the weather", SourceGroup.STAFF): 1}

    with pytest.raises(ValueError, match="outside the closed lists") as error:
        cells(outside, BY, tuple(SourceGroup))

    assert "weather" not in str(error.value)


def test_a_key_of_another_length_is_outside_the_lists() -> None:
    with pytest.raises(ValueError, match="outside the closed lists"):
        cells({(Theme.DIGITAL,): 6}, BY, tuple(SourceGroup))


def test_steps_are_counted_with_all_ratings_and_with_none() -> None:
    table = cells({(Step.WAITING, "not_given"): 6}, ("step", "rating"), tuple(SourceGroup))

    assert len(table) == 11 * 4
    assert CODES["rating"] == (*Rating, "not_given")


def test_a_margin_adds_up_what_it_leaves_out() -> None:
    tally = dict.fromkeys(every_cell(("theme", "source_group", "step"), tuple(SourceGroup)), 2)

    assert set(margin(tally, ("theme", "source_group", "step"), BY).values()) == {22}
    assert margin(tally, ("theme", "source_group", "step"), ("step",)).keys() == {(step,) for step in Step}
