"""Pictures in the docs: each says of which text and style it was taken, so none can fall behind.

``./run pictures`` takes them anew.
"""

import hashlib
import io
import os

import pytest
from PIL import Image, PngImagePlugin
from playwright.sync_api import Page, expect
from tests.browser.test_form_pages import WORDS, press, said

from feedback_api.web.pages import STATIC

KEEPING = os.environ.get("FEEDBACK_PICTURES") == "keep"
NAMES = ("1-start", "2-questions", "3-preview", "4-thanks", "refused")
MOST_BYTES, MOST_BYTES_TOGETHER = 120_000, 1_500_000
COLOURS = 48


def drawn_from(page: Page) -> str:
    """Fingerprint of what a picture shows: the page's text and its style."""
    text = page.locator("body").evaluate("e => e.innerText")
    return hashlib.sha256((STATIC / "site.css").read_bytes() + text.encode()).hexdigest()


def keep(page: Page, file, fingerprint: str) -> None:
    """A small picture of the whole page, with the fingerprint inside."""
    note = PngImagePlugin.PngInfo()
    note.add_text("drawn-from", fingerprint)
    # From the top, or the bar that stays in sight would stand in the middle of the picture.
    page.locator("html").evaluate("() => { document.activeElement.blur(); window.scrollTo(0, 0); }")
    taken = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
    taken.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True, pnginfo=note)


def walk(page: Page, served, language: str):
    """The way from invitation to thanks, as filled in; names each page when it is ready to be seen."""
    start = f"{served.url}/form/{language}"
    page.goto(start)
    page.check('input[name="waiting"][value="unsure"]')
    press(page, "screening")
    yield "refused"
    page.goto(start)
    page.check('input[name="waiting"][value="no"]')
    page.fill("#invitation", served.invitation())
    yield "1-start"
    press(page, "screening")
    page.check('input[name="step"][value="decision"]')
    page.check('input[name="rating"][value="mixed"]')
    page.fill("#improve", WORDS[language])
    yield "2-questions"
    press(page, "questions")
    yield "3-preview"
    press(page, "send")
    expect(page.locator("h1")).to_have_text(said("thanks.title", language))
    yield "4-thanks"


@pytest.mark.parametrize("language", ["nl", "ar", "ti"])
def test_the_pictures_show_the_pages_as_they_are(page_factory, served, pytestconfig, language):
    folder = pytestconfig.rootpath / "docs" / "images"
    page = page_factory(language, width=360, device_scale_factor=1.5)
    shown = []
    for name in walk(page, served, language):
        file, fingerprint = folder / f"form-{name}-{language}.png", drawn_from(page)
        if KEEPING:
            keep(page, file, fingerprint)
        with Image.open(file) as picture:
            assert picture.text["drawn-from"] == fingerprint, f"{file.name} is old: ./run pictures"
        assert file.stat().st_size <= MOST_BYTES, file.name
        shown.append(name)
    assert sorted(shown) == sorted(NAMES)


def test_the_tutorial_shows_every_picture_and_they_are_small(pytestconfig):
    docs = pytestconfig.rootpath / "docs"
    pictures = sorted((docs / "images").glob("form-*.png"))
    assert {picture.name for picture in pictures} == {
        f"form-{name}-{language}.png" for name in NAMES for language in ("nl", "ar", "ti")
    }
    tutorial = (docs / "tutorial" / "fill-in-the-form.md").read_text(encoding="utf-8")
    assert [p.name for p in pictures if f"../images/{p.name}" not in tutorial] == []
    assert sum(picture.stat().st_size for picture in pictures) <= MOST_BYTES_TOGETHER
