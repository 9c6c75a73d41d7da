import pytest

from feedback_api.release.suppress import bound, is_shown, sigmas_for
from feedback_api.terms.codebook import Theme
from feedback_api.terms.release import Policy


def test_the_bound_is_the_threshold_and_two_sigmas() -> None:
    assert bound(Policy(), 1.5, [Theme.DIGITAL]) == pytest.approx(13.0)


@pytest.mark.parametrize("theme", [Theme.SAFETY, Theme.VULNERABILITY])
def test_for_sensitive_themes_the_whole_bound_doubles(theme: Theme) -> None:
    assert bound(Policy(), 1.5, [theme]) == pytest.approx(26.0)


def test_a_sum_is_sensitive_when_all_of_it_is() -> None:
    assert bound(Policy(), 1.5, [Theme.SAFETY, Theme.VULNERABILITY]) == pytest.approx(26.0)
    assert bound(Policy(), 1.5, [Theme.SAFETY, Theme.DIGITAL]) == pytest.approx(13.0)


def test_the_bound_itself_is_shown_and_a_sixth_less_is_not() -> None:
    assert is_shown(13.0, Policy(), 1.5, [Theme.DIGITAL])
    assert not is_shown(13.0 - 1 / 6, Policy(), 1.5, [Theme.DIGITAL])


def test_what_is_about_no_theme_is_not_sensitive() -> None:
    assert bound(Policy(), 1.5) == pytest.approx(13.0)


def test_the_cube_needs_four_sigmas() -> None:
    cube = ("theme", "source_group", "step")

    assert sigmas_for(Policy(), cube) == 4.0
    assert sigmas_for(Policy(), cube[:2]) == sigmas_for(Policy(), ("theme", "step")) == 2.0
    assert bound(Policy(), 1.5, [Theme.DIGITAL], sigmas=4.0) == pytest.approx(16.0)
    assert bound(Policy(), 1.5, [Theme.SAFETY], sigmas=4.0) == pytest.approx(32.0)
