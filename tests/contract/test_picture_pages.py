"""The shared picture and the journey: every number that is drawn stands in the table beside it."""

import re
from types import SimpleNamespace

import pytest
from starlette.testclient import TestClient
from tests.conftest import NOW

from feedback_api import assemble
from feedback_api.flows.read_releases import read_releases
from feedback_api.publish.journey import journey
from feedback_api.publish.shared_picture import shared_picture
from feedback_api.settings import Settings


@pytest.fixture(scope="module", name="site")
def _site(seeded):
    app = assemble.build(Settings(), seeded, SimpleNamespace(), lambda: NOW)
    return TestClient(app, base_url="http://figures.test")


def rows(html: str) -> list[str]:
    """Lines of the table, as read."""
    table = html[html.index("<tbody>") : html.index("</tbody>")]
    return [" ".join(re.sub("<[^>]+>", " ", row).split()) for row in table.split("<tr>")[1:]]


def told(share) -> str:
    return "–" if share is None else f"{round(100 * share.estimate)} % ("


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_table_of_the_journey_holds_every_rating_and_every_group(site, seeded, language):
    for release in read_releases(seeded):
        found = journey(release)
        html = site.get(f"/explore/{language}/journey?period={release.period}").text
        for step, row in zip(found.steps, rows(html), strict=True):
            for cell in (step.votes, *step.per_group.values()):
                assert cell.estimate is None or f"{round(cell.estimate)} (" in row
            for rating in step.ratings.ratings if step.ratings else ():
                assert told(rating.share) in row, (release.period, step.step, rating.rating)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_table_of_the_shared_picture_holds_every_share(site, seeded, language):
    for release in read_releases(seeded):
        picture = shared_picture(release)
        html = site.get(f"/explore/{language}/shared-picture?period={release.period}").text
        if len(picture.groups) - len(picture.silent) < 2:
            assert "<tbody>" not in html
            continue
        found = " ".join(rows(html))
        assert len(rows(html)) == len(picture.themes)
        for view in (view for theme in picture.themes for view in theme.views):
            assert view.share is None or told(view.share) in found


def test_an_unknown_period_is_not_found(site):
    for path in ("journey", "shared-picture"):
        assert site.get(f"/explore/nl/{path}?period=2019-Q1").status_code == 404
