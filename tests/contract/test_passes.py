"""Passes at the API's door: one item each, of the key's group and quarter; everything else stores nothing."""

import threading
from dataclasses import replace
from datetime import UTC, datetime

import httpx
import pytest
from sqlalchemy import text
from starlette.testclient import TestClient
from tests.conftest import NOW as MOMENT
from tests.issuing import CHALLENGE, ISSUER, LAST, NEXT, NOW, ORIGIN, directory_of, key_of, make_pass, shown

from feedback_api import assemble
from feedback_api.flows.erase_expired import erase_expired
from feedback_api.flows.register_pass_keys import register_pass_keys
from feedback_api.privacy_pass.headers import read_challenges, to_base64url
from feedback_api.privacy_pass.tokens import Token, TokenChallenge
from feedback_api.settings import Settings
from feedback_api.terms.codebook import SourceGroup

from .form_visitor import WORDS, Visitor

ITEM = {"improve": "The letter was hard to read.", "step": "decision", "language": "en"}
STAFF, PARTNERS = key_of(SourceGroup.STAFF), key_of(SourceGroup.CHAIN_PARTNER)
COMING = key_of(SourceGroup.STAFF, NEXT)


@pytest.fixture
def settings() -> Settings:
    return Settings(
        members_sounding_board=300,
        members_chain_partner=350,
        members_staff=300,
        pass_issuer=ISSUER,
        pass_origin=ORIGIN,
    )


@pytest.fixture
def door(site, database) -> TestClient:
    """The application with three registered keys: two of this quarter, one of the next."""
    register_pass_keys(database, directory_of(STAFF, PARTNERS, COMING), NOW)
    return site


def rows(database, table="inbox_item"):
    with database.connect() as connection:
        return connection.execute(text(f"SELECT * FROM {table}")).mappings().all()


def refused(answer: httpx.Response, database, status: int, kind: str) -> None:
    assert answer.status_code == status
    assert answer.json()["type"] == f"/problems/{kind}"
    assert rows(database) == []
    assert rows(database, "spent_pass") == []


def test_a_pass_lets_one_item_of_its_group_in(door, database):
    token = make_pass(STAFF)
    answer = door.post("/v1/feedback-items", json=ITEM, headers=shown(token))
    assert answer.status_code == 201
    assert answer.json()["period"] == "2026-Q4"
    (row,) = rows(database)
    assert (row["source_group"], row["partner_type"]) == ("staff", None)
    (spent,) = rows(database, "spent_pass")
    assert bytes(spent["nonce_hash"]) == Token.decode(token).spent_as()
    assert spent["period"] == "2026-Q4"
    assert to_base64url(token)[:40] not in str(rows(database, "idempotency_answer"))


def test_a_spent_pass_is_told_so_and_a_retry_gets_its_answer(door, database):
    headers = shown(make_pass(STAFF))
    first = door.post("/v1/feedback-items", json=ITEM, headers=headers)
    again = door.post("/v1/feedback-items", json=ITEM, headers=headers)
    assert (again.status_code, again.json()) == (201, first.json())
    other_body = door.post("/v1/feedback-items", json=ITEM | {"step": "waiting"}, headers=headers)
    assert other_body.status_code == 409
    assert other_body.json()["type"] == "/problems/idempotency-conflict"
    other_key = door.post("/v1/feedback-items", json=ITEM, headers=headers | {"Idempotency-Key": '"other"'})
    assert other_key.status_code == 409
    assert other_key.json()["type"] == "/problems/pass-spent"
    assert len(rows(database)) == 1


def test_people_at_chain_partners_say_for_what_kind_of_partner_they_work(door, database):
    item = ITEM | {"partnerType": "legal"}
    assert door.post("/v1/feedback-items", json=item, headers=shown(make_pass(PARTNERS))).status_code == 201
    assert door.post("/v1/feedback-items", json=ITEM, headers=shown(make_pass(PARTNERS))).status_code == 201
    assert {row["partner_type"] for row in rows(database)} == {"legal", None}
    answer = door.post("/v1/feedback-items", json=item, headers=shown(make_pass(STAFF)))
    assert answer.status_code == 400
    assert answer.json()["errors"] == [{"pointer": "/partnerType", "code": "not-yours"}]
    claimed = ITEM | {"sourceGroup": "chain_partner"}
    assert door.post("/v1/feedback-items", json=claimed, headers=shown(make_pass(STAFF))).status_code == 400
    assert len(rows(database, "spent_pass")) == 2


def _flipped(token: bytes, bit: int) -> bytes:
    changed = bytearray(token)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def test_no_bit_of_a_pass_can_be_changed(door, database):
    token = make_pass(STAFF)
    for bit in (0, 15, 16, 271, 272, 527, 528, 783, 784, 2000, 8 * 354 - 1):
        answer = door.post("/v1/feedback-items", json=ITEM, headers=shown(_flipped(token, bit)))
        refused(answer, database, 401, "pass-refused")
    assert door.post("/v1/feedback-items", json=ITEM, headers=shown(token)).status_code == 201


_OTHERS = {
    "of a key that nobody registered": lambda: make_pass(key_of(SourceGroup.STAFF, NOW, 1)),
    "of the coming quarter": lambda: make_pass(COMING),
    "of another issuer": lambda: make_pass(STAFF, TokenChallenge("else.example", "door.example")),
    "of another door": lambda: make_pass(STAFF, TokenChallenge("passes.example", "else.example")),
    "of any door": lambda: make_pass(STAFF, TokenChallenge("passes.example", "")),
    "of one session": lambda: make_pass(STAFF, replace(CHALLENGE, redemption_context=bytes(32))),
    "of another type of challenge": lambda: make_pass(STAFF, replace(CHALLENGE, token_type=1)),
    "with the name of another group's key": lambda: _renamed(make_pass(STAFF)),
    "cut off": lambda: make_pass(STAFF)[:-1],
    "with a byte too many": lambda: make_pass(STAFF) + b"\0",
    "empty": lambda: b"",
}


def _renamed(token: bytes) -> bytes:
    return replace(Token.decode(token), key_id=PARTNERS.published.key_id).encode()


@pytest.mark.parametrize("make", _OTHERS.values(), ids=_OTHERS)
def test_a_pass_of_somewhere_else_is_refused(door, database, make):
    token = make()
    answer = door.post("/v1/feedback-items", json=ITEM, headers=shown(token))
    refused(answer, database, 401, "pass-refused")
    assert not token or to_base64url(token)[:12] not in answer.text


def test_a_pass_ends_with_its_quarter_and_begins_with_it(database, reader, settings):
    register_pass_keys(database, directory_of(STAFF, COMING), NOW)
    last_minute = datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC)
    for moment, key, status in (
        (last_minute, COMING, 401),
        (last_minute, STAFF, 201),
        (datetime(2027, 1, 1, tzinfo=UTC), STAFF, 401),
        (datetime(2027, 1, 1, tzinfo=UTC), COMING, 201),
        (datetime(2027, 4, 1, tzinfo=UTC), COMING, 401),
    ):
        at = TestClient(assemble.build(settings, database, reader, lambda m=moment: m))
        answer = at.post("/v1/feedback-items", json=ITEM, headers=shown(make_pass(key)))
        assert answer.status_code == status
    assert len(rows(database)) == 2


_UNREADABLE = [
    "PrivateToken",
    'PrivateToken token=""',
    'PrivateToken token="a"',
    "PrivateToken extension=1",
    'PrivateToken token="' + "A" * 5000 + '"',
    'PrivateToken token="%%%%"',
]


@pytest.mark.parametrize("header", _UNREADABLE)
def test_a_header_that_cannot_be_read_is_refused(door, database, header):
    answer = door.post(
        "/v1/feedback-items", json=ITEM, headers={"Authorization": header, "Idempotency-Key": '"k"'}
    )
    refused(answer, database, 401, "pass-refused")


def test_a_refusal_asks_for_a_pass_next_to_a_token(door):
    for headers in ({}, shown(make_pass(COMING)), {"Authorization": "Bearer wrong"}):
        answer = door.post("/v1/feedback-items", json=ITEM, headers=headers)
        assert answer.status_code == 401
        (asked,) = read_challenges(answer.headers["WWW-Authenticate"])
        assert asked.challenge == CHALLENGE.encode()
        assert TokenChallenge.decode(asked.challenge).redemption_context == b""
    assert "Bearer" in answer.headers["WWW-Authenticate"]


def test_a_pass_opens_nothing_else(door, database):
    for path, body in (("/v1/previews", ITEM), ("/v1/feedback-batches", {"items": [ITEM]})):
        answer = door.post(path, json=body, headers=shown(make_pass(STAFF)))
        assert answer.status_code == 401
        assert "PrivateToken" not in answer.headers["WWW-Authenticate"]
    assert rows(database) == []


def test_what_is_refused_for_its_words_spends_no_pass(door, database):
    headers = shown(make_pass(STAFF))
    waits = ITEM | {"dependency": "pending"}
    assert door.post("/v1/feedback-items", json=waits, headers=headers).status_code == 403
    assert door.post("/v1/feedback-items", json=ITEM | {"step": "x"}, headers=headers).status_code == 400
    assert rows(database, "spent_pass") == []
    assert door.post("/v1/feedback-items", json=ITEM, headers=headers).status_code == 201


def test_a_house_without_an_issuer_takes_no_passes(database, reader):
    register_pass_keys(database, directory_of(STAFF), NOW)
    plain = TestClient(assemble.build(Settings(), database, reader, lambda: MOMENT))
    answer = plain.post("/v1/feedback-items", json=ITEM, headers=shown(make_pass(STAFF)))
    refused(answer, database, 401, "not-authenticated")
    assert "PrivateToken" not in answer.headers["WWW-Authenticate"]


def test_a_group_too_small_to_hide_in_is_refused(database, reader, settings):
    register_pass_keys(database, directory_of(STAFF), NOW)
    few = settings.model_copy(update={"members_staff": 14})
    small = TestClient(assemble.build(few, database, reader, lambda: MOMENT))
    answer = small.post("/v1/feedback-items", json=ITEM, headers=shown(make_pass(STAFF)))
    refused(answer, database, 403, "group-too-small")


def test_of_a_hundred_spends_at_once_one_is_stored(door, database):
    token, answers = make_pass(STAFF), []
    ready = threading.Barrier(20)

    def spend() -> None:
        ready.wait()
        for _ in range(5):
            answers.append(door.post("/v1/feedback-items", json=ITEM, headers=shown(token)))

    threads = [threading.Thread(target=spend) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 99
    assert {a.json()["type"] for a in answers if a.status_code == 409} == {"/problems/pass-spent"}
    assert len(rows(database)) == len(rows(database, "spent_pass")) == 1


def test_spent_passes_are_forgotten_when_their_quarter_is_over(door, database):
    door.post("/v1/feedback-items", json=ITEM, headers=shown(make_pass(STAFF)))
    erase_expired(database, datetime(2026, 12, 31, tzinfo=UTC).date())
    assert len(rows(database, "spent_pass")) == 1
    erase_expired(database, datetime(2027, 1, 1, tzinfo=UTC).date())
    assert rows(database, "spent_pass") == []
    assert len(rows(database, "pass_key")) == 3
    assert LAST < NOW


def test_the_document_names_the_scheme_for_single_items_only(door):
    document = door.get("/v1/openapi.json").json()
    assert document["components"]["securitySchemes"]["PrivateToken"] == {
        "type": "http",
        "scheme": "PrivateToken",
    }
    named = {
        path
        for path, methods in document["paths"].items()
        for operation in methods.values()
        if {"PrivateToken": []} in operation.get("security", [])
    }
    assert named == {"/feedback-items"}


def _typed(token: bytes) -> str:
    """As it is copied from a page: broken into lines."""
    text_ = to_base64url(token)
    return "\n ".join(text_[i : i + 76] for i in range(0, len(text_), 76))


def test_on_the_form_a_pass_stands_where_a_code_does(door, database):
    visitor, token = Visitor(door), make_pass(PARTNERS)
    questions = visitor.enter(_typed(token))
    assert questions.status_code == 200
    assert 'name="partner_type"' in questions.text
    assert visitor.answer(WORDS, partner_type="legal").status_code == 200
    assert rows(database, "spent_pass") == []
    assert visitor.press("send").status_code == 303
    (row,) = rows(database)
    assert (row["source_group"], row["partner_type"]) == ("chain_partner", "legal")
    assert len(rows(database, "spent_pass")) == 1
    again = Visitor(door).enter(to_base64url(token))
    assert again.status_code == 400


def test_sent_twice_from_the_form_a_pass_lets_one_message_in(door, database):
    visitor = Visitor(door)
    visitor.enter(to_base64url(make_pass(STAFF)))
    visitor.answer(WORDS)
    fields = visitor.fields("send")
    sent = [door.post(visitor.address, data=fields, follow_redirects=False) for _ in range(2)]
    assert [answer.status_code for answer in sent] == [303, 303]
    assert len(rows(database)) == 1


@pytest.mark.parametrize("make", _OTHERS.values(), ids=_OTHERS)
def test_the_form_refuses_what_the_api_refuses(door, database, make):
    token = make()
    answer = Visitor(door).enter(to_base64url(token) or "A" * 80)
    assert answer.status_code == 400
    assert rows(database) == []


def test_a_pass_spent_while_the_form_was_filled_in_stores_nothing(door, database):
    visitor, token = Visitor(door), make_pass(STAFF)
    visitor.enter(to_base64url(token))
    visitor.answer(WORDS)
    assert door.post("/v1/feedback-items", json=ITEM, headers=shown(token)).status_code == 201
    assert visitor.press("send").status_code == 400
    assert len(rows(database)) == 1
