from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback_api.release.subtraction import Told, lays_bare


def sums(*written: str) -> list[frozenset[str]]:
    return [frozenset(members) for members in written]


@pytest.mark.parametrize(
    "told",
    [
        sums("a"),
        sums("ab", "b"),
        sums("abc", "bc"),
        sums("ab", "bc", "ac"),
        sums("ab", "cd", "abcde"),
        sums("abc", "de", "abd", "e"),
    ],
)
def test_one_member_follows(told: list[frozenset[str]]) -> None:
    assert lays_bare(told)


@pytest.mark.parametrize(
    "told",
    [
        [],
        sums(""),
        sums("ab"),
        sums("ab", "ab"),
        sums("ab", "bc"),
        sums("ab", "cd", "ac", "bd"),
        sums("ab", "cd", "abcd"),
    ],
)
def test_no_member_follows(told: list[frozenset[str]]) -> None:
    assert not lays_bare(told)


MEMBERS = "abcd"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.frozensets(st.sampled_from(MEMBERS), min_size=1), max_size=4))
def test_agrees_with_trying_all_small_combinations(told: list[frozenset[str]]) -> None:
    """Weights from -3 to 3 reach every combination that four sums of four members need."""
    found = False
    for weights in product(range(-3, 4), repeat=len(told)):
        totals = [
            sum(w for w, members in zip(weights, told, strict=True) if member in members)
            for member in MEMBERS
        ]
        found = found or sum(total != 0 for total in totals) == 1
    assert lays_bare(told) == found


def test_a_weighted_mean_hides_as_long_as_another_unknown_is_in_it() -> None:
    told = Told()

    assert told.may_tell({"a": 40, "b": 24})
    assert not told.may_tell({"a": 40})
    assert not told.may_tell({"b": 1})
    assert told.may_tell({"a": 80, "b": 48})
    assert not told.may_tell({"a": 1, "b": 1})


def test_what_was_refused_does_not_count_as_told() -> None:
    told = Told()
    assert not told.may_tell({"a": 1})

    assert told.may_tell({"a": 1, "b": 1})
