"""Pages for designers: every number is the frozen release's, and every address that leads nowhere says so."""

import gzip
import re
from html import unescape
from math import ceil, floor
from types import SimpleNamespace

import pytest
from starlette.testclient import TestClient
from tests.answering import DONE, SHOWN, TEXTS, published, released
from tests.conftest import NOW

from feedback_api import assemble
from feedback_api.flows.read_releases import read_releases
from feedback_api.publish.query import MOST_ROWS, themes
from feedback_api.publish.ratings import ratings
from feedback_api.publish.suppression import hidden_counts
from feedback_api.settings import Settings
from feedback_api.terms.codebook import Step, Theme
from feedback_api.web.explore import MENU
from feedback_api.web.texts import explore_texts_of

LANGUAGES = ("nl", "en")
MOST_BYTES = 100_000
"""Of a page, compressed; its two style sheets are less than 20 kB."""
PAGES = [
    *(path for path, _ in MENU),
    "/themes/waiting_time",
    "/themes/safety",
    "/steps/interview",
    "/steps/return",
]


def visitor(database):
    # Nothing here reads a message, so no engine has to be there.
    app = assemble.build(Settings(), database, SimpleNamespace(), lambda: NOW)
    return TestClient(app, base_url="https://testserver")


@pytest.fixture(scope="module", name="site")
def _site(seeded):
    return visitor(seeded)


@pytest.fixture(scope="module", name="releases")
def _releases(seeded):
    return read_releases(seeded)


def said(key, language, **values):
    return explore_texts_of(language, {}).text(key, **values)


def cells(html):
    """The text of each table cell, without marks."""
    found = re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", html, re.S)
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", cell)).split()) for cell in found]


def as_shown(cell, too_few):
    if cell.estimate is None:
        return too_few
    least = "≥ " if cell.at_least else ""
    return f"{least}{round(cell.estimate)} ({floor(cell.low)}–{ceil(cell.high)})"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_every_page_shows_every_release(site, releases, path, language):
    for release in releases:
        answer = site.get(f"/explore/{language}{path}", params={"period": str(release.period)})
        assert answer.status_code == 200
        assert f'<html lang="{language}"' in answer.text
        assert f"<option selected>{release.period}</option>" in answer.text
        assert release.digest[:19] in answer.text
        assert len(gzip.compress(answer.content)) < MOST_BYTES
        assert "set-cookie" not in answer.headers
        assert "<script" not in answer.text


def test_the_newest_release_is_shown_first(site, releases):
    assert f"<option selected>{releases[0].period}</option>" in site.get("/explore/nl").text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_overview_holds_every_theme_as_released(site, releases, language):
    for release in releases:
        html = site.get(f"/explore/{language}", params={"period": str(release.period)}).text
        shown = cells(html)
        for row in themes(release, limit=MOST_ROWS).rows:
            name = said(f"theme.{row.theme}", language)
            assert shown[shown.index(name) + 1] == as_shown(row.votes, said("results.toofew", language))


def test_a_theme_page_holds_each_group_and_each_release(site, releases):
    for theme in Theme:
        html = site.get(f"/explore/en/themes/{theme}").text
        shown = cells(html)
        for release in releases:
            row = next(row for row in themes(release, limit=MOST_ROWS).rows if row.theme is theme)
            assert shown[shown.index(str(release.period)) + 1] == as_shown(row.votes, "too few")


def test_themes_by_step_are_shown_only_where_a_table_holds_them(site, releases):
    for release in releases:
        crossed = any(table.name == "theme-by-step" for table in release.tables)
        html = site.get("/explore/en/themes/information", params={"period": str(release.period)}).text
        assert (said("explore.theme.no-steps", "en") in html) != crossed


@pytest.mark.parametrize("step", list(Step))
def test_a_step_page_and_the_ratings_page_hold_its_ratings(site, releases, step):
    rows = ratings(releases[0], step).steps[0].ratings
    of_step = cells(site.get(f"/explore/en/steps/{step}").text)
    of_all = cells(site.get("/explore/en/ratings").text)
    line = of_all[of_all.index(said(f"step.{step}", "en")) :][2:6]
    for place, row in enumerate(rows):
        shown = as_shown(row.votes, "too few")
        name = said(f"explore.rating.{row.rating}", "en")
        assert of_step[of_step.index(name) + 1] == shown
        assert line[place].startswith(shown)


def test_what_is_withheld_is_counted_from_the_release(site, releases):
    for release in releases:
        shown = cells(site.get("/explore/en/withheld", params={"period": str(release.period)}).text)
        for count in hidden_counts(release):
            at = shown.index(count.table.name)
            told = [count.cells, count.shown, count.at_least, count.too_few]
            assert shown[at + 1 : at + 5] == [str(number) for number in told]


def test_a_group_without_a_column_is_named(site):
    html = site.get("/explore/nl/withheld?period=2026-Q2").text
    assert said("explore.withheld.absent", "nl", groups=said("group.staff", "nl")) in html
    assert (
        said("explore.withheld.absent", "nl", groups=said("group.staff", "nl"))
        not in site.get("/explore/nl/withheld").text
    )


def test_the_ledger_adds_up_to_what_was_spent(site, releases):
    html = site.get("/explore/en/ledger").text
    for year in {release.period.year for release in releases}:
        quarters = [q for release in releases for q in release.covered if q.year == year]
        assert said("explore.ledger.year", "en", spent=str(len(quarters)), most="4") in html


def test_quarters_that_were_carried_are_named(site):
    told = said("explore.carried", "en", periods="2026-Q1")
    assert told in site.get("/explore/en?period=2026-Q2").text
    assert told not in site.get("/explore/en").text


@pytest.mark.parametrize(
    ("path", "key", "link"),
    [
        ("/explore/nl?period=2019-Q1", "no-period", "/explore/nl?period=2026-Q3"),
        ("/explore/nl?period=<b>", "no-period", "/explore/nl?period=2026-Q3"),
        ("/explore/nl?period=", "no-period", "/explore/nl?period=2026-Q3"),
        ("/explore/nl/themes/money", "no-theme", "/explore/nl/themes/waiting_time?period=2026-Q3"),
        ("/explore/nl/steps/lunch", "no-step", "/explore/nl/steps/interview?period=2026-Q3"),
    ],
)
def test_an_address_that_leads_nowhere_says_what_exists(site, path, key, link):
    answer = site.get(path)
    assert answer.status_code == 404
    assert said(f"explore.{key}.title", "nl") in answer.text
    assert f'href="{link}"' in answer.text
    assert not re.search("money|lunch|2019|<b>", answer.text)


def test_another_language_is_a_page_in_the_readers_language(site):
    answer = site.get("/explore/ar", headers={"Accept-Language": "ar"})
    assert answer.status_code == 404
    assert '<html lang="ar" dir="rtl">' in answer.text


@pytest.mark.parametrize(("asked", "given"), [("nl", "nl"), ("en", "en"), ("ar", "en"), ("", "nl")])
def test_the_root_leads_to_a_language(site, asked, given):
    answer = site.get("/explore", headers={"Accept-Language": asked}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/explore/{given}")


def test_a_house_without_a_release_says_when_there_will_be_one(database):
    for path in PAGES:
        answer = visitor(database).get(f"/explore/nl{path}")
        assert answer.status_code == 200
        assert said("explore.no-release", "nl") in answer.text


def test_a_theme_page_tells_what_was_done_and_what_can_be_concluded(database, reader, signer):
    released(database, signer)
    published(database, reader, DONE)
    for language in LANGUAGES:
        html = visitor(database).get(f"/explore/{language}/themes/{SHOWN}").text
        assert TEXTS[language] in html
        assert said("effect.too-early", language) in html
        assert said("explore.theme.no-actions", language) not in html
