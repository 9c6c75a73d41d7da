from collections.abc import Callable

import pytest
from tests.unit.publish.charts.drawn import is_safe, paper, read

from feedback_api.publish.charts.catalogue import CHARTS, draw, drawable
from feedback_api.terms.codebook import SourceGroup, Theme
from feedback_api.terms.release import Release

BOARD, PARTNER, STAFF = SourceGroup


@pytest.fixture(name="release")
def _release(frozen: Callable[..., Release]) -> Release:
    votes = {group: {Theme.DIGITAL: 40.0} for group in (BOARD, STAFF)}
    return frozen(votes, {BOARD: 100.0, STAFF: 100.0})


def test_only_what_the_release_holds_can_be_drawn(release: Release) -> None:
    names = drawable(release, [release], paper())

    assert {"shared-picture", "themes", "themes-staff", "trend-digital"} <= set(names)
    assert not {"journey", "ratings", "tones", "tones-digital", "themes-chain_partner"} & set(names)


def test_every_chart_is_safe_as_a_file(release: Release) -> None:
    for name in drawable(release, [release], paper()):
        chart = draw(name, release, [release], paper().alone())
        assert is_safe(chart), name
        assert "currentColor" not in chart, name
        assert read(chart)[2].get("fill") == "#ffffff", name
        assert read(chart).get("role") == "img"


def test_an_unknown_name_is_an_error(release: Release) -> None:
    with pytest.raises(KeyError):
        draw("salaries", release, [release], paper())
    assert "salaries" not in CHARTS
