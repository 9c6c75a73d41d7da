"""A real browser: Chromium of this machine, one page per language, width and setting."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

PageFactory = Callable[..., Page]


def _missing(reason: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        _missing("no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def page_factory(chromium: Browser) -> Iterator[PageFactory]:
    """Opens pages: ``page_factory("ar", javascript=False, width=390, colours="dark")``."""
    contexts = []

    def open_page(locale: str, javascript: bool = False, width: int = 390, **settings: object) -> Page:
        context = chromium.new_context(
            locale=locale,
            java_script_enabled=javascript,
            viewport={"width": width, "height": 844},
            **settings,
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def axe(pytestconfig: pytest.Config) -> str:
    """Source of axe-core, which ``npm ci`` installs."""
    script = pytestconfig.rootpath / "node_modules" / "axe-core" / "axe.min.js"
    if not script.exists():
        _missing("axe-core is not installed (npm ci)")
    return script.read_text(encoding="utf-8")
