"""Passes at the real server, whose processes are killed on the way: each lets one item in, or none yet."""

import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
from sqlalchemy import text
from starlette.testclient import TestClient
from tests.issuing import ISSUER, ORIGIN, directory_of, key_of, make_pass, shown

from feedback_api import assemble
from feedback_api.flows.register_pass_keys import register_pass_keys
from feedback_api.settings import Settings
from feedback_api.terms.codebook import SourceGroup
from feedback_api.terms.period import ReportingPeriod

from .test_feedback_batches_broken_off import running

ITEM = {"improve": "The letter was hard to read.", "step": "decision", "language": "en"}
PASSES = 60


def stored(database):
    with database.connect() as connection:
        return connection.execute(text("SELECT count(*) FROM inbox_item")).scalar_one()


def post(address, headers):
    try:
        return httpx.post(f"{address}/v1/feedback-items", json=ITEM, headers=headers, timeout=30).status_code
    except httpx.TransportError:
        return None


def test_each_pass_is_spent_once_though_the_server_is_killed(
    database, database_url, reader, tmp_path, monkeypatch
):
    monkeypatch.setenv("FEEDBACK_PASS_ISSUER", ISSUER)
    monkeypatch.setenv("FEEDBACK_PASS_ORIGIN", ORIGIN)
    monkeypatch.setenv("FEEDBACK_MEMBERS_STAFF", "40")
    quarter = ReportingPeriod.of(assemble.now().date())
    key = key_of(SourceGroup.STAFF, quarter)
    register_pass_keys(database, directory_of(key), quarter)
    attempts = [shown(make_pass(key)) for _ in range(PASSES)]

    with running(database_url, tmp_path, workers=2) as (address, process):
        token = make_pass(key)
        with ThreadPoolExecutor(20) as pool:
            answers = list(pool.map(lambda _: post(address, shown(token)), range(100)))
        assert sorted(answers) == [201] + [409] * 99
        assert stored(database) == 1

        killer = threading.Thread(target=lambda: kill_beyond(database, 10, process.pid))
        killer.start()
        with ThreadPoolExecutor(4) as pool:
            first = list(pool.map(lambda headers: post(address, headers), attempts))
        killer.join()
        process.wait(20)
    assert None in first
    assert 201 in first

    # What runs after the restart is the same application, here in this process.
    again = TestClient(assemble.build(Settings(), database, reader, assemble.now))
    answers = [again.post("/v1/feedback-items", json=ITEM, headers=headers) for headers in attempts]
    assert [answer.status_code for answer in answers] == [201] * PASSES
    assert stored(database) == 1 + PASSES
    with database.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM spent_pass")).scalar_one() == 1 + PASSES
    other_key = attempts[0] | {"Idempotency-Key": '"another"'}
    assert again.post("/v1/feedback-items", json=ITEM, headers=other_key).status_code == 409


def kill_beyond(database, count, group):
    deadline = time.monotonic() + 60
    while stored(database) <= count and time.monotonic() < deadline:
        time.sleep(0.005)
    os.killpg(group, signal.SIGKILL)
