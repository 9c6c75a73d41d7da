from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

import pytest

from feedback_api.release import measure
from feedback_api.release.freeze import digest, parse_release, release_document
from feedback_api.release.measure import make_release, sensitivity
from feedback_api.release.tabulate import Tally
from feedback_api.terms.codebook import Rating, Sentiment, SourceGroup, Step, Theme
from feedback_api.terms.errors import ReleaseRefused
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import LedgerEntry, Policy, Release

PERIOD = ReportingPeriod(2026, 3)
POLICY = Policy(expected_messages=900)
VOTES = {
    (theme, group): 6 * (4 * number + 10 * place)
    for number, theme in enumerate(Theme)
    for place, group in enumerate(SourceGroup)
}
TALLIES: Mapping[str, Tally] = defaultdict(
    dict,
    {
        "theme-by-group": VOTES,
        "theme-by-group-by-sentiment": {(*key, Sentiment.NEGATIVE): votes for key, votes in VOTES.items()},
        "theme-by-group-by-step": {(*key, Step.WAITING): votes for key, votes in VOTES.items()},
        "group-by-step": {(group, Step.WAITING): 6 * 600 for group in SourceGroup},
        "step-by-rating": {(Step.WAITING, Rating.BAD): 6 * 1800},
    },
)


def release(policy: Policy = POLICY, spent: float = 0.0) -> tuple[Release, LedgerEntry]:
    made, (entry,) = make_release(TALLIES, [PERIOD], policy, codebook_version=1, spent={2026: spent})
    return made, entry


@pytest.mark.parametrize(
    ("expected", "cells"),
    [
        (
            900,
            {"theme-by-group": 75, "group-by-step": 33, "step-by-rating": 44}
            | {"group": 3, "theme": 25, "step": 11},
        ),
        (2_000, {"theme-by-group-by-sentiment": 300, "theme-by-sentiment": 100}),
        (9_000, {"theme-by-group-by-step": 825, "theme-by-step": 275}),
    ],
)
def test_every_tier_has_its_tables_with_all_cells(expected: int, cells: dict[str, int]) -> None:
    made, _ = release(Policy(expected_messages=expected))

    assert cells.items() <= {table.name: len(table.cells) for table in made.tables}.items()


def test_the_ledger_row_names_every_table_that_costs() -> None:
    made, entry = release(spent=2.0)

    spent = {"theme-by-group": 0.7, "group-by-step": 0.15, "step-by-rating": 0.15}
    assert entry == LedgerEntry(PERIOD, 1.0, spent, 3.0)
    assert {table.name: table.epsilon for table in made.tables if table.epsilon} == spent


def test_the_digest_is_over_the_document() -> None:
    made, _ = release()

    assert made.digest == digest(release_document(made))
    assert parse_release(release_document(made)) == made


def test_the_chain_goes_through_the_previous_digest() -> None:
    first, _ = release()
    second, _ = make_release(TALLIES, [PERIOD.next], POLICY, codebook_version=1, previous=first)

    assert release_document(second)["previousDigest"] == first.digest


def test_a_release_names_every_quarter_that_it_counts_and_pays_for_each() -> None:
    quarters = [PERIOD, PERIOD.next]
    made, entries = make_release(TALLIES, quarters, POLICY, codebook_version=1)

    assert release_document(made)["periods"] == ["2026-Q3", "2026-Q4"]
    assert (made.period, made.covered) == (PERIOD.next, tuple(quarters))
    assert [entry.period for entry in entries] == quarters
    assert entries[1].spent_in_year == pytest.approx(2.0)


def test_carried_quarters_count_towards_the_tier() -> None:
    """Three quarters of 150 are worth a release of the first tier, with the noise of one."""
    quarters = [PERIOD, PERIOD.next, PERIOD.next.next]
    made, _ = make_release(TALLIES, quarters, Policy(expected_messages=150), codebook_version=1)

    assert made.tables[0].sigma == release()[0].tables[0].sigma


def test_a_second_draw_is_another_release() -> None:
    assert release()[0].digest != release()[0].digest


def test_the_noisy_total_is_near_the_votes_and_not_the_votes() -> None:
    totals = {release()[0].noisy_total for _ in range(8)}

    # Between what the steps hold (1,800) and what the themes hold (4,350): a mean of both.
    assert len(totals) > 1
    assert all(1_700 < total < 4_500 for total in totals)


def test_one_member_moves_one_vote_for_each_token() -> None:
    assert sensitivity(Policy(tokens_per_period=1)) == 6
    assert sensitivity(Policy(tokens_per_period=2)) == 12


def test_the_published_sigma_is_that_of_one_vote_at_the_tables_epsilon() -> None:
    assert release()[0].tables[0].sigma == 2.0192


def test_two_tokens_double_the_noise() -> None:
    one, _ = release()
    two, _ = release(replace(POLICY, tokens_per_period=2))

    assert two.tables[0].sigma == pytest.approx(2 * one.tables[0].sigma, rel=0.01)


def test_theme_by_group_gains_from_the_finer_tables() -> None:
    made, _ = release(Policy(expected_messages=2_000))

    sigmas = {table.name: table.sigma for table in made.tables}
    assert sigmas["theme-by-group"] < sigmas["theme-by-group-by-sentiment"] == 4.285


@pytest.mark.parametrize(
    ("policy", "spent", "reason"),
    [
        (replace(POLICY, threshold=3.0), 0.0, "policy-outside-limits"),
        (replace(POLICY, expected_messages=100), 0.0, "too-little-information"),
        (replace(POLICY, members={}), 0.0, "too-few-members"),
        (POLICY, 3.5, "over-budget"),
    ],
)
def test_refusals_come_before_any_noise(
    monkeypatch: pytest.MonkeyPatch, policy: Policy, spent: float, reason: str
) -> None:
    monkeypatch.setattr(measure, "discrete_laplace", None)

    with pytest.raises(ReleaseRefused) as refused:
        release(policy, spent)

    assert refused.value.reason == reason


def test_groups_without_column_are_nowhere_in_the_release() -> None:
    made, _ = release(replace(POLICY, members={SourceGroup.STAFF: 40, SourceGroup.SOUNDING_BOARD: 14}))

    assert "sounding_board" not in str(release_document(made)["tables"])
    assert len(made.tables[0].cells) == 25
