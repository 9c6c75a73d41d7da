"""Batches that cannot be used as a whole: a problem that says what to do, nothing stored, nothing echoed."""

import json
import os
import threading
import time
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text
from tests.contract.test_feedback_batches_broken_off import running
from tests.unit.intake.batches.workbooks import SHEET, changed, with_cells, workbook

from feedback_api.intake.batches.read import COMMA_SEPARATED, JSON, JSON_LINES, WORKBOOK
from feedback_api.web.batch_body import BATCHES_AT_ONCE
from feedback_api.web.batch_problems import MOST_BATCH_BYTES

CANARY = "zwaluwnest"
ITEM = {"improve": f"The {CANARY} was closed.", "step": "arrival"}
ITEMS = {"items": [ITEM]}
BOOK = workbook([["improve", "step"], [CANARY, "arrival"]])
ROWS = b"".join(b'<row r="%d"/>' % number for number in range(3, 1_000_003))
BOMB = changed(BOOK, {SHEET: CANARY.encode() * (7 * 1024 * 1024)})


def stored(database):
    with database.connect() as connection:
        tables = ("inbox_item", "feedback_record", "idempotency_answer")
        return sum(connection.execute(text(f"SELECT count(*) FROM {t}")).scalar_one() for t in tables)


@pytest.fixture
def send(site, token):
    def post(body, media_type=JSON, **headers):
        sent = {"Authorization": f"Bearer {token}", "Idempotency-Key": '"k"', "Content-Type": media_type}
        return site.post("/v1/feedback-batches", content=body, headers=sent | headers)

    return post


@pytest.mark.parametrize(
    ("body", "media_type", "code", "advice"),
    [
        (json.dumps({"items": []}), JSON, "no-items", "1 to 1,000"),
        (json.dumps({"items": [ITEM] * 10_000}), JSON, "too-many-items", "split"),
        (json.dumps({"items": [ITEM], CANARY: 1}), JSON, "unknown-field", "items"),
        (f'{{"items": [{{"improve": "{CANARY}", "step": NaN}}]}}', JSON, "not-json", "NaN"),
        (f'{{"items": ["{CANARY}"], "items": []}}', JSON, "duplicate-key", "once"),
        ('{"items": [' + "[" * 10_000 + f'"{CANARY}"', JSON, "too-deep", "brackets"),
        (f'{{"items": ["{CANARY}', JSON, "not-json", "RFC 8259"),
        (f'{{"items": ["{CANARY} é"]}}'.encode("cp1252"), JSON, "not-utf-8", "UTF-8"),
        ("\n".join([json.dumps(ITEM)] * 1001), JSON_LINES, "too-many-items", "split"),
        (f"improve;step\n{CANARY} é;arrival\n".encode("cp1252"), COMMA_SEPARATED, "not-utf-8", "CSV UTF-8"),
        (f"improve|step\n{CANARY}|arrival\n", COMMA_SEPARATED, "no-header", "first row"),
        (f"{CANARY};arrival\n", COMMA_SEPARATED, "no-header", "first row"),
        (f"improve;{CANARY}\nslow;arrival\n", COMMA_SEPARATED, "unknown-column", "Remove"),
        (f"improve;improve\n{CANARY};arrival\n", COMMA_SEPARATED, "duplicate-column", "once"),
        (f'improve;step\n"{CANARY};arrival\n', COMMA_SEPARATED, "bad-quotes", "Double"),
        (changed(BOOK, {"xl/vbaProject.bin": b"x"}), WORKBOOK, "macros", ".xlsx"),
        (changed(BOOK, {"xl/externalLinks/a.xml": b"x"}), WORKBOOK, "external-links", "Break"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + CANARY.encode(), WORKBOOK, "old-or-encrypted", "password"),
        (BOMB, WORKBOOK, "too-large-unpacked", "rows"),
        (json.dumps(ITEMS), WORKBOOK, "not-a-workbook", ".xlsx"),
    ],
)
def test_a_whole_that_cannot_be_read(send, database, body, media_type, code, advice):
    answer = send(body, media_type)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    found = answer.json()
    assert found["type"] == "/problems/invalid-body"
    assert [error["code"] for error in found["errors"]] == [code]
    assert advice in found["detail"]
    assert CANARY not in answer.text
    assert stored(database) == 0


@pytest.mark.parametrize(
    ("headers", "status", "kind"),
    [
        ({"Authorization": "Bearer fba_wrong"}, 401, "not-authenticated"),
        ({"Authorization": ""}, 401, "not-authenticated"),
        ({"Idempotency-Key": ""}, 400, "idempotency-key-missing"),
        ({"Content-Type": "text/plain"}, 415, "unsupported-media-type"),
        ({"Content-Type": ""}, 415, "unsupported-media-type"),
        ({"Content-Type": "application/vnd.ms-excel"}, 415, "unsupported-media-type"),
        ({"Accept": "text/html"}, 406, "not-acceptable"),
        ({"Content-Length": "52428800"}, 413, "too-large"),
    ],
)
def test_requests_that_are_refused_before_any_item(send, database, headers, status, kind):
    answer = send(json.dumps(ITEMS), **headers)
    assert (answer.status_code, answer.json()["type"]) == (status, f"/problems/{kind}")
    assert CANARY not in answer.text
    assert stored(database) == 0


def test_a_row_with_too_many_cells_is_that_items_refusal(send, database):
    found = send(f"improve;step\nslow;arrival;{CANARY}\nslow\nslow;arrival\n", COMMA_SEPARATED)
    assert CANARY not in found.text
    problems = [r.get("problem", {}).get("errors") for r in found.json()["results"]]
    assert problems == [
        [{"pointer": "/items/0", "code": "no-column"}],
        [{"pointer": "/items/1/step", "code": "missing"}],
        None,
    ]


def test_a_million_empty_rows_are_read_past(send):
    assert send(with_cells(BOOK, ROWS), WORKBOOK).json()["accepted"] == 1


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('{"improve": "slow", "improve": "late", "step": "arrival"}', "duplicate-key"),
        ('{"improve": "slow", "step": "arrival", "rating": NaN}', "not-json"),
        ("[" * 10_000 + "]" * 10_000, "too-deep"),
        (b'{"improve": "caf\xe9", "step": "arrival"}', "not-utf-8"),
        ('{"improve": "slow", "step": "arrival"} x', "not-json"),
    ],
)
@pytest.mark.parametrize("path", ["/v1/feedback-items", "/v1/previews"])
def test_the_doors_for_one_item_read_as_strictly(site, token, database, path, body, code):
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": '"k"', "Content-Type": JSON}
    answer = site.post(path, content=body, headers=headers)
    assert answer.status_code == 400
    assert [error["code"] for error in answer.json()["errors"]] == [code]
    assert stored(database) == 0


def test_other_doors_keep_their_limit(site, token):
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": '"k"', "Content-Type": JSON}
    for path in ("/v1/feedback-items", "/v1/previews", "/form/en"):
        assert site.post(path, content=b"a" * 70_000, headers=headers).status_code == 413


def memory(process):
    """Resident memory of a process, in MiB."""
    pages = Path(f"/proc/{process.pid}/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE") / 2**20


def memory_at_rest(process):
    """After a start, when the lists of all languages have been read."""
    held, since = memory(process), time.monotonic()
    while time.monotonic() - since < 2.0:
        time.sleep(0.1)
        now = memory(process)
        if now > held + 1:
            held, since = now, time.monotonic()
    return held


def test_many_large_bodies_at_once_take_bounded_memory(sqlite, tmp_path):
    from feedback_api.flows.register_client import register_client
    from feedback_api.terms.client import ApiClient, Scope
    from feedback_api.terms.codebook import SourceGroup

    token = register_client(
        sqlite, ApiClient("large", SourceGroup.STAFF, None, frozenset({Scope.FEEDBACK_WRITE}))
    )
    headers = {"Authorization": f"Bearer {token}", "Content-Type": JSON}
    with running(str(sqlite.url), tmp_path) as (address, process):
        url = f"{address}/v1/feedback-batches"
        answer = httpx.post(url, content=b" " * (50 * 2**20), headers=headers | {"Idempotency-Key": "a"})
        assert answer.status_code == 413
        before, codes = memory_at_rest(process), []

        def post(number):
            def body():
                yield b'{"items": ['
                for _ in range(16):
                    time.sleep(0.05)
                    yield b" " * (2**20 - 1024)
                yield b"1]" if number < BATCHES_AT_ONCE else b""

            sent = headers | {"Idempotency-Key": str(number)}
            try:
                codes.append(httpx.post(url, content=body(), headers=sent, timeout=60).status_code)
            except httpx.TransportError:
                codes.append(0)  # told to wait, and hung up on while it went on sending

        senders = [threading.Thread(target=post, args=(number,)) for number in range(BATCHES_AT_ONCE + 4)]
        for sender in senders:
            sender.start()
        most = before
        while any(sender.is_alive() for sender in senders):
            most = max(most, memory(process))
            time.sleep(0.02)
        assert set(codes) <= {0, 400, 503}
        assert sum(code == 400 for code in codes) <= BATCHES_AT_ONCE
        assert any(code in (0, 503) for code in codes)
        assert most - before < BATCHES_AT_ONCE * 2.5 * MOST_BATCH_BYTES / 2**20
        freed = httpx.post(url, json=ITEMS, headers=headers | {"Idempotency-Key": "b"}, timeout=60)
        assert freed.status_code == 200
    assert stored(sqlite) == 3, "the record, its answer, and its batch"
