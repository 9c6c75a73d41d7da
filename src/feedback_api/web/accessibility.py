"""The accessibility statement: what was tested, what is known not to work, and whom to tell."""

from datetime import date

from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.responses import RedirectResponse, Response

from feedback_api.web.pages import Pages
from feedback_api.web.texts import available_languages, negotiate

MADE_ON = date(2026, 11, 23)
"""Day on which the statement was last held against the pages; change it when you do that again."""


def accessibility_router(pages: Pages, email: str) -> APIRouter:
    """Routes of the statement, in every language.

    Source: Implementing Decision (EU) 2018/1523, annex: the model statement's parts in their order.
    """
    router = APIRouter(include_in_schema=False)

    @router.get("/accessibility")
    def choose_language(request: Request) -> Response:
        language = negotiate(request.headers.get("accept-language"))
        return RedirectResponse(f"/accessibility/{language}", 303, headers={"Vary": "Accept-Language"})

    @router.get("/accessibility/{language}")
    def statement(request: Request, language: str) -> Response:
        if language not in available_languages():
            return pages.not_found(negotiate(request.headers.get("accept-language")))
        return pages.render("accessibility.html", language, email=_mail_link(email), made=_day(MADE_ON))

    return router


def _mail_link(email: str) -> Markup:
    return Markup('<a href="mailto:{0}"><bdi dir="ltr">{0}</bdi></a>').format(email)


def _day(day: date) -> Markup:
    return Markup('<bdi dir="ltr">{}</bdi>').format(day.isoformat())
