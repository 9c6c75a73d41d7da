"""Connections that never finish what they ask are ended, so that a few slow ones cannot hold the house."""

import asyncio
import json
import socket
from http import HTTPStatus

from uvicorn.protocols.http.h11_impl import H11Protocol

from feedback_api.web.headers import API_VERSION
from feedback_api.web.problems import MEDIA_TYPE, Problem

HEAD_SECONDS = 10.0
"""From a connection, or the first byte of its next request, to the end of the headers."""

BODY_SECONDS = 60.0
"""From the end of the headers to the end of the body: 16 MB at 2 Mbit a second."""

READ_SECONDS = 60.0
"""In which whoever asked takes up none of an answer that is too long for the buffers between us."""

TOO_SLOW = Problem(
    "too-slow",
    "The request did not arrive in full in time. Nothing was stored; send it again, perhaps in parts.",
)
MALFORMED = Problem(
    "malformed-request",
    "What arrived is not a request by RFC 9112. Nothing was stored.",
)


class DeadlineProtocol(H11Protocol):
    """The server's own HTTP protocol, with an end to its patience."""

    _timer: asyncio.TimerHandle | None = None
    _reading_body = False
    _unread: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for a request's headers, for a while."""
        super().connection_made(transport)
        _send_at_once(transport)
        self._wait(HEAD_SECONDS)

    def data_received(self, data: bytes) -> None:
        """Read on; the first bytes of each further request start the wait again."""
        if self._timer is None and (self.cycle is None or self.cycle.response_complete):
            self._wait(HEAD_SECONDS)
        super().data_received(data)
        if self.cycle is None or self.cycle.response_complete:
            return
        if not self.cycle.more_body:
            self._stop()
        elif not self._reading_body:
            self._reading_body = True
            self._wait(BODY_SECONDS)

    def pause_writing(self) -> None:
        """The other side does not read: wait for it, for a while, then hang up."""
        super().pause_writing()
        self._unread = self.loop.call_later(READ_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """The other side reads again."""
        super().resume_writing()
        self._read_again()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the waits together with the connection."""
        self._stop()
        self._read_again()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        """Say as a problem that this is no HTTP; never what it was."""
        del msg
        self._refuse(MALFORMED)

    def _wait(self, seconds: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self.loop.call_later(seconds, self._give_up)

    def _stop(self) -> None:
        self._reading_body = False
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _read_again(self) -> None:
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None

    def _give_up(self) -> None:
        self._timer = None
        self._refuse(TOO_SLOW)

    def _refuse(self, problem: Problem) -> None:
        answering = (
            self.cycle is not None and not self.cycle.response_complete and self.cycle.response_started
        )
        if not answering and not self.transport.is_closing():
            # The request is not one that the application could answer: the bytes are written here.
            self.transport.write(_bytes_of(problem))
        self.transport.close()


def _send_at_once(transport: asyncio.Transport) -> None:
    """Let the end of an answer not wait until its beginning is acknowledged, some 40 ms later."""
    # The event loop does this only for sockets it opened itself; workers get theirs from the parent.
    line = transport.get_extra_info("socket")
    if line is not None and line.family in (socket.AF_INET, socket.AF_INET6):
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _bytes_of(problem: Problem) -> bytes:
    body = json.dumps(problem.document()).encode()
    lines = (
        f"HTTP/1.1 {problem.status} {HTTPStatus(problem.status).phrase}",
        f"Content-Type: {MEDIA_TYPE}",
        f"Content-Length: {len(body)}",
        f"API-Version: {API_VERSION}",
        "Cache-Control: no-store",
        "X-Content-Type-Options: nosniff",
        "Connection: close",
    )
    return "\r\n".join((*lines, "", "")).encode() + body
