"""The door for designers: pages that show a frozen release, in Dutch and English, for anyone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from feedback_api.flows.read_releases import read_releases
from feedback_api.terms.codebook import Step, Theme
from feedback_api.terms.release import Release
from feedback_api.web.pages import Pages
from feedback_api.web.services import Services
from feedback_api.web.texts import EXPLORE_LANGUAGES, Texts, negotiate

PATH = "/explore"

MENU: tuple[tuple[str, str], ...] = (
    ("", "explore.overview"),
    ("/shared-picture", "explore.shared-picture"),
    ("/journey", "explore.journey"),
    ("/ratings", "explore.ratings"),
    ("/reach", "explore.reach"),
    ("/withheld", "explore.withheld"),
    ("/ledger", "explore.ledger"),
    ("/method", "explore.method"),
    ("/questions", "explore.questions"),
)
"""Pages by what follows the language in their address, in the order of the menu."""

_SHORT_DIGEST = 19
"""Characters of a digest that are shown: its kind and 48 bits, enough to compare by eye."""


@dataclass(frozen=True, slots=True)
class View:
    """What a reader looks at: one release, those before it, and the labels of all there are."""

    texts: Texts
    release: Release
    earlier: Sequence[Release]
    periods: tuple[str, ...]

    @property
    def period(self) -> str:
        """Label of the release."""
        return str(self.release.period)

    @property
    def digest(self) -> str:
        """The beginning of its digest."""
        return self.release.digest[:_SHORT_DIGEST]

    @property
    def epsilon(self) -> str:
        """Privacy loss of each of its quarters."""
        return f"{self.release.policy.epsilon:g}"

    @property
    def carried(self) -> str:
        """Earlier quarters that it counts too."""
        return ", ".join(str(quarter) for quarter in self.release.covered[:-1])

    def names(self, kind: str, codes: Sequence[object], most: int | None = None) -> str:
        """Codes of a closed list as words in one line; past the most that are named, how many more."""
        named = ", ".join(self.texts.text(f"{kind}.{code}") for code in codes[:most])
        if most is None or len(codes) <= most:
            return named
        return self.texts.text("explore.and-more", names=named, count=len(codes) - most)


class NothingHere(LookupError):
    """An address that names a theme or a step that does not exist; ``links`` are those that do."""

    def __init__(self, key: str, links: Sequence[tuple[str, str]]) -> None:
        super().__init__(key)
        self.key, self.links = key, links


Content = Callable[[View, str], Mapping[str, object]]
"""What a page shows of a release; the code is what its address ends with, where it names a theme or step."""


class Explorer:
    """Answers each page's address for the release that a reader chose."""

    def __init__(self, services: Services, pages: Pages) -> None:
        self._database, self._pages = services.database, pages

    def page(self, request: Request, language: str, template: str, content: Content) -> Response:
        """A page, or one that says what exists instead."""
        if language not in EXPLORE_LANGUAGES:
            return self._pages.not_found(negotiate(request.headers.get("accept-language")))
        here = request.url.path.removeprefix(f"{PATH}/{language}")
        releases = read_releases(self._database)
        if not releases:
            return self._nothing(language, "explore.no-release", 200)
        found = _chosen(releases, request.query_params.get("period"))
        if found is None:
            links = [(f"{PATH}/{language}?period={one.period}", str(one.period)) for one in releases]
            return self._nothing(language, "explore.no-period", 404, links)
        texts = self._pages.explore_texts(language)
        periods = tuple(str(one.period) for one in releases)
        view = View(texts, releases[found], releases[found + 1 :], periods)
        try:
            shown = content(view, request.path_params.get("code", ""))
        except NothingHere as missing:
            return self._nothing(language, missing.key, 404, missing.links)
        given: dict[str, Any] = {"view": view, "here": here, "menu": MENU, **shown}
        return self._pages.render_explore(template, language, **given)

    def _nothing(
        self, language: str, key: str, status: int, links: Sequence[tuple[str, str]] = ()
    ) -> Response:
        given: dict[str, Any] = {"view": None, "here": "", "menu": MENU, "key": key, "links": links}
        return self._pages.render_explore("explore/nothing.html", language, status, **given)


def explore_router(explorer: Explorer, contents: Mapping[str, tuple[str, Content]]) -> APIRouter:
    """Routes of the pages of a whole release: for each end of an address its template and content."""
    router = APIRouter(include_in_schema=False)

    @router.get(PATH)
    def choose_language(request: Request) -> Response:
        chosen = negotiate(request.headers.get("accept-language"))
        language = chosen if chosen in EXPLORE_LANGUAGES else "en"
        return RedirectResponse(f"{PATH}/{language}", 303, headers={"Vary": "Accept-Language"})

    for end, (template, content) in contents.items():
        router.add_api_route(f"{PATH}/{{language}}{end}", _page_of(explorer, template, content))
    return router


def _page_of(explorer: Explorer, template: str, content: Content) -> Callable[[Request, str], Response]:
    def page(request: Request, language: str) -> Response:
        return explorer.page(request, language, template, content)

    return page


def _chosen(releases: Sequence[Release], label: str | None) -> int | None:
    """Place of the release that a reader asked for; the newest when they asked for none."""
    if label is None:
        return 0
    return next((place for place, one in enumerate(releases) if str(one.period) == label), None)


def known_theme(view: View, theme: str) -> Theme:
    """The theme of an address.

    Raises:
        NothingHere: there is no such theme.
    """
    if theme not in set(Theme):
        raise NothingHere("explore.no-theme", _links(view, "themes", "theme", list(Theme)))
    return Theme(theme)


def known_step(view: View, step: str) -> Step:
    """The step of an address.

    Raises:
        NothingHere: there is no such step.
    """
    if step not in set(Step):
        raise NothingHere("explore.no-step", _links(view, "steps", "step", list(Step)))
    return Step(step)


def _links(view: View, folder: str, kind: str, codes: Sequence[object]) -> list[tuple[str, str]]:
    start = f"{PATH}/{view.texts.language}/{folder}"
    return [(f"{start}/{code}?period={view.period}", view.texts.text(f"{kind}.{code}")) for code in codes]
