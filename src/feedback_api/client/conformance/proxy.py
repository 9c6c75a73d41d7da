"""Part 2: a small proxy on this machine that a partner's system talks to; it breaks things on purpose.

The first request passes; the next fresh ones meet one fault each, then all pass. It holds a request's
words for as long as it forwards them, and prints and keeps none.
"""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx

from feedback_api.client.address import base_of
from feedback_api.client.conformance.sightings import STORING, Fault, Sighting, sight
from feedback_api.client.errors import read_problem

_MOST_BODY = 16 << 20
_TIMEOUT = 120.0
_PLAN: tuple[Fault | None, ...] = (None, Fault.BUSY, Fault.CUT, Fault.LIMITED, Fault.INVALID, Fault.DEPENDENT)
_PAUSES = {Fault.BUSY: 2, Fault.LIMITED: 3}
_PROBLEMS = {
    Fault.BUSY: (
        "unavailable",
        "Temporarily unavailable",
        "Made up by the check: send the same again later.",
    ),
    Fault.LIMITED: (
        "rate-limited",
        "Too many requests",
        "Made up by the check: wait, then send the same again.",
    ),
    Fault.INVALID: ("invalid-input", "Invalid input", "Made up by the check: do not send this again."),
    Fault.DEPENDENT: (
        "dependent-respondent",
        "Not asked for feedback",
        "Made up by the check: never send this again.",
    ),
}
_OF_THE_CONNECTION = {
    "connection",
    "keep-alive",
    "host",
    "content-length",
    "transfer-encoding",
    "accept-encoding",
    "content-encoding",
    "te",
    "upgrade",
    "proxy-authorization",
    "expect",
}


class Watcher:
    """What was seen, and which fault comes next."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: list[Sighting] = []
        self._fresh = 0

    def note(self, sighting: Sighting) -> Fault | None:
        """Remember a request, and say which fault it meets; a retry meets none."""
        with self._lock:
            known = any(
                s.body == sighting.body or (s.fault and s.key and s.key == sighting.key) for s in self._seen
            )
            if not known:
                sighting.fault = _PLAN[self._fresh] if self._fresh < len(_PLAN) else None
                self._fresh += 1
            self._seen.append(sighting)
            return sighting.fault

    @property
    def seen(self) -> list[Sighting]:
        """Everything so far."""
        with self._lock:
            return list(self._seen)

    def quiet_for(self) -> float:
        """Seconds since the last request was answered; endless before the first."""
        seen = self.seen
        if not seen or not seen[-1].answered_at:
            return 0.0
        # What was told to wait is not quiet before it may come again.
        ready = max(s.answered_at + s.told for s in seen)
        return time.monotonic() - ready


class Proxy(ThreadingHTTPServer):
    """Listens on this machine only; forwards everything under /v1 to the service."""

    daemon_threads = True

    def __init__(self, url: str, port: int, watcher: Watcher) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.origin = base_of(url).removesuffix("/v1")
        self.watcher = watcher
        self.http = httpx.Client(timeout=_TIMEOUT, follow_redirects=False)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A connection that its other side dropped is nothing to report, and a trace could hold words."""

    @property
    def url(self) -> str:
        """Where the partner's system is to send."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Proxy

    def do_POST(self) -> None:
        body = self._body()
        if body is None:
            return
        path = self.path.partition("?")[0]
        if path not in STORING:
            self._forward(body, None)
            return
        sighting = sight(self.path, {k.lower(): v for k, v in self.headers.items()}, body)
        match self.server.watcher.note(sighting):
            case None:
                self._forward(body, sighting)
            case Fault.CUT:
                self._forward(body, sighting, cut=True)
            case fault:
                self._refuse(fault, sighting)

    def do_GET(self) -> None:
        self._forward(b"", None)

    do_HEAD = do_PUT = do_DELETE = do_OPTIONS = do_PATCH = do_GET  # noqa: N815  (names of the library)

    def log_message(self, *_: Any) -> None:
        """Prints nothing: a request's first line can hold words."""

    def _body(self) -> bytes | None:
        """The whole body, however it was sent; None when it is too large or broken."""
        try:
            parts = (
                self._chunks() if "chunked" in self.headers.get("transfer-encoding", "") else self._whole()
            )
            body = bytearray()
            for part in parts:
                body += part
                if len(body) > _MOST_BODY:
                    raise ValueError
            return bytes(body)
        except ValueError:
            self.close_connection = True
            self._answer(413, {}, b"")
            return None

    def _whole(self) -> Iterator[bytes]:
        length = int(self.headers.get("content-length") or 0)
        if not 0 <= length <= _MOST_BODY:
            raise ValueError
        yield self.rfile.read(length)

    def _chunks(self) -> Iterator[bytes]:
        while size := int(self.rfile.readline(64).split(b";")[0], 16):
            if not 0 < size <= _MOST_BODY:
                raise ValueError
            yield self.rfile.read(size)
            self.rfile.readline(8)
        while self.rfile.readline(1024).strip():
            pass

    def _forward(self, body: bytes, sighting: Sighting | None, *, cut: bool = False) -> None:
        headers = {k: v for k, v in self.headers.items() if k.lower() not in _OF_THE_CONNECTION}
        try:
            answer = self.server.http.request(
                self.command, self.server.origin + self.path, content=body or None, headers=headers
            )
        except httpx.HTTPError:
            self._refuse(Fault.BUSY, sighting)
            return
        if sighting is not None:
            sighting.status, sighting.refused_fields = answer.status_code, _refused_fields(answer)
            sighting.answered_at = time.monotonic()
        if cut:
            self.close_connection = True
            return
        kept = {k: v for k, v in answer.headers.items() if k.lower() not in _OF_THE_CONNECTION}
        self._answer(answer.status_code, kept, answer.content)

    def _refuse(self, fault: Fault, sighting: Sighting | None) -> None:
        kind, title, detail = _PROBLEMS[fault]
        status, pause = int(fault.value), _PAUSES.get(fault, 0)
        problem = {"type": f"/problems/{kind}", "status": status, "title": title, "detail": detail}
        headers = {"Content-Type": "application/problem+json"} | (
            {"Retry-After": str(pause)} if pause else {}
        )
        if sighting is not None:
            sighting.status, sighting.told, sighting.answered_at = status, float(pause), time.monotonic()
        self._answer(status, headers, json.dumps(problem).encode())

    def _answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def _refused_fields(answer: httpx.Response) -> set[str]:
    """Names of the fields that the service refused, in one item or in a batch's results."""
    try:
        document = answer.json()
    except (ValueError, RecursionError):
        return set()
    results = document.get("results", []) if isinstance(document, dict) else []
    problems = [document, *(result.get("problem") for result in results if isinstance(result, dict))]
    pointers = [error.pointer for problem in problems for error in read_problem(problem).errors]
    return {pointer.rpartition("/")[2] for pointer in pointers}
