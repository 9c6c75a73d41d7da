from dataclasses import replace

import pytest

from feedback_api.release import measure
from feedback_api.release.freeze import digest, parse_release, release_document
from feedback_api.release.measure import make_release, sensitivity
from feedback_api.release.tabulate import CellKey
from feedback_api.terms.codebook import SourceGroup, Theme
from feedback_api.terms.errors import ReleaseRefused
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import LedgerEntry, Policy, Release

PERIOD = ReportingPeriod(2026, 3)
POLICY = Policy(expected_messages=900)
TALLIES: dict[CellKey, int] = {
    (theme, group): 6 * (4 * number + 10 * place)
    for number, theme in enumerate(Theme)
    for place, group in enumerate(SourceGroup)
}


def release(policy: Policy = POLICY, spent: float = 0.0) -> tuple[Release, LedgerEntry]:
    return make_release(TALLIES, PERIOD, policy, codebook_version=1, spent_this_year=spent)


def test_a_period_becomes_three_tables_and_a_ledger_row() -> None:
    made, entry = release(spent=2.0)

    assert [table.name for table in made.tables] == ["theme-by-group", "theme", "group"]
    assert [len(table.cells) for table in made.tables] == [75, 25, 3]
    assert entry == LedgerEntry(PERIOD, 1.0, {"theme-by-group": 1.0}, 3.0)


def test_the_tables_together_cost_what_the_ledger_says() -> None:
    made, entry = release()

    assert sum(table.epsilon for table in made.tables) == entry.epsilon


def test_the_digest_is_over_the_document() -> None:
    made, _ = release()

    assert made.digest == digest(release_document(made))
    assert parse_release(release_document(made)) == made


def test_the_chain_goes_through_the_previous_digest() -> None:
    first, _ = release()
    second, _ = make_release(
        TALLIES,
        PERIOD.next,
        POLICY,
        codebook_version=1,
        previous_digest=first.digest,
        previous_noisy_total=900.0,
    )

    assert release_document(second)["previousDigest"] == first.digest


def test_a_second_draw_is_another_release() -> None:
    assert release()[0].digest != release()[0].digest


def test_the_noisy_total_is_near_the_votes_and_not_the_votes() -> None:
    exact = sum(TALLIES.values()) / 6
    totals = {release()[0].noisy_total for _ in range(8)}

    assert len(totals) > 1
    # Seven standard deviations of 75 cells, and the room that held-back cells may take.
    assert all(exact - 86 - 3 * 25 < total < exact + 86 for total in totals)


def test_one_member_moves_one_vote_for_each_token() -> None:
    assert sensitivity(Policy(tokens_per_period=1)) == 6
    assert sensitivity(Policy(tokens_per_period=2)) == 12


def test_the_published_sigma_is_that_of_one_vote_at_epsilon_one() -> None:
    assert release()[0].tables[0].sigma == 1.4126


def test_two_tokens_double_the_noise() -> None:
    one, _ = release()
    two, _ = release(replace(POLICY, tokens_per_period=2))

    assert two.tables[0].sigma == pytest.approx(2 * one.tables[0].sigma, rel=0.01)


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
