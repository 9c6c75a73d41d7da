"""Pages for designers in a real browser: readable by everyone, on a phone, on a desk and on paper."""

import json
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, Route, expect
from starlette.testclient import TestClient
from tests.browser.test_states import CUT_OFF, LARGE, OVERLAPPING, SPACED, TOO_WIDE
from tests.conftest import NOW

from feedback_api import assemble
from feedback_api.settings import Settings
from feedback_api.web.explore import MENU

ORIGIN = "http://figures.test"
PAGES = [*(path for path, _ in MENU), "/themes/waiting_time", "/steps/interview", "/themes/nothing"]
CHART_LETTERS = """() => Math.min(...[...document.querySelectorAll("svg text")]
  .filter(e => e.checkVisibility())
  .map(e => parseFloat(getComputedStyle(e).fontSize) * e.getScreenCTM().a))"""
FOCUSED = """() => {
  const e = document.activeElement, s = getComputedStyle(e), b = e.getBoundingClientRect();
  const name = e.outerHTML.slice(0, 80);
  return { name, line: parseFloat(s.outlineWidth), tall: b.height, wide: b.width }; }"""


@pytest.fixture(scope="module", name="site")
def _site(seeded):
    app = assemble.build(Settings(), seeded, SimpleNamespace(), lambda: NOW)
    return TestClient(app, base_url=ORIGIN)


@pytest.fixture(name="opened")
def _opened(page_factory, site) -> Callable[..., Page]:
    def open_page(width: int = 390, **settings: object) -> Page:
        page = page_factory("nl", javascript=True, width=width, bypass_csp=True, **settings)

        def answer(route: Route) -> None:
            assert route.request.url.startswith(ORIGIN), "nothing from elsewhere"
            found = site.get(route.request.url.removeprefix(ORIGIN))
            route.fulfill(status=found.status_code, body=found.content, headers=dict(found.headers))

        page.route("**/*", answer)
        return page

    return open_page


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_axe_finds_nothing_and_nothing_is_cut_off(opened, axe, language, width, scheme):
    page = opened(width, color_scheme=scheme, reduced_motion="reduce")
    for path in PAGES:
        page.goto(f"{ORIGIN}/explore/{language}{path}")
        page.evaluate(axe)
        found = page.evaluate("async () => (await axe.run()).violations")
        assert not found, json.dumps([(path, f["id"], f["nodes"][0]["html"]) for f in found])[:900]
        assert page.evaluate(TOO_WIDE) <= 0, path
        assert page.evaluate(CUT_OFF) == [], path
        assert page.evaluate(OVERLAPPING) == [], path


@pytest.mark.parametrize(("width", "style"), [(360, LARGE), (320, SPACED)], ids=["text200", "spacing"])
def test_larger_letters_and_wider_lines_fit(opened, width, style):
    page = opened(width)
    for path in PAGES:
        page.goto(f"{ORIGIN}/explore/nl{path}")
        page.add_style_tag(content=style)
        assert page.evaluate(TOO_WIDE) <= 0, path
        assert page.evaluate(OVERLAPPING) == [], path


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_letters_of_charts_are_no_smaller_than_eleven_pixels(opened, width):
    page = opened(width)
    for path in ("", "/shared-picture", "/journey", "/ratings", "/themes/waiting_time"):
        page.goto(f"{ORIGIN}/explore/nl{path}?period=2025-Q2")
        assert page.evaluate(CHART_LETTERS) >= 10.95, path


def test_the_keyboard_reaches_everything_and_shows_where_it_is(opened):
    page = opened(1280)
    page.goto(f"{ORIGIN}/explore/nl")
    stops = page.locator("a:visible, button:visible, select:visible, [tabindex='0']:visible").count()
    seen = set()
    for _ in range(stops):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUSED)
        assert focus["line"] >= 2, focus
        assert min(focus["tall"], focus["wide"]) >= 24 or "theme" in focus["name"], focus
        seen.add(focus["name"])
    assert len(seen) > 30


def test_a_period_is_chosen_without_a_script(page_factory, site):
    page = page_factory("nl", javascript=False)

    def answer(route: Route) -> None:
        found = site.get(route.request.url.removeprefix(ORIGIN))
        route.fulfill(status=found.status_code, body=found.content, headers=dict(found.headers))

    page.route("**/*", answer)
    page.goto(f"{ORIGIN}/explore/nl/ratings")
    page.select_option("#period", "2025-Q3")
    page.get_by_role("button", name="Laat zien").click()
    expect(page).to_have_url(f"{ORIGIN}/explore/nl/ratings?period=2025-Q3")
    expect(page.locator("#period")).to_have_value("2025-Q3")


def test_on_paper_there_is_only_what_is_read(opened):
    page = opened(794)
    page.goto(f"{ORIGIN}/explore/nl/shared-picture")
    page.emulate_media(media="print")
    for gone in (".bar", ".picker", ".pick", ".take"):
        assert page.locator(f"{gone} >> visible=true").count() == 0, gone
    assert page.locator("svg >> visible=true").count() == 1
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate(TOO_WIDE) <= 0


def test_forced_colours_leave_the_charts_readable(opened):
    page = opened(1280, forced_colors="active")
    for path in ("/shared-picture", "/journey", "/ratings"):
        page.goto(f"{ORIGIN}/explore/en{path}")
        fills = page.evaluate("[...document.querySelectorAll('svg text')].map(e => getComputedStyle(e).fill)")
        ground = page.evaluate("getComputedStyle(document.querySelector('.sheet')).backgroundColor")
        assert fills, path
        assert ground not in fills, path
