"""Cookies that are bound to this host and sent over TLS only; on this very machine plain ones.

Source: RFC 6265bis, section 4.1.3.2 (the name prefix ``__Host-``).
"""

from fastapi import Request, Response

_THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}


def needs_tls(request: Request) -> bool:
    """Whether cookies need TLS: everywhere but on this very machine.

    Behind a proxy that ends TLS every request looks plain, so that the scheme alone says nothing.
    """
    return request.url.scheme == "https" or request.url.hostname not in _THIS_MACHINE


def held(request: Request, cookie: str) -> str:
    """What the visitor's cookie holds, empty when there is none."""
    return request.cookies.get(_named(request, cookie), "")


def give(request: Request, response: Response, cookie: str, value: str, seconds: int | None = None) -> None:
    """Give the visitor a cookie; without a time it ends with the browser.

    Lax, not strict: who comes back from a provider, or follows a link to a page of the desk, is still known.
    """
    response.set_cookie(
        _named(request, cookie),
        value,
        max_age=seconds,
        secure=needs_tls(request),
        httponly=True,
        samesite="lax",
    )


def take_back(request: Request, response: Response, cookie: str) -> None:
    """Have the browser forget a cookie."""
    response.delete_cookie(_named(request, cookie), secure=needs_tls(request), httponly=True, samesite="lax")


def _named(request: Request, cookie: str) -> str:
    return f"__Host-{cookie}" if needs_tls(request) else cookie
