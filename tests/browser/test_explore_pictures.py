"""Pictures of the shared picture and the journey: taken of one frozen release of invented messages.

Noise differs from run to run, so the release lies in ``tests/data/releases``, as it was frozen.
``./run pictures`` takes them anew.
"""

import hashlib
import io
import os
from datetime import date
from types import SimpleNamespace

import pytest
from PIL import Image, PngImagePlugin
from playwright.sync_api import Page, Route
from starlette.testclient import TestClient
from tests.conftest import NOW

from feedback_api import assemble
from feedback_api.settings import Settings
from feedback_api.store import schema
from feedback_api.store.engine import open_database, writing
from feedback_api.store.releases import add_release
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import Frozen
from feedback_api.web.pages import STATIC

KEEPING = os.environ.get("FEEDBACK_PICTURES") == "keep"
ORIGIN = "http://figures.test"
PICTURES = {
    "shared-picture-en": ("en/shared-picture", 1280, "light"),
    "shared-picture-nl-phone": ("nl/shared-picture", 390, "light"),
    "journey-en": ("en/journey", 1280, "light"),
    "journey-nl-phone": ("nl/journey", 390, "dark"),
}
COLOURS, MOST_BYTES = 64, 300_000


@pytest.fixture(scope="module", name="site")
def _site(tmp_path_factory, pytestconfig):
    database = open_database(f"sqlite:///{tmp_path_factory.mktemp('pictures') / 'house.db'}")
    schema.upgrade(database)
    document = (pytestconfig.rootpath / "tests/data/releases/2026-Q3.json").read_text(encoding="utf-8")
    digest = f"sha256:{hashlib.sha256(document.encode()).hexdigest()}"
    with writing(database) as session:
        add_release(session, ReportingPeriod(2026, 3), Frozen(document, digest, date(2026, 11, 1)))
    yield TestClient(assemble.build(Settings(), database, SimpleNamespace(), lambda: NOW), base_url=ORIGIN)
    database.dispose()


def shown(page: Page, site: TestClient, address: str) -> None:
    """Open the page and leave what is below the chart out of sight."""

    def answer(route: Route) -> None:
        found = site.get(route.request.url.removeprefix(ORIGIN))
        route.fulfill(status=found.status_code, body=found.content, headers=dict(found.headers))

    page.route("**/*", answer)
    page.goto(f"{ORIGIN}/explore/{address}")


def drawn_from(page: Page) -> str:
    """Fingerprint of what a picture shows: text, drawing and style."""
    said = page.locator("main").evaluate("e => e.innerText + e.querySelector('.chart').innerHTML")
    styles = b"".join((STATIC / name).read_bytes() for name in ("site.css", "explore.css"))
    return hashlib.sha256(styles + said.encode()).hexdigest()


def keep(page: Page, file, fingerprint: str) -> None:
    note = PngImagePlugin.PngInfo()
    note.add_text("drawn-from", fingerprint)
    # Down to the end of the sheet with the chart: below it stands the table.
    tall = page.locator(".sheet").first.evaluate("e => e.getBoundingClientRect().bottom + scrollY + 16")
    page.set_viewport_size({"width": page.viewport_size["width"], "height": int(tall)})
    taken = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    taken.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True, pnginfo=note)


@pytest.mark.parametrize("name", PICTURES)
def test_the_pictures_show_the_pages_as_they_are(page_factory, site, pytestconfig, name):
    address, width, scheme = PICTURES[name]
    page = page_factory(address[:2], javascript=True, width=width, bypass_csp=True, color_scheme=scheme)
    shown(page, site, address)
    file, fingerprint = pytestconfig.rootpath / "docs/images" / f"explore-{name}.png", drawn_from(page)
    if KEEPING:
        keep(page, file, fingerprint)
    with Image.open(file) as picture:
        assert picture.text["drawn-from"] == fingerprint, f"{file.name} is old: ./run pictures"
    assert file.stat().st_size <= MOST_BYTES


@pytest.mark.parametrize("path", ["shared-picture", "journey"])
def test_each_page_prints_in_black_on_white_with_its_wide_chart(page_factory, site, path):
    page = page_factory("nl", javascript=True, width=1280, bypass_csp=True, color_scheme="dark")
    shown(page, site, f"nl/{path}")
    page.emulate_media(media="print")
    # As wide as the text of a sheet of A4.
    page.set_viewport_size({"width": 700, "height": 1000})
    assert page.locator("svg.chart-wide").is_visible()
    assert not page.locator("svg.chart-narrow").is_visible()
    colours = page.locator("svg.chart-wide").evaluate(
        "e => [getComputedStyle(e).color, getComputedStyle(document.body).backgroundColor]"
    )
    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    assert page.locator("svg.chart-wide").evaluate("e => e.getBoundingClientRect().height") <= 1000


def test_the_pictures_are_those_of_the_docs(pytestconfig):
    docs = pytestconfig.rootpath / "docs"
    assert {file.name for file in (docs / "images").glob("explore-*.png")} == {
        f"explore-{name}.png" for name in PICTURES
    }
    readme = (pytestconfig.rootpath / "README.md").read_text(encoding="utf-8")
    for name in ("shared-picture-en", "journey-en"):
        assert f"docs/images/explore-{name}.png" in readme
