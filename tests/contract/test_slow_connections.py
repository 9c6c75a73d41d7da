"""A connection that never finishes its request is ended, and holds up nobody meanwhile."""

import contextlib
import json
import socket
import threading
import time

import httpx
import pytest
import uvicorn
from sqlalchemy import text

from feedback_api.web import deadlines
from feedback_api.web.deadlines import DeadlineProtocol

HEAD = b"POST /v1/feedback-items HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\n"


@contextlib.contextmanager
def listening(app, shared=None):
    """An application behind the real server; gives its address."""
    server = uvicorn.Server(
        uvicorn.Config(app, port=0, http=DeadlineProtocol, ws="none", log_level="critical", lifespan="off")
    )
    thread = threading.Thread(target=server.run, args=(shared and [shared],))
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()
    server.should_exit = True
    thread.join()


@pytest.fixture
def address(site, monkeypatch):
    """The application behind the real server, with less patience than in life."""
    monkeypatch.setattr(deadlines, "HEAD_SECONDS", 0.5)
    monkeypatch.setattr(deadlines, "BODY_SECONDS", 1.0)
    with listening(site.app) as address:
        yield address


def talk(address, *parts, pause=0.0):
    """Send parts with pauses between; everything that comes back until the other side hangs up."""
    with socket.create_connection(address, timeout=10) as line:
        started = time.monotonic()
        for part in parts:
            time.sleep(pause)
            try:
                line.sendall(part)
            except OSError:
                break
        said = bytearray()
        try:
            while chunk := line.recv(65536):
                said += chunk
        except ConnectionResetError:
            pass
        return bytes(said), time.monotonic() - started


def problem(said):
    head, _, body = said.partition(b"\r\n\r\n")
    assert b"application/problem+json" in head
    return json.loads(body)


@pytest.mark.parametrize("parts", [[], [b"GET /v1/policy HT"], [HEAD]])
def test_headers_that_never_end(address, parts):
    said, seconds = talk(address, *parts)
    assert problem(said)["type"] == "/problems/too-slow"
    assert seconds < 3


def test_headers_a_byte_at_a_time(address):
    said, seconds = talk(address, *[HEAD[at : at + 1] for at in range(len(HEAD))], pause=0.05)
    assert problem(said)["status"] == 408
    assert seconds < 3


def test_a_body_a_byte_at_a_time(address, database):
    body = b'{"improve": "the room was cold", "step": "arrival"}'
    start = HEAD + b"Content-Length: %d\r\n\r\n" % len(body)
    said, seconds = talk(address, start, *[body[at : at + 1] for at in range(len(body))], pause=0.05)
    assert problem(said)["status"] == 408
    assert seconds < 4


def test_a_second_request_on_the_line_has_a_deadline_too(address):
    whole = b"GET /v1/policy HTTP/1.1\r\nHost: here\r\n\r\n"
    said, seconds = talk(address, whole, b"GET /v1/pol", pause=0.2)
    assert said.startswith(b"HTTP/1.1 200")
    assert said.count(b"HTTP/1.1 ") == 2
    assert b"too-slow" in said
    assert seconds < 4


def test_hundreds_of_slow_lines_do_not_hold_up_others(address):
    lines = [socket.create_connection(address) for _ in range(300)]
    for line in lines:
        line.sendall(HEAD)
    started = time.monotonic()
    answer = httpx.get(f"http://{address[0]}:{address[1]}/v1/policy")
    assert answer.status_code == 200
    assert time.monotonic() - started < 3
    time.sleep(1.0)
    ended = 0
    for line in lines:
        line.settimeout(2)
        ended += b"408" in line.recv(1000)
        line.close()
    assert ended == len(lines)


def test_what_is_no_http_gets_a_problem_and_no_echo(address):
    said, _ = talk(address, b"zwaluwnest zwaluwnest\r\n\r\n")
    assert problem(said)["type"] == "/problems/malformed-request"
    assert b"zwaluwnest" not in said


def test_an_answer_does_not_wait_for_its_own_acknowledgement(site):
    """Workers share a socket that their parent opened; without care each answer takes 40 ms longer."""
    shared = socket.socket(socket.AF_INET)
    shared.bind(("127.0.0.1", 0))
    took = []
    with (
        listening(site.app, shared) as address,
        httpx.Client(base_url=f"http://127.0.0.1:{address[1]}") as line,
    ):
        for _ in range(21):
            started = time.monotonic()
            assert line.get("/v1/policy").status_code == 200
            took.append(time.monotonic() - started)
    shared.close()
    assert sorted(took)[10] < 0.03


def test_half_a_body_is_not_taken_for_a_whole_one(address, token, database):
    """The first part is JSON by itself; the line breaks before the rest."""
    body = b'{"improve": "The waiting room was cold and nobody explained why.", "step": "arrival"}'
    said = f"Authorization: Bearer {token}\r\nIdempotency-Key: k1\r\nContent-Length: {len(body) + 9}\r\n\r\n"
    lines = HEAD + said.encode()
    with socket.create_connection(address) as line:
        line.sendall(lines + body)
        line.shutdown(socket.SHUT_WR)
        time.sleep(0.3)
    time.sleep(0.7)
    with database.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM inbox_item")).scalar_one() == 0


def test_who_does_not_read_its_answer_is_hung_up_on(monkeypatch):
    monkeypatch.setattr(deadlines, "READ_SECONDS", 0.5)
    ended = threading.Event()

    async def long_answer(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(600):
            await send({"type": "http.response.body", "body": bytes(65536), "more_body": True})
        while (await receive())["type"] != "http.disconnect":
            pass
        ended.set()

    with listening(long_answer) as address, socket.create_connection(address) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n")
        assert ended.wait(5)
