"""A vote is neither made nor lost on its way from a message to the tables."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from feedback_api.release.measured import Measured, frequency_table
from feedback_api.release.spread import Noise
from feedback_api.release.sums import sum_tables
from feedback_api.release.tabulate import CellKey, cells
from feedback_api.terms.codebook import SourceGroup, Theme
from feedback_api.terms.feedback import MOST_THEMES, VOTE_SIXTHS, split_vote
from feedback_api.terms.release import Policy, Table

MESSAGES = st.lists(
    st.tuples(
        st.sampled_from(SourceGroup),
        st.lists(st.sampled_from(Theme), min_size=1, max_size=MOST_THEMES, unique=True),
    ),
    max_size=60,
)
BY = ("theme", "source_group")
NOISY = st.lists(st.integers(-60, 900), min_size=75, max_size=75)


def tally(messages: list[tuple[SourceGroup, list[Theme]]]) -> Counter[CellKey]:
    counted: Counter[CellKey] = Counter()
    for group, themes in messages:
        for part in split_vote(themes):
            counted[part.theme, group] += part.sixths
    return counted


def table_of(keys: list[CellKey], noisy: list[int]) -> Measured:
    return Measured("theme-by-group", BY, dict(zip(keys, noisy, strict=True)), Noise.of(6.0), Policy())


def in_sixths(table: Table) -> list[int]:
    return [round((cell.estimate or 0.0) * VOTE_SIXTHS) for cell in table.cells]


@settings(max_examples=50, deadline=None)
@given(MESSAGES)
def test_every_message_is_one_vote_in_the_exact_table(
    messages: list[tuple[SourceGroup, list[Theme]]],
) -> None:
    table = cells(tally(messages), BY, tuple(SourceGroup))

    assert sum(table.values()) == VOTE_SIXTHS * len(messages)


@settings(max_examples=50, deadline=None)
@given(MESSAGES, st.lists(st.sampled_from(Theme), min_size=1, max_size=MOST_THEMES, unique=True))
def test_one_more_message_moves_the_table_by_one_vote(
    messages: list[tuple[SourceGroup, list[Theme]]], themes: list[Theme]
) -> None:
    """The L1 sensitivity that the noise is scaled to."""
    before = cells(tally(messages), BY, tuple(SourceGroup))
    after = cells(tally([*messages, (SourceGroup.STAFF, themes)]), BY, tuple(SourceGroup))

    assert sum(abs(after[key] - before[key]) for key in before) == VOTE_SIXTHS


@settings(max_examples=40, deadline=None)
@given(NOISY)
def test_sums_hold_all_noisy_votes_or_exactly_those_shown(noisy: list[int]) -> None:
    keys: list[CellKey] = [(theme, group) for theme in Theme for group in SourceGroup]
    measured = table_of(keys, noisy)
    shown = frequency_table(1.0, measured)
    for table in sum_tables({measured.name: measured}):
        (dimension,) = table.dimensions
        for cell, sixths in zip(table.cells, in_sixths(table), strict=True):
            part = [key for key in keys if cell.key[dimension] in key]
            visible = [c for c in shown.cells if cell.key.items() <= c.key.items() and c.estimate is not None]
            if cell.at_least:
                assert sixths == sum(round((c.estimate or 0) * VOTE_SIXTHS) for c in visible)
            elif cell.estimate is not None:
                assert sixths == sum(measured.noisy[key] for key in part)
            else:
                assert not visible


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(200, 900), min_size=75, max_size=75))
def test_with_every_cell_shown_both_ways_of_adding_agree(noisy: list[int]) -> None:
    keys: list[CellKey] = [(theme, group) for theme in Theme for group in SourceGroup]
    by_group, by_theme = sum_tables({"theme-by-group": table_of(keys, noisy)})

    assert sum(in_sixths(by_theme)) == sum(in_sixths(by_group)) == sum(noisy)
