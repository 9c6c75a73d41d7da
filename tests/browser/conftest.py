"""A real browser: Chromium of this machine, one page per language, width and setting."""

import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright
from starlette.testclient import TestClient
from tests.browser.states import Sites, State, Walk
from tests.conftest import NOW, fill

from feedback_api import assemble
from feedback_api.flows.make_release import make_release
from feedback_api.flows.read_submission import Reader
from feedback_api.release.sign import Signer
from feedback_api.settings import Settings
from feedback_api.store import schema
from feedback_api.store.engine import open_database
from feedback_api.terms.codebook import SourceGroup, Theme
from feedback_api.terms.period import ReportingPeriod
from feedback_api.web.pages import STATIC, Pages

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


ORIGIN = "http://form.test"

_FILES = {".css": "text/css", ".svg": "image/svg+xml", ".js": "text/javascript"}


@dataclass
class Shown:
    """Templates that were rendered and problems that were named, while all states were collected."""

    templates: set[str] = field(default_factory=set)
    problems: set[str] = field(default_factory=set)


@pytest.fixture(scope="session")
def shown() -> Iterator[Shown]:
    """What the real renderer was asked for."""
    seen, render = Shown(), Pages.render

    def watched(pages: Pages, template: str, language: str, status: int = 200, **context: object) -> object:
        seen.templates.add(template)
        seen.problems |= {problem.key for problem in context.get("problems", ())} | {context.get("key")}
        return render(pages, template, language, status, **context)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Pages, "render", watched)
        yield seen


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory, reader: Reader, signer: Signer) -> Iterator[Sites]:
    """The application over one database with one released quarter, whole, broken and small."""
    folder = tmp_path_factory.mktemp("states")
    many = {"members_sounding_board": 300, "members_chain_partner": 350}
    known = {"expected_messages": 900, "form_key": "k" * 32} | many
    settings = Settings(**known, members_staff=300)
    few = Settings(**known, members_staff=3, next_round="2027-01-04")
    database, empty = (open_database(f"sqlite:///{folder / name}") for name in ("whole.db", "empty.db"))
    schema.upgrade(database)
    period = ReportingPeriod(2026, 3)
    fill(database, period, {(group, theme): 60 for group in SourceGroup for theme in list(Theme)[:6]})
    version = assemble.codebook().version
    make_release(database, period, settings.policy, version, NOW.date(), signer)
    blind = Reader(reader.deidentifier, None)
    yield Sites(
        *(
            TestClient(assemble.build(*parts, lambda: NOW), base_url="http://testserver")
            for parts in ((settings, database, reader), (settings, empty, blind), (few, database, reader))
        ),
        database,
    )
    database.dispose()
    empty.dispose()


@pytest.fixture(scope="session")
def states_of(sites: Sites, shown: Shown) -> Callable[[str], Mapping[str, State]]:
    """All states in a language, by name; collected once."""
    collected: dict[str, Mapping[str, State]] = {}

    def states(language: str) -> Mapping[str, State]:
        if language not in collected:
            collected[language] = {state.name: state for state in Walk(sites, language).states()}
        return collected[language]

    return states


@pytest.fixture
def gallery(
    chromium: Browser, states_of: Callable[[str], Mapping[str, State]]
) -> Iterator[Callable[..., Page]]:
    """Opens a page in which the states of a language can be visited: ``page.goto(ORIGIN + "/thanks")``."""
    contexts: list[BrowserContext] = []

    def open_page(language: str, width: int = 360, css: bool = True, **settings: object) -> Page:
        states = states_of(language)
        # Colours that fade would be measured half-way.
        settings = {"reduced_motion": "reduce", "bypass_csp": True} | settings
        context = chromium.new_context(viewport={"width": width, "height": 740}, **settings)
        contexts.append(context)
        context.set_default_timeout(15_000)

        def answer(route: Route) -> None:
            name = re.sub(r"[?#].*", "", route.request.url).rsplit("/", 1)[1]
            if name in states:
                route.fulfill(body=states[name].html, content_type="text/html; charset=utf-8")
            elif (STATIC / name).is_file() and (css or not name.endswith(".css")):
                content_type = _FILES[(STATIC / name).suffix]
                route.fulfill(body=(STATIC / name).read_text(encoding="utf-8"), content_type=content_type)
            else:
                route.abort()

        context.route("**/*", answer)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
