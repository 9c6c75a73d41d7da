"""A flaky front before the real server: each new connection meets the next fault of a list."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

PROBLEM = b'{"type": "/problems/x", "status": %d, "title": "No", "detail": "Later."}'


class Front:
    """A TCP proxy. Faults: ``pass``, a status, ``cut`` (before the server hears anything), ``cut-after``
    (the server hears everything, the answer is lost), ``cut-mid`` (some of the answer arrives)."""

    def __init__(self, target: str, faults: list[str]) -> None:
        self._target = urlsplit(target)
        self._faults = list(faults)
        self.connections: list[tuple[str, float]] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                fault = self._faults.pop(0) if self._faults else "pass"
                self.connections.append((fault, time.monotonic()))
                threading.Thread(target=self._serve, args=(connection, fault), daemon=True).start()

    def _serve(self, connection: socket.socket, fault: str) -> None:
        with connection, suppress(OSError):
            if fault == "cut":
                connection.recv(10)
            elif fault.startswith(("5", "4")):
                status, _, wait = fault.partition(":")
                _read_request(connection)
                connection.sendall(_refusal(int(status), wait))
            else:
                self._forward(connection, fault)

    def _forward(self, connection: socket.socket, fault: str) -> None:
        with socket.create_connection((self._target.hostname, self._target.port)) as server:
            if fault == "pass":
                threading.Thread(target=_pump, args=(server, connection), daemon=True).start()
                _pump(connection, server)
                return
            server.sendall(_read_request(connection))
            answer = server.recv(65536)
            if fault == "cut-mid":
                while not _has_begun(answer):
                    answer += server.recv(65536)
                connection.sendall(answer[:-5])


def _has_begun(answer: bytes) -> bool:
    """Whether the head is there with all of a short body, or with the first lines of a streamed one."""
    head, _, body = answer.partition(b"\r\n\r\n")
    return len(body) >= _length(head) if _length(head) else body.count(b"\n") >= 4


def _length(head: bytes) -> int:
    lines = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")]
    return int(lines[0].split(b":")[1]) if lines else 0


def _read_request(connection: socket.socket) -> bytes:
    sent = b""
    while b"\r\n\r\n" not in sent:
        sent += connection.recv(65536)
    head, _, body = sent.partition(b"\r\n\r\n")
    while len(body) < _length(head):
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def _refusal(status: int, wait: str) -> bytes:
    body = PROBLEM % status
    retry = f"Retry-After: {wait}\r\n" if wait else ""
    head = f"HTTP/1.1 {status} No\r\nContent-Type: application/problem+json\r\n{retry}"
    return head.encode() + b"Content-Length: %d\r\nConnection: close\r\n\r\n" % len(body) + body


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while chunk := source.recv(65536):
            sink.sendall(chunk)
        sink.shutdown(socket.SHUT_WR)


@contextmanager
def front(target: str, *faults: str) -> Iterator[Front]:
    made = Front(target, list(faults))
    try:
        yield made
    finally:
        made.close()
