"""What both ways into the desk end with: a fresh cookie, and the page that somebody wanted to see."""

from fastapi import Request
from fastapi.responses import RedirectResponse
from starlette.responses import Response

from feedback_api.flows.sign_in import sign_in
from feedback_api.terms.roles import Person
from feedback_api.web import host_cookies
from feedback_api.web.services import Services
from feedback_api.web.signed_in import COOKIE, VISIT

SIGN_INS_PER_MINUTE = 60
"""Attempts to sign in that the whole house answers in a minute; 130 random bits would hold without it."""

COUNTED_AS = " sign-in"
"""No system has a name that begins with a blank, so none shares this count."""


def let_in(services: Services, request: Request, person: Person, goes_to: str) -> Response:
    """Sign somebody in and send them on. What the browser held before opens nothing any more.

    Raises:
        Unavailable: when the database failed; nobody is signed in then.
    """
    old = host_cookies.held(request, COOKIE)
    cookie = sign_in(services.database, person, services.clock(), instead_of=old)
    answer = RedirectResponse(goes_to, 303)
    host_cookies.give(request, answer, COOKIE, cookie)
    host_cookies.take_back(request, answer, VISIT)
    return answer
