"""The receiver that the page shows runs as it stands there, takes what is sent, and refuses all else."""

import json
import os
import re
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from tests.contract.webhooks import KEY, Told

from feedback_api.flows import subscribe as flow
from feedback_api.signals.cloud_events import TYPES
from feedback_api.signals.signature import REPLAY_SECONDS
from feedback_api.terms.signals import EventType, Outcome

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "receive-webhooks.md").read_text(encoding="utf-8")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def told(sqlite):
    return Told(sqlite, moment=datetime.now(UTC))


@pytest.fixture
def receiver(told):
    """The page's receiver in a process of its own, with the secret that registering it gave."""
    port = free_port()
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    secret = told.subscribe(f"http://127.0.0.1:{port}/in")
    surroundings = os.environ | {"WEBHOOK_SECRET": secret, "PORT": str(port)}
    process = subprocess.Popen(
        [sys.executable, "-c", code], env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}/in"
    for _ in range(200):
        try:
            httpx.get(address)
            break
        except httpx.TransportError:
            time.sleep(0.05)
    yield address, process
    process.kill()
    process.wait()
    process.stdout.close()


class Kept:
    """A road that notes what is sent and passes it on."""

    def __init__(self, road):
        self.road, self.sent = road, []

    def send(self, written, body, headers, attempt=1):
        self.sent.append((body, dict(headers)))
        return self.road.send(written, body, headers, attempt)


def test_the_receiver_takes_what_is_sent_once_and_refuses_what_is_forged_changed_or_old(told, receiver):
    address, process = receiver
    told.tell("release-published:2026-Q3")
    kept = told.road = Kept(told.road)
    assert told.deliver() == {Outcome.ACCEPTED: 1}
    assert process.stdout.readline() == b"nl.asielfeedback.release-published 2026-Q3\n"
    ((body, headers),) = kept.sent

    def post(body=body, **changed):
        return httpx.post(address, content=body, headers=headers | changed).status_code

    assert post() == 204  # replayed within the window: known by its id, and not handled again
    assert post(body.replace(b"Q3", b"Q4")) == 401
    assert post(**{"webhook-id": "another"}) == 401
    assert post(**{"webhook-timestamp": str(int(headers["webhook-timestamp"]) + 1)}) == 401
    assert post(**{"webhook-signature": "v1,AAAA"}) == 401
    assert post(**{"webhook-signature": ""}) == 401
    assert post(b"x" * 70_000) == 413

    secret = flow.rotate(told.database, KEY, "planning", int(told.moment.timestamp()) + 3600)
    assert secret
    told.tell("release-published:2026-Q4")
    assert told.deliver() == {Outcome.ACCEPTED: 1}  # signed with the old secret as well
    assert process.stdout.readline() == b"nl.asielfeedback.release-published 2026-Q3\n"
    told.later(seconds=-REPLAY_SECONDS - 5)
    told.tell("late")
    assert told.deliver() == {Outcome.REFUSED: 1}


def test_the_page_names_every_event_outcome_and_the_window():
    for kind in EventType:
        assert f"| `{kind}` | `{TYPES[kind]}` |" in PAGE
    for outcome in set(Outcome) - {Outcome.ACCEPTED}:
        assert f"`{outcome}`" in PAGE, outcome
    assert f"more than {REPLAY_SECONDS} seconds" in PAGE
    assert json.dumps(REPLAY_SECONDS) in PAGE.split("```python")[1]
