"""A batch whose connection breaks, or whose server dies, is sent again: each item is stored exactly once."""

import itertools
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

import httpx
import pytest
from sqlalchemy import text

from feedback_api.flows.receive_batch import ITEMS_AT_ONCE

THINGS = ("letter", "desk", "room", "phone", "website", "form", "interview", "bus", "food", "answer")
FAULTS = ("slow", "cold", "unclear", "late", "loud", "dirty", "closed", "broken", "short", "difficult")
# Numbers would be masked; different words make that a text stored twice is seen.
TEXTS = [f"The {thing} was {fault}." for thing, fault in itertools.product(THINGS, FAULTS)]
ITEMS = len(TEXTS)
BATCH = {
    "items": [
        {
            "clientRef": f"r{number}",
            "improve": improve,
            "step": "decision",
            "language": "en",
        }
        for number, improve in enumerate(TEXTS)
    ]
}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(database_url, tmp_path, workers=1):
    """The product in processes of its own; in its folder for temporary files nothing appears meanwhile."""
    temporary = tmp_path / "temporary-files"
    temporary.mkdir(exist_ok=True)
    port = free_port()
    environment = os.environ | {
        "FEEDBACK_DATABASE_URL": database_url,
        "FEEDBACK_PORT": str(port),
        "FEEDBACK_WORKERS": str(workers),
        "FEEDBACK_ITEMS_PER_MINUTE": "100000",
        "TMPDIR": str(temporary),
    }
    command = [sys.executable, "-m", "feedback_api", "serve"]
    process = subprocess.Popen(command, env=environment, start_new_session=True)
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(address, process)
        before = {path.name: path.stat().st_size for path in temporary.iterdir()}
        yield address, process
        assert {path.name: path.stat().st_size for path in temporary.iterdir()} == before
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.wait(20)


def wait_for(address, process):
    for _ in range(600):
        assert process.poll() is None, "the server stopped"
        try:
            if httpx.get(f"{address}/v1/codebook").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError("the server did not answer within 60 s")


def headers(token, key="one"):
    return {
        "Authorization": f"Bearer {token}",
        "Idempotency-Key": f'"{key}"',
        "Accept": "application/x-ndjson",
    }


def begin(address, token, lines):
    """Read so many results of the batch, then hang up."""
    seen = []
    with httpx.stream(
        "POST", f"{address}/v1/feedback-batches", json=BATCH, headers=headers(token), timeout=60
    ) as answer:
        assert answer.status_code == 200
        for line in answer.iter_lines():
            seen.append(json.loads(line))
            if len(seen) >= lines:
                break
    return seen


def send(address, token, **changes):
    answer = httpx.post(
        f"{address}/v1/feedback-batches",
        **({"json": BATCH} | changes),
        headers=headers(token) | changes.pop("headers", {}),
        timeout=120,
    )
    *results, counts = [json.loads(line) for line in answer.text.splitlines()]
    return answer.status_code, results, counts


def stored(database):
    with database.connect() as connection:
        found = connection.execute(text("SELECT improve FROM inbox_item")).scalars().all()
    assert len(found) == len(set(found)), "an item was stored twice"
    return len(found)


def settled_count(database):
    """How many are stored when nothing changes any more."""
    before = -1
    while (now := stored(database)) != before:
        before = now
        time.sleep(0.7)
    return now


def test_a_cut_connection_and_a_killed_server(database, database_url, token, tmp_path):
    with running(database_url, tmp_path) as (address, process):
        seen = begin(address, token, 1)
        after_cut = settled_count(database)
        assert {result["status"] for result in seen} == {"stored"}
        assert len(seen) <= after_cut < ITEMS, "the work stopped with the group at hand"

        killer = threading.Thread(target=lambda: (wait_beyond(database, after_cut), process.kill()))
        killer.start()
        with pytest.raises(httpx.TransportError):
            send(address, token)
        killer.join()
        process.wait(20)
    after_kill = stored(database)
    assert after_cut < after_kill < ITEMS

    with running(database_url, tmp_path, workers=2) as (address, _):
        together = both_at_once(address, token)
        for status, results, counts in together:
            assert status == 200
            assert [result["clientRef"] for result in results] == [f"r{n}" for n in range(ITEMS)]
            assert counts == {"accepted": ITEMS, "rejected": 0, "failed": 0}
        assert stored(database) == ITEMS
        other = json.loads(json.dumps(BATCH))
        other["items"][5]["improve"] += " Another ending."
        assert (
            httpx.post(f"{address}/v1/feedback-batches", json=other, headers=headers(token)).status_code
            == 409
        )
        assert stored(database) == ITEMS


def wait_beyond(database, count):
    deadline = time.monotonic() + 60
    while stored(database) < count + ITEMS_AT_ONCE and time.monotonic() < deadline:
        time.sleep(0.01)


def both_at_once(address, token):
    """The same batch, twice at the same time, to two workers."""
    found = []
    senders = [threading.Thread(target=lambda: found.append(send(address, token))) for _ in range(2)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    return found
