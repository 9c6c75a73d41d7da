"""The way into the desk and out of it: a start page by role, a page to sign in, signing out.

No address holds anything about a person. A code is posted, never part of an address that a server sees.
"""

import secrets
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse
from starlette.responses import Response

from feedback_api.flows import sign_in, sign_in_link
from feedback_api.flows.limit_items import ItemLimit
from feedback_api.terms.errors import TooManyItems
from feedback_api.terms.roles import Role
from feedback_api.web import host_cookies
from feedback_api.web.desk_pages import DESK, LANGUAGES, DeskPages, language_of, safe_next
from feedback_api.web.letting_in import COUNTED_AS, let_in
from feedback_api.web.page_policy import page_policy
from feedback_api.web.posted import Posted, Unreadable, read_posted
from feedback_api.web.services import Services
from feedback_api.web.signed_in import COOKIE, VISIT, proof_of, signed_in

_READ = ["GET", "HEAD"]
_Body = Annotated[Posted | Unreadable, Depends(read_posted)]


def desk_router(services: Services, pages: DeskPages, attempts: ItemLimit, links: bool) -> APIRouter:
    """Routes of the door; the fixed ones first, as a language could be anything.

    ``links`` says whether codes of one-time links let people in: not where a provider does, as one person
    would then be two.
    """
    door = _Door(services, pages, attempts, links)
    router = APIRouter(include_in_schema=False)
    router.add_api_route(DESK, door.choose_language, methods=_READ)
    router.add_api_route(f"{DESK}/sign-in", door.choose_language, methods=_READ)
    router.add_api_route(f"{DESK}/{{language}}", door.start, methods=_READ)
    router.add_api_route(f"{DESK}/{{language}}/sign-in", door.ask, methods=_READ)
    router.add_api_route(f"{DESK}/{{language}}/sign-in", door.enter, methods=["POST"])
    router.add_api_route(f"{DESK}/{{language}}/sign-out", door.leave, methods=["POST"])
    router.add_api_route(f"{DESK}/{{language}}/typed", door.show_typed, methods=["POST"])
    return router


@dataclass(frozen=True, slots=True)
class _Door:
    """One method per address."""

    services: Services
    pages: DeskPages
    attempts: ItemLimit
    links: bool

    def choose_language(self, request: Request) -> Response:
        rest = request.url.path.removeprefix(DESK)
        return RedirectResponse(f"{DESK}/{language_of(request)}{rest}", 303, {"Vary": "Accept-Language"})

    def start(self, request: Request, language: str) -> Response:
        if language not in LANGUAGES:
            return self.pages.not_found(request)
        person = signed_in(request).person
        roles = [role for role in Role if role in person.roles]
        return self.pages.render(request, "desk/start.html", language, roles=roles)

    def ask(self, request: Request, language: str, out: str = "") -> Response:
        if language not in LANGUAGES:
            return self.pages.not_found(request)
        return self._sign_in_page(request, language, signed_out=out == "1")

    def enter(self, request: Request, language: str, posted: _Body) -> Response:
        if language not in LANGUAGES or isinstance(posted, Unreadable) or not self.links:
            return self.pages.not_found(request)
        goes_to = safe_next(posted.get("next"))
        try:
            self.attempts.take(COUNTED_AS, 1)
        except TooManyItems:
            return self._sign_in_page(request, language, 429, fault="too-many", goes_to=goes_to)
        person = sign_in_link.spend_link(self.services.database, posted.get("code"), self.services.clock())
        if person is None:
            return self._sign_in_page(request, language, 400, fault="refused", goes_to=goes_to)
        return let_in(self.services, request, person, goes_to or f"{DESK}/{language}")

    def leave(self, request: Request, language: str, posted: _Body) -> Response:
        if language not in LANGUAGES or isinstance(posted, Unreadable):
            return self.pages.not_found(request)
        if posted.get("everywhere"):
            sign_in.sign_out_everywhere(self.services.database, signed_in(request).person.id)
        else:
            sign_in.sign_out(self.services.database, host_cookies.held(request, COOKIE))
        answer = RedirectResponse(f"{DESK}/{language}/sign-in?out=1", 303)
        host_cookies.take_back(request, answer, COOKIE)
        return answer

    def show_typed(self, request: Request, language: str, posted: _Body) -> Response:
        if language not in LANGUAGES or isinstance(posted, Unreadable):
            return self.pages.not_found(request)
        typed = self.pages.keeper.open(posted.get("typed"))
        if typed is None or typed.person_id != signed_in(request).person.id:
            return self.pages.problem(request, "not-yours", 403)
        return self.pages.render(request, "desk/typed.html", language, typed=typed, elsewhere="")

    def _sign_in_page(
        self, request: Request, language: str, status: int = 200, **context: object
    ) -> Response:
        visit = host_cookies.held(request, VISIT) or secrets.token_urlsafe(32)
        given = {
            "fault": "",
            "signed_out": False,
            "links": self.links,
            "goes_to": safe_next(request.query_params.get("next", "")),
            "csrf": proof_of(visit),
            "person": None,
        }
        page = self.pages.render(request, "desk/sign_in.html", language, status, **(given | context))
        host_cookies.give(request, page, VISIT, visit)
        page.headers["Content-Security-Policy"] = page_policy(script=self.links)
        if status == 429:
            page.headers["Retry-After"] = "60"
        return page
