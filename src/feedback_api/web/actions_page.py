"""The public page of answers, in every language of the form: what was said, and what is done."""

from datetime import date

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from feedback_api.flows.read_actions import read_actions, read_answered
from feedback_api.web.pages import Pages
from feedback_api.web.services import Services
from feedback_api.web.texts import available_languages, negotiate, written


def actions_page_router(services: Services, pages: Pages) -> APIRouter:
    """Routes of the public answers; no person stands in any of them."""
    router = APIRouter(include_in_schema=False)

    @router.get("/actions")
    def choose_language(request: Request) -> Response:
        language = negotiate(request.headers.get("accept-language", ""))
        return RedirectResponse(f"/actions/{language}", 303, headers={"Vary": "Accept-Language"})

    @router.get("/actions/{language}")
    def actions(request: Request, language: str) -> Response:
        if language not in available_languages():
            return pages.not_found(negotiate(request.headers.get("accept-language", "")))

        def on(day: date) -> str:
            return written(day, language)

        return pages.render(
            "actions.html",
            language,
            actions=read_actions(services.database),
            answered=read_answered(services.database),
            written=on,
        )

    return router
