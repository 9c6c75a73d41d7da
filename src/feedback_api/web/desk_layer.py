"""Before any page of the desk sees a request: who is signed in, and whether a post came from our own page.

As a layer, so that no page of the desk, whoever writes it, can forget either.
"""

from collections.abc import Callable
from datetime import datetime

import anyio.to_thread
from fastapi import Request
from sqlalchemy import Engine
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from feedback_api.flows.sign_in import Found, recognise
from feedback_api.terms.errors import Unavailable
from feedback_api.web import host_cookies
from feedback_api.web.desk_pages import DESK, DeskPages, language_of
from feedback_api.web.posted import Posted, Unreadable, parse_form
from feedback_api.web.signed_in import COOKIE, FIELD, VISIT, SignedIn, is_proof, proof_of
from feedback_api.web.typed import Typed

_FORM = "application/x-www-form-urlencoded"


class DeskLayer:
    """Puts who is signed in beside the request; refuses posts without the proof of their session."""

    def __init__(
        self, app: ASGIApp, database: Engine, clock: Callable[[], datetime], pages: DeskPages
    ) -> None:
        self._app, self._database, self._clock, self._pages = app, database, clock, pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; one that is not of the desk untouched."""
        if scope["type"] != "http" or not is_desk(str(scope["path"])):
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        refused = await self._prepare(request, scope)
        if refused is not None:
            await refused(scope, receive, send)
            return
        body = await request.body() if scope["method"] == "POST" else b""
        await self._app(scope, _again(body, receive), send)

    async def _prepare(self, request: Request, scope: Scope) -> Response | None:
        cookie, state = host_cookies.held(request, COOKIE), scope.setdefault("state", {})
        try:
            found = await anyio.to_thread.run_sync(self._recognise, cookie) if cookie else None
        except Unavailable:
            return self._pages.problem(request, "unavailable", 503)
        if found is not None and not found.is_over:
            state["desk"] = SignedIn(found.person, proof_of(cookie))
        if request.method != "POST":
            return None
        return await self._check(request, found)

    def _recognise(self, cookie: str) -> Found | None:
        return recognise(self._database, cookie, self._clock())

    async def _check(self, request: Request, found: Found | None) -> Response | None:
        posted = await _posted(request)
        if isinstance(posted, Unreadable):
            return self._pages.problem(request, "unreadable", posted.status)
        place = request.url.path.removeprefix(f"{DESK}/{language_of(request)}/")
        cookie = host_cookies.held(request, VISIT if place == "sign-in" else COOKIE)
        is_own = is_proof(cookie, posted.get(FIELD))
        if place != "sign-in" and (found is None or found.is_over):
            if place == "typed":  # not signed in yet: the same once more
                return self._pages.over(request, self._pages.keeper.open(posted.get("typed")))
            return self._pages.over(request, _typed(request, posted, found if is_own else None))
        # What was typed before a session ended carries no proof of the new one; it only comes to be shown.
        if not is_own and place != "typed":
            return self._pages.problem(request, "not-our-page", 403)
        return None


def is_desk(path: str) -> bool:
    """Whether an address is of the desk."""
    return path == DESK or path.startswith(DESK + "/")


def _typed(request: Request, posted: Posted, found: Found | None) -> Typed | None:
    if found is None:  # not from our own page, or nobody knows whose
        return None
    fields = {name: value for name, value in posted.fields.items() if name != FIELD}
    typed = Typed(found.person.id, request.url.path, fields)
    return typed if typed.texts else None


async def _posted(request: Request) -> Posted | Unreadable:
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != _FORM:
        return Unreadable.NOT_A_FORM
    return parse_form(await request.body())


def _again(body: bytes, receive: Receive) -> Receive:
    """The body once more, for the page that reads it itself."""
    delivered = False

    async def receive_once() -> Message:
        nonlocal delivered
        if delivered:
            return await receive()
        delivered = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive_once
