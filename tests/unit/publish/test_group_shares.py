from collections.abc import Callable

import pytest

from feedback_api.publish.group_shares import columns, public_bound
from feedback_api.release.suppress import bound
from feedback_api.terms.codebook import SourceGroup, Theme
from feedback_api.terms.errors import NotPublished
from feedback_api.terms.release import Cell, Policy, Release

STAFF = SourceGroup.STAFF
Make = Callable[..., Release]


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize("sigma", [1.41, 5.66])
def test_the_public_bound_is_the_rule_that_hides(theme: Theme, sigma: float) -> None:
    assert public_bound(Policy(), sigma, theme) == bound(Policy(), sigma, (theme,))


def test_variance_is_chance_plus_noise(frozen: Make) -> None:
    (staff,) = columns(frozen({STAFF: {Theme.DIGITAL: 200.0}}, {STAFF: 1000.0}))
    chance = 0.2 * 0.8 / 1000
    noise = (1.4126**2 * 0.6 + (0.2 * 7.063) ** 2) / 1000**2

    assert staff.variance(0.2) == pytest.approx(chance + noise)


def test_all_cells_together_have_no_noise_of_their_own(frozen: Make) -> None:
    """All cells together are the total, so their share is 1 whatever the noise."""
    (staff,) = columns(frozen({STAFF: {Theme.DIGITAL: 200.0}}, {STAFF: 1000.0}))

    assert staff.variance(1.0, 25) == pytest.approx(0, abs=1e-8)
    assert staff.variance(0.2, 1) < staff.variance(0.2, 5)


def test_a_surer_total_makes_surer_shares(frozen: Make) -> None:
    """A total that two tables hold names its own sigma."""
    surer = Cell({"source_group": "staff"}, 1000.0, 994.0, 1006.0, sigma=3.0)
    usual, better = (
        columns(frozen({STAFF: {Theme.DIGITAL: 500.0}}, {STAFF: total}))[0] for total in (1000.0, surer)
    )

    assert better.total_sigma == 3.0
    assert better.variance(0.5) < usual.variance(0.5)


def test_a_release_without_the_table_names_those_that_exist(frozen: Make) -> None:
    release = frozen({STAFF: {}}, {STAFF: 1000.0})
    object.__setattr__(release, "tables", release.tables[1:])

    with pytest.raises(NotPublished) as caught:
        columns(release)
    assert caught.value.available == ("theme", "group")
