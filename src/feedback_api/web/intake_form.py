"""The people's door: one address per language, a page per step, no JavaScript needed.

Pages in order: start (screening and invitation code), questions, preview, thanks. Words as typed are
in no URL, log or exception. Between pages they travel in a sealed field (see :mod:`.sealed`); only
the questions page, which answers the writer alone, shows them.

The quick exit is a plain link: without a script no page can take itself out of the browser's
history, and the pages say so.
"""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import FileResponse, RedirectResponse

from feedback_api.web.form_flows import FormFlows
from feedback_api.web.form_steps import FormSteps, Visit
from feedback_api.web.pages import STATIC, Pages
from feedback_api.web.posted import Posted, Unreadable, read_posted
from feedback_api.web.sealed import Seal
from feedback_api.web.texts import available_languages, negotiate

_ASSETS = {
    "site.css": "text/css; charset=utf-8",
    "explore.css": "text/css; charset=utf-8",
    "icon.svg": "image/svg+xml",
    "code.js": "text/javascript; charset=utf-8",
}

_READ = ["GET", "HEAD"]


def form_router(form: FormFlows, pages: Pages, key: bytes) -> APIRouter:
    """Routes of the form and its stylesheet.

    Args:
        form: The flows behind the pages.
        pages: Renders the pages.
        key: 32 random bytes that seal half-finished forms; fresh at every start.
    """
    door = _Door(FormSteps(form, pages, Seal(key)), pages)
    router = APIRouter(include_in_schema=False)
    router.add_api_route("/", door.home, methods=_READ)
    router.add_api_route("/form", door.choose_language, methods=_READ)
    router.add_api_route("/form/{language}", door.start, methods=_READ)
    router.add_api_route("/form/{language}", door.post, methods=["POST"])
    router.add_api_route("/form/{language}/thanks", door.thanks, methods=_READ)
    router.add_api_route("/static/{name}", door.asset, methods=_READ)
    return router


class _Door:
    """One method per route."""

    def __init__(self, steps: FormSteps, pages: Pages) -> None:
        self._steps = steps
        self._pages = pages

    def home(self) -> Response:
        return RedirectResponse("/form", 303)

    def choose_language(self, request: Request) -> Response:
        return RedirectResponse(f"/form/{_wanted(request)}", 303, {"Vary": "Accept-Language"})

    def start(self, request: Request, language: str) -> Response:
        if language not in available_languages():
            return self._not_found(request)
        return self._steps.start(Visit(request, language, Posted({})))

    def post(
        self, request: Request, language: str, posted: Annotated[Posted | Unreadable, Depends(read_posted)]
    ) -> Response:
        if language not in available_languages():
            return self._not_found(request)
        if isinstance(posted, Unreadable):
            return self._pages.problem(language, posted.key, posted.status)
        return self._steps.answer(Visit(request, language, posted))

    def thanks(self, request: Request, language: str) -> Response:
        if language not in available_languages():
            return self._not_found(request)
        return self._pages.render("thanks.html", language)

    def asset(self, request: Request, name: str) -> Response:
        if name not in _ASSETS:
            return self._not_found(request)
        cached = {"Cache-Control": "public, max-age=31536000, immutable"}
        return FileResponse(STATIC / name, headers=cached, media_type=_ASSETS[name])

    def _not_found(self, request: Request) -> Response:
        return self._pages.not_found(_wanted(request))


def _wanted(request: Request) -> str:
    return negotiate(request.headers.get("accept-language"))
