import pytest

from feedback_api.release.plan import groups_with_column, information, plan
from feedback_api.terms.codebook import SourceGroup
from feedback_api.terms.errors import ReleaseRefused
from feedback_api.terms.release import Policy


def test_all_of_the_epsilon_goes_to_theme_by_group() -> None:
    (planned,) = plan(Policy(epsilon=0.5, expected_messages=900))

    assert (planned.name, planned.dimensions) == ("theme-by-group", ("theme", "source_group"))
    assert planned.epsilon == 0.5
    assert planned.source_groups == tuple(SourceGroup)


def test_information_follows_the_formula() -> None:
    assert information(Policy(epsilon=0.5, tokens_per_period=2, expected_messages=900)) == 225


def test_the_previous_release_counts_for_more_than_the_expectation() -> None:
    assert information(Policy(expected_messages=900), previous_noisy_total=120.0) == 120


@pytest.mark.parametrize("previous", [399.0, 0.0, float("nan")])
def test_too_little_information_is_refused(previous: float) -> None:
    with pytest.raises(ReleaseRefused) as refused:
        plan(Policy(expected_messages=900), previous)

    assert refused.value.reason == "too-little-information"


def test_the_least_information_is_enough() -> None:
    assert plan(Policy(), previous_noisy_total=400.0)


def test_small_groups_get_no_column() -> None:
    members = {SourceGroup.SOUNDING_BOARD: 14, SourceGroup.STAFF: 15}

    assert groups_with_column(Policy(members=members)) == (SourceGroup.STAFF,)


def test_without_any_column_there_is_no_release() -> None:
    policy = Policy(members={SourceGroup.STAFF: 3}, expected_messages=900)

    with pytest.raises(ReleaseRefused) as refused:
        plan(policy)

    assert refused.value.reason == "too-few-members"
