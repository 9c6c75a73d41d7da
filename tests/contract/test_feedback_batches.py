"""Many items at once: four formats, each item judged alone, each stored once, nothing on a disk."""

import itertools
import json
import sys
import threading
from typing import ClassVar

import pytest
from sqlalchemy import event, text
from tests.unit.intake.batches.workbooks import workbook

from feedback_api.flows.receive_batch import ITEMS_AT_ONCE
from feedback_api.intake.batches.read import COMMA_SEPARATED, JSON, JSON_LINES, WORKBOOK
from feedback_api.web.batch_body import BATCHES_AT_ONCE

NAME = "Zwaluwnestra"
ITEMS = [
    {"clientRef": "r1", "improve": f"Mevrouw {NAME} legde niets uit over de brief.", "step": "decision"},
    {"clientRef": "r2", "good": "De tolk was vriendelijk.", "step": "interview", "rating": "good"},
    {"clientRef": "r3", "improve": "De wachtkamer was koud;\nhet duurde lang.", "step": "waiting"},
]
NAMES = ("clientRef", "good", "improve", "step", "rating")
TABLE = [list(NAMES), *[[item.get(name, "") for name in NAMES] for item in ITEMS]]
FORMATS = {
    JSON: json.dumps({"items": ITEMS}).encode(),
    JSON_LINES: "\n".join(json.dumps(item) for item in ITEMS).encode(),
    COMMA_SEPARATED: "\r\n".join(";".join(f'"{cell}"' for cell in row) for row in TABLE).encode("utf-8-sig"),
    WORKBOOK: workbook(TABLE),
}
_keys = itertools.count()


@pytest.fixture
def send(site, token):
    def post(body, media_type=JSON, **headers):
        sent = {"Authorization": f"Bearer {token}", "Content-Type": media_type}
        sent |= {"Idempotency-Key": f'"batch-{next(_keys)}"'} | headers
        return site.post("/v1/feedback-batches", content=body, headers=sent)

    return post


def document(*items):
    return json.dumps({"items": items}).encode()


def rows(database, table="inbox_item"):
    with database.connect() as connection:
        return connection.execute(text(f"SELECT * FROM {table}")).mappings().all()


class Watch:
    """Notes every file that this process opens for writing through the language."""

    on = False
    found: ClassVar[list[str]] = []

    @classmethod
    def see(cls, name, arguments):
        if not cls.on:
            return
        if name.startswith("tempfile."):
            cls.found.append(name)
        if name == "open" and any(c in str(arguments[1]) for c in "wax+"):
            cls.found.append(str(arguments[0]))


sys.addaudithook(Watch.see)


@pytest.mark.parametrize("media_type", FORMATS)
def test_each_format_is_read_masked_and_stored_without_touching_the_disk(send, database, media_type):
    Watch.found, Watch.on = [], True
    answer = send(FORMATS[media_type], media_type)
    Watch.on = False
    assert Watch.found == []
    assert answer.status_code == 200
    assert NAME not in answer.text
    found = answer.json()
    assert list(found) == ["results", "accepted", "rejected", "failed"]
    assert (found["accepted"], found["rejected"], found["failed"]) == (3, 0, 0)
    assert [(one["index"], one["clientRef"], one["status"]) for one in found["results"]] == [
        (0, "r1", "stored"),
        (1, "r2", "stored"),
        (2, "r3", "stored"),
    ]
    assert {"index", "clientRef", "status", "period", "redactions", "textKept", "help"} == set(
        found["results"][0]
    )
    kept = rows(database)
    assert {row["step"] for row in kept} == {"decision", "interview", "waiting"}
    assert {(row["source_group"], row["partner_type"]) for row in kept} == {("chain_partner", "legal")}
    assert NAME not in str([dict(row) for row in kept])
    assert "wachtkamer was koud" in str([dict(row) for row in kept])
    assert "r1" not in str([dict(row) for row in rows(database, "idempotency_answer")])


def test_the_watch_sees_a_file(tmp_path):
    Watch.found, Watch.on = [], True
    (tmp_path / "seen").write_text("x")
    Watch.on = False
    assert Watch.found == [str(tmp_path / "seen")]


def test_results_one_a_line_when_asked(send):
    answer = send(FORMATS[JSON], Accept="application/x-ndjson")
    *results, counts = [json.loads(line) for line in answer.text.splitlines()]
    assert answer.headers["content-type"].startswith("application/x-ndjson")
    assert [result["index"] for result in results] == [0, 1, 2]
    assert counts == {"accepted": 3, "rejected": 0, "failed": 0}


@pytest.mark.parametrize("accept", ["*/*", "application/*", "application/json", "text/html, */*;q=0.1"])
def test_one_document_otherwise(send, accept):
    assert send(FORMATS[JSON], Accept=accept).json()["accepted"] == 3


CANARY = "zwaluwnest"
GOOD = {"improve": "The desk was closed.", "step": "arrival"}
JUDGED = [
    (GOOD, None),
    (GOOD | {"improve": ""}, [("/items/1/improve", "empty")]),
    (7, [("/items/2", "not-an-object")]),
    ([CANARY], [("/items/3", "not-an-object")]),
    (
        GOOD | {"step": CANARY, "rating": CANARY},
        [("/items/4/rating", "unknown-value"), ("/items/4/step", "unknown-value")],
    ),
    (GOOD | {CANARY: 1}, [("/items/5", "unknown-field")]),
    (GOOD | {"improve": 7}, [("/items/6/improve", "wrong-type")]),
    (GOOD | {"sourceGroup": "staff"}, [("/items/7/sourceGroup", "not-yours")]),
    (GOOD | {"partnerType": "health"}, [("/items/8/partnerType", "not-yours")]),
    (GOOD | {"sourceGroup": "chain_partner", "partnerType": "legal"}, None),
    (GOOD | {"clientRef": "x" * 101}, [("/items/10/clientRef", "too-long")]),
    (GOOD | {"clientRef": CANARY + "\x1b[31m"}, [("/items/11/clientRef", "not-text")]),
    (GOOD | {"clientRef": "a\nb"}, [("/items/12/clientRef", "not-text")]),
    (GOOD | {"clientRef": "\ud800"}, [("/items/13/clientRef", "not-text")]),
    (GOOD | {"clientRef": "=cmd|x!A1"}, [("/items/14/clientRef", "formula")]),
    (GOOD | {"clientRef": " @SUM(A1)"}, [("/items/15/clientRef", "formula")]),
    (GOOD | {"clientRef": 7}, [("/items/16/clientRef", "wrong-type")]),
    (GOOD | {"improve": "\ud800 half a pair"}, [("/items/17/improve", "not-text")]),
    (GOOD | {"language": "\ud800"}, [("/items/18/language", "not-text")]),
    (GOOD | {"improve": "06-12345678 jan.jansen@example.org"}, [("/items/19/improve", "nothing-left")]),
    (GOOD | {"improve": f"{CANARY} " * 300}, [("/items/20/improve", "too-long")]),
    ({"step": "arrival"}, [("/items/21/good", "missing"), ("/items/21/improve", "missing")]),
    ({"improve": "slow"}, [("/items/22/step", "missing")]),
    (GOOD | {"improve": "=1+1 is what the form said."}, None),
    (GOOD | {"clientRef": "x" * 100}, None),
    ({}, [("/items/25/step", "missing")]),
    (GOOD | {"step": None}, [("/items/26/step", "unknown-value")]),
    (None, [("/items/27", "not-an-object")]),
]


def test_each_item_is_judged_alone_and_nothing_is_echoed(send, database):
    answer = send(json.dumps({"items": [item for item, _ in JUDGED]}))
    assert answer.status_code == 200
    assert CANARY not in answer.text
    found = answer.json()
    for result, (_, errors) in zip(found["results"], JUDGED, strict=True):
        if errors is None:
            assert result["status"] == "stored", result
            continue
        assert result["status"] == "rejected", result
        problem = result["problem"]
        assert (problem["type"], problem["status"]) == ("/problems/invalid-input", 400)
        assert [(e["pointer"], e["code"]) for e in problem["errors"]] == errors
    stored = sum(errors is None for _, errors in JUDGED)
    assert (found["accepted"], found["rejected"]) == (stored, len(JUDGED) - stored)
    assert len(rows(database)) == stored
    assert len(rows(database, "idempotency_answer")) == stored + 1
    assert [r["clientRef"] for r in found["results"][10:16]] == [None] * 6


def test_lines_and_cells_that_cannot_be_read_are_that_items_refusal(send, database):
    lines = [json.dumps(GOOD), "{oops " + CANARY, '{"a": 1, "a": 2}', "NaN", "[" * 10_000, json.dumps(GOOD)]
    found = send("\n".join(lines), JSON_LINES).json()
    codes = [r["problem"]["errors"] if r["status"] == "rejected" else None for r in found["results"]]
    assert codes == [
        None,
        [{"pointer": "/items/1", "code": "not-json"}],
        [{"pointer": "/items/2", "code": "duplicate-key"}],
        [{"pointer": "/items/3", "code": "not-json"}],
        [{"pointer": "/items/4", "code": "too-deep"}],
        None,
    ]
    book = workbook([["improve", "step", "clientRef"], ["=1+1", "arrival", "a"], ["slow", "arrival", "b"]])
    first, second = send(book, WORKBOOK).json()["results"]
    assert (first["clientRef"], first["problem"]["errors"]) == (
        "a",
        [{"pointer": "/items/0/improve", "code": "formula"}],
    )
    assert second["status"] == "stored"
    assert len(rows(database)) == 3


def test_who_depends_is_not_asked_and_not_counted(send, database):
    pending = GOOD | {"dependency": "pending", "clientRef": "p"}
    first, second = send(document(pending, GOOD)).json()["results"]
    assert first["problem"]["type"] == "/problems/dependent-respondent"
    assert first["clientRef"] == "p"
    assert second["status"] == "stored"
    assert len(rows(database)) == 1
    assert len(rows(database, "idempotency_answer")) == 2


def test_danger_gives_help_in_the_items_language(send, database):
    words = "A resident was beaten by a guard and wants to die."
    (result,) = send(document({"improve": words, "step": "waiting", "language": "en"})).json()["results"]
    assert any("112" in line for line in result["help"])
    assert not result["textKept"]
    assert rows(database)[0]["improve"] is None


def test_a_retry_gets_the_same_results_and_another_body_a_conflict(send, database):
    key = {"Idempotency-Key": '"again"'}
    first = send(FORMATS[JSON], **key)
    assert send(FORMATS[JSON], **key).text == first.text
    for other in (document(GOOD), FORMATS[JSON] + b" "):
        conflict = send(other, **key)
        assert conflict.status_code == 409
        assert conflict.json()["type"] == "/problems/idempotency-conflict"
    assert len(rows(database)) == 3


def test_a_single_item_may_have_the_key_of_a_batch(send, site, token, database):
    key = {"Idempotency-Key": '"shared"'}
    assert send(document(GOOD), **key).status_code == 200
    headers = {"Authorization": f"Bearer {token}"} | key
    assert site.post("/v1/feedback-items", json=GOOD, headers=headers).status_code == 201
    assert site.post("/v1/feedback-items", json=GOOD, headers=headers).status_code == 201
    assert send(document(GOOD), **key).status_code == 200
    assert len(rows(database)) == 2


def test_the_same_words_twice_are_two_messages(send, database):
    assert send(document(GOOD, GOOD)).json()["accepted"] == 2
    assert len(rows(database)) == 2


def test_the_same_batch_at_the_same_time_is_stored_once(send, database):
    body, found = document(*[GOOD | {"clientRef": str(n)} for n in range(ITEMS_AT_ONCE + 4)]), []
    barrier = threading.Barrier(3)

    def post():
        barrier.wait()
        found.append(send(body, **{"Idempotency-Key": '"race"'}).json())

    threads = [threading.Thread(target=post) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one["accepted"] + one["failed"] for one in found] == [ITEMS_AT_ONCE + 4] * 3
    assert max(one["accepted"] for one in found) == ITEMS_AT_ONCE + 4
    assert len(rows(database)) == ITEMS_AT_ONCE + 4


def test_a_database_that_fails_halfway_leaves_what_was_stored_and_says_what_was_not(
    send, database, database_url
):
    inserts = itertools.count()

    def fail_later(connection, cursor, statement, *_):
        if "INSERT INTO inbox_item" in statement and next(inserts) == 1:
            raise_full(database)

    event.listen(database, "before_cursor_execute", fail_later)
    body = document(*[GOOD] * (3 * ITEMS_AT_ONCE - 1), GOOD | {"improve": ""})
    key = {"Idempotency-Key": '"half"'}
    found = send(body, **key).json()
    assert (found["accepted"], found["failed"]) == (ITEMS_AT_ONCE, 2 * ITEMS_AT_ONCE - 1)
    assert found["rejected"] == 1
    assert found["results"][-2]["problem"]["type"] == "/problems/unavailable"
    assert len(rows(database)) == ITEMS_AT_ONCE
    assert send(body, **key).json()["accepted"] == 3 * ITEMS_AT_ONCE - 1
    assert len(rows(database)) == 3 * ITEMS_AT_ONCE - 1


def raise_full(database):
    from sqlalchemy.exc import OperationalError

    raise OperationalError("", {}, Exception("the disk is full"))


def test_refused_batches_free_their_place(send):
    for _ in range(BATCHES_AT_ONCE + 2):
        assert send(b"", COMMA_SEPARATED).status_code == 400
    assert send(FORMATS[JSON]).json()["accepted"] == 3


def test_the_document_describes_four_formats_and_both_answers(site):
    operation = site.get("/v1/openapi.json").json()["paths"]["/feedback-batches"]["post"]
    content = operation["requestBody"]["content"]
    assert set(content) == set(FORMATS)
    assert all("examples" in described for name, described in content.items() if name != WORKBOOK)
    answers = operation["responses"]["200"]["content"]
    assert set(answers) == {JSON, JSON_LINES}
    names = {parameter["name"].lower() for parameter in operation["parameters"]}
    assert "idempotency-key" in names
    assert {"400", "401", "403", "406", "409", "413", "415", "429", "503"} <= set(operation["responses"])
