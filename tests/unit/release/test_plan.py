import pytest

from feedback_api.release.plan import groups_with_column, information, plan, tier
from feedback_api.terms.codebook import SourceGroup
from feedback_api.terms.errors import ReleaseRefused
from feedback_api.terms.release import Policy

BASIC = {"theme-by-group": 0.7, "group-by-step": 0.15, "step-by-rating": 0.15}
SENTIMENT = {
    "theme-by-group": 0.33,
    "theme-by-group-by-sentiment": 0.33,
    "group-by-step": 0.13,
    "step-by-rating": 0.13,
    "partner-type": 0.08,
}
CUBE = {
    "theme-by-group": 0.23,
    "theme-by-group-by-sentiment": 0.23,
    "theme-by-group-by-step": 0.3,
    "group-by-step": 0.065,
    "step-by-rating": 0.065,
    "partner-type": 0.04,
    "theme-by-partner-type": 0.07,
}
BY_PARTNER = {"partner-type", "theme-by-partner-type"}


@pytest.mark.parametrize(
    ("votes", "shares"),
    [(400, BASIC), (1499, BASIC), (1500, SENTIMENT), (3999, SENTIMENT), (4000, CUBE), (10**7, CUBE)],
)
def test_more_information_is_worth_more_tables(votes: float, shares: dict[str, float]) -> None:
    planned = plan(Policy(), votes)

    assert {table.name: table.epsilon for table in planned} == shares
    for table in planned:
        counted = (SourceGroup.CHAIN_PARTNER,) if table.name in BY_PARTNER else tuple(SourceGroup)
        assert table.source_groups == counted


@pytest.mark.parametrize("votes", [1500, 4000])
def test_without_partners_their_types_cost_nothing(votes: float) -> None:
    members = {SourceGroup.SOUNDING_BOARD: 20, SourceGroup.CHAIN_PARTNER: 14, SourceGroup.STAFF: 80}
    planned = plan(Policy(members=members), votes)

    assert not BY_PARTNER & {table.name for table in planned}
    assert sum(table.epsilon for table in planned) == pytest.approx(1.0, abs=1e-10)


@pytest.mark.parametrize("votes", [400, 1500, 4000])
@pytest.mark.parametrize("epsilon", [1.0, 0.7, 0.3])
def test_tables_together_spend_the_epsilon_of_the_period(votes: float, epsilon: float) -> None:
    planned = plan(Policy(epsilon=epsilon, least_information=0), votes / epsilon)

    assert sum(table.epsilon for table in planned) == pytest.approx(epsilon, abs=1e-10)


def test_information_follows_the_formula() -> None:
    assert information(Policy(epsilon=0.5, tokens_per_period=2), 900) == 225


@pytest.mark.parametrize("votes", [399.0, 0.0, -3.0, float("nan")])
def test_too_little_information_is_refused(votes: float) -> None:
    with pytest.raises(ReleaseRefused) as refused:
        plan(Policy(), votes)

    assert refused.value.reason == "too-little-information"


def test_a_policy_that_asks_for_more_gets_no_thinner_tier() -> None:
    strict = Policy(least_information=2_000)

    with pytest.raises(ReleaseRefused):
        tier(strict, 1_600)
    assert tier(strict, 2_000).name == "sentiment"


def test_small_groups_get_no_column() -> None:
    members = {SourceGroup.SOUNDING_BOARD: 14, SourceGroup.STAFF: 15}

    assert groups_with_column(Policy(members=members)) == (SourceGroup.STAFF,)


def test_without_any_column_there_is_no_release() -> None:
    with pytest.raises(ReleaseRefused) as refused:
        plan(Policy(members={SourceGroup.STAFF: 3}), 900)

    assert refused.value.reason == "too-few-members"
