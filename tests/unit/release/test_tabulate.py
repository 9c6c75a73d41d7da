from typing import Any

import pytest

from feedback_api.release.tabulate import cells
from feedback_api.terms.codebook import SourceGroup, Theme


def test_every_cell_of_the_closed_lists_is_there_zeros_too() -> None:
    table = cells({(Theme.DIGITAL, SourceGroup.STAFF): 7}, tuple(SourceGroup))

    assert list(table) == [(theme, group) for theme in Theme for group in SourceGroup]
    assert sum(table.values()) == table[Theme.DIGITAL, SourceGroup.STAFF] == 7


def test_a_group_without_column_is_left_out() -> None:
    table = cells({(Theme.DIGITAL, SourceGroup.STAFF): 7}, (SourceGroup.CHAIN_PARTNER,))

    assert len(table) == len(Theme)
    assert not any(table.values())


@pytest.mark.parametrize("tally", [-1, 2.0, True])
def test_only_whole_sixths_from_zero_up(tally: Any) -> None:
    with pytest.raises(ValueError, match="whole sixths"):
        cells({(Theme.DIGITAL, SourceGroup.STAFF): tally}, tuple(SourceGroup))


def test_only_closed_lists() -> None:
    outside: Any = {("the weather", SourceGroup.STAFF): 1}

    with pytest.raises(ValueError, match="outside the closed lists") as error:
        cells(outside, tuple(SourceGroup))

    assert "weather" not in str(error.value)
