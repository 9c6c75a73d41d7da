"""What the sync and the async client share about httpx: requests, answers, and how connections break."""

import ssl
from typing import TypedDict

import httpx

from feedback_api.client.steps import Answer, Broken, Request

TIMEOUT = 60.0
"""Seconds of silence after which a connection counts as broken."""

NOTHING_OPEN = "no body is open"


class Transport(TypedDict):
    """Options of an httpx client."""

    timeout: float
    verify: ssl.SSLContext | bool
    follow_redirects: bool


def transport(timeout: float, verify: ssl.SSLContext | None) -> Transport:
    """Options: redirects are never followed, since words go to the address that was given only."""
    return Transport(timeout=timeout, verify=verify or True, follow_redirects=False)


def answer_of(response: httpx.Response, body: bytes = b"") -> Answer:
    """An answer without anything of the request that it holds."""
    return Answer(response.status_code, {k.lower(): v for k, v in response.headers.items()}, body)


def parts_of(request: Request) -> tuple[str, str, bytes | None, dict[str, str]]:
    """Method, address, body and headers."""
    return request.method, request.url, request.body, dict(request.headers)


def broken_by(failure: httpx.HTTPError | httpx.StreamError) -> Broken:
    """How a connection broke, in plain words; the exception itself holds the request and is dropped."""
    if _is_about_certificates(failure):
        return Broken("the server's certificate is not one that this machine trusts", final=True)
    match failure:
        case httpx.ConnectError() | httpx.ConnectTimeout():
            return Broken("no connection to the service")
        case httpx.TimeoutException():
            return Broken("the service did not answer in time")
        case httpx.TransportError():
            return Broken("the connection broke before the whole answer was there")
        case _:
            return Broken("the answer could not be read", final=True)


def _is_about_certificates(failure: BaseException | None) -> bool:
    while failure is not None:
        if isinstance(failure, ssl.SSLCertVerificationError):
            return True
        failure = failure.__cause__ or failure.__context__
    return False
