"""Proof that a form was posted from our own page: one random value, in a cookie and in the form.

Double-submit cookie (OWASP CSRF prevention). The cookie says nothing about a person, ends with the
browser session, and is the only one that the pages set.
"""

import re
import secrets

from fastapi import Request, Response

from feedback_api.web.host_cookies import needs_tls

COOKIE = "csrf"
FIELD = "csrf"

_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


def token_of(request: Request) -> str:
    """The value in the visitor's cookie, or a fresh one."""
    held = request.cookies.get(COOKIE, "")
    return held if _TOKEN.fullmatch(held) else secrets.token_urlsafe(32)


def is_own(request: Request, sent: str) -> bool:
    """Whether the form carries the value of the cookie, compared in constant time."""
    held = request.cookies.get(COOKIE, "")
    return bool(_TOKEN.fullmatch(held)) and secrets.compare_digest(held.encode(), sent.encode())


def set_token(request: Request, response: Response, token: str) -> None:
    """Give the visitor the cookie, for the form's pages only; who has it is not given it again."""
    if request.cookies.get(COOKIE) == token:
        return
    response.set_cookie(
        COOKIE,
        token,
        path="/form",
        secure=needs_tls(request),
        httponly=True,
        samesite="strict",
    )
