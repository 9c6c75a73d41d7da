from collections import defaultdict

import pytest

from feedback_api.release import planner
from feedback_api.release.measure import make_release
from feedback_api.release.planner import Outlook, outlooks, recommended
from feedback_api.terms.codebook import SourceGroup
from feedback_api.terms.period import ReportingPeriod

MEMBERS = dict(zip(SourceGroup, (20, 400, 780), strict=True))
QUARTERS = [ReportingPeriod(2026, quarter) for quarter in (1, 2, 3, 4)]


def choice(messages: int, quarters: int, epsilon: float, tokens: int = 1) -> Outlook:
    found = outlooks(messages, MEMBERS, tokens)
    return next(o for o in found if (o.quarters, o.policy.epsilon) == (quarters, epsilon))


@pytest.mark.parametrize(
    ("messages", "quarters", "epsilon"), [(600, 4, 1.0), (1_200, 4, 0.5), (2_500, 4, 1.0), (20_000, 1, 1.0)]
)
def test_what_is_foreseen_is_what_releases_show(messages: int, quarters: int, epsilon: float) -> None:
    """Six real releases of the assumed votes, from the code that releases, against the outlook."""
    foreseen = choice(messages, quarters, epsilon)
    typical = planner._typical_votes(foreseen.policy, messages * quarters / 4)
    tallies = defaultdict(dict, {"theme-by-group": typical}) | finer(typical)
    shown: list[int] = []
    for _ in range(6):
        made, _ = make_release(tallies, QUARTERS[:quarters], foreseen.policy, codebook_version=1)
        table = next(table for table in made.tables if table.name == "theme-by-group")
        shown.append(sum(cell.estimate is not None for cell in table.cells))
        assert table.sigma == pytest.approx(foreseen.sigma, abs=1e-3)
        assert set(foreseen.tables) <= {table.name for table in made.tables}
    assert sum(shown) / len(shown) == pytest.approx(foreseen.shown, abs=3)


def finer(typical):
    """The same votes, all of one tone and one step."""
    by = {"theme-by-group-by-sentiment": "negative", "theme-by-group-by-step": "waiting"}
    return defaultdict(
        dict, {name: {(*key, code): n for key, n in typical.items()} for name, code in by.items()}
    )


def test_600_messages_a_year_are_worth_a_release_a_year() -> None:
    best = recommended(outlooks(600, MEMBERS))

    assert best is not None
    assert (best.quarters, best.policy.epsilon) == (4, 1.0)
    assert best.median_error is not None
    assert best.median_error < 0.1


@pytest.mark.parametrize(("messages", "quarters"), [(1_200, 2), (2_500, 1), (10_000, 1)])
def test_more_messages_make_more_frequent_releases(messages: int, quarters: int) -> None:
    best = recommended(outlooks(messages, MEMBERS))

    assert best is not None
    assert best.quarters == quarters


def test_where_both_will_do_less_is_spent() -> None:
    best = recommended(outlooks(10_000, MEMBERS))

    assert best is not None
    assert (best.policy.epsilon, best.epsilon_in_year) == (0.5, 2.0)


@pytest.mark.parametrize("messages", [1, 100, 399])
def test_nothing_worth_publishing_is_said(messages: int) -> None:
    assert recommended(outlooks(messages, MEMBERS)) is None


def test_two_tokens_are_twice_the_noise_and_half_the_information() -> None:
    one, two = choice(2_500, 4, 1.0), choice(5_000, 4, 1.0, tokens=2)

    assert one.information == two.information
    assert two.sigma == pytest.approx(2 * one.sigma, rel=0.02)


def test_a_group_under_fifteen_members_has_no_column() -> None:
    members = MEMBERS | {SourceGroup.SOUNDING_BOARD: 14}

    best = recommended(outlooks(2_500, members))

    assert best is not None
    assert set(best.shown_by_group) == {SourceGroup.CHAIN_PARTNER, SourceGroup.STAFF}
    assert recommended(outlooks(2_500, dict.fromkeys(SourceGroup, 5))) is None
