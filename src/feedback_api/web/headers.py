"""What every answer carries and every request must keep to, as ASGI layers around the application.

Source: NL API Design Rules 2.2 (/core/version-header, /core/transport/security-headers).
"""

import sys
from collections.abc import Callable, Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from feedback_api.web.page_policy import FRAMES_ALLOWED, page_policy
from feedback_api.web.problems import UNAVAILABLE, Problem, of_http

MOST_BODY_BYTES = 64 * 1024
"""Two answers of 2,000 Ethiopic characters, percent-encoded, take 36 kB."""

Refuse = Callable[[Scope, Problem], Response]
"""Says a problem to whoever sent the request, program or person."""

API_PATH = "/v1"
BATCH_PATH = f"{API_PATH}/feedback-batches"
API_VERSION = "1.0.0"

_COMMON = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_API_POLICY = "default-src 'none'; frame-ancestors 'none'"


class HeaderLayer:
    """Adds security headers to every answer and the API's version to the API's; answers HEAD as GET."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; complete the answer's headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        head = scope["method"] == "HEAD"

        async def send_complete(message: Message) -> None:
            if message["type"] == "http.response.body" and head:
                message = {**message, "body": b""}
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _headers_for(scope["path"], headers).items():
                    headers.setdefault(name, value)
            await send(message)

        # A read changes nothing, so HEAD is GET without its body (RFC 9110, section 9.3.2).
        await self._app({**scope, "method": "GET"} if head else scope, receive, send_complete)


def _headers_for(path: str, answer: MutableHeaders) -> Mapping[str, str]:
    in_api = path == API_PATH or path.startswith(API_PATH + "/")
    is_page = answer.get("content-type", "").startswith("text/html")
    policy = {"Content-Security-Policy": page_policy() if is_page else _API_POLICY}
    always = _COMMON | policy | ({"API-Version": API_VERSION} if in_api else {})
    # The one page that frames may show says so in its policy; the older header would contradict it.
    shown_in_frames = FRAMES_ALLOWED in answer.get("content-security-policy", "")
    return {name: value for name, value in always.items() if not shown_in_frames or name != "X-Frame-Options"}


class BodyLayer:
    """Reads each body up to a limit, in memory, before anything looks at it; answers 413 beyond.

    The body of a batch is passed on unread: its door first finds out who sends it, then reads it.
    """

    def __init__(self, app: ASGIApp, refuse: Refuse) -> None:
        self._app, self._refuse = app, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the body; pass the request on with it in one piece."""
        bodiless = scope["type"] != "http" or scope["method"] in {"GET", "HEAD", "OPTIONS"}
        if bodiless or scope["path"] == BATCH_PATH:
            await self._app(scope, receive, send)
            return
        try:
            body = await _read_body(scope, receive)
        except ClientDisconnect:
            return  # Half a body may look like a whole one; whoever sent it hears nothing and sends it again.
        if body is None:
            await self._refuse(scope, of_http(HTTPException(413)))(scope, receive, send)
            return
        delivered = False

        async def receive_once() -> Message:
            nonlocal delivered
            if delivered:
                return await receive()
            delivered = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self._app(scope, receive_once, send)


async def _read_body(scope: Scope, receive: Receive) -> bytes | None:
    declared = Headers(scope=scope).get("content-length", "0")
    if not declared.isdigit() or int(declared) > MOST_BODY_BYTES:
        return None
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        body += message.get("body", b"")
        if len(body) > MOST_BODY_BYTES:
            return None
        if not message.get("more_body", False):
            return bytes(body)


class FailClosedLayer:
    """Turns any exception that nobody expected into a 503 without a word of the request."""

    def __init__(self, app: ASGIApp, refuse: Refuse) -> None:
        self._app, self._refuse = app, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; answer 503 if the application breaks before it answers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def send_watched(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, send_watched)
        except Exception as failure:
            # Not raised again: the server would log the message, and with it perhaps typed words.
            _note(failure)
            if not started:
                await self._refuse(scope, UNAVAILABLE)(scope, receive, send)


def _note(failure: Exception) -> None:
    # Kind and place only: the message or a local variable may hold words of the request.
    place, trace = "", failure.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        place = f"{code.co_qualname}:{trace.tb_lineno}"
        trace = trace.tb_next
    sys.stderr.write(f"unexpected {type(failure).__name__} at {place}\n")
