"""Every bad input: a clear problem, nothing stored, nothing echoed."""

import json

import pytest
from sqlalchemy import text

CANARY = "zwaluwnest"
"""A word that nobody would write by accident; no answer may hold it."""

ITEM = {"improve": "The waiting room was cold and nobody explained anything.", "step": "arrival"}


def stored(database) -> int:
    with database.connect() as connection:
        tables = ("inbox_item", "feedback_record", "idempotency_answer")
        return sum(connection.execute(text(f"SELECT count(*) FROM {t}")).scalar_one() for t in tables)


@pytest.mark.parametrize(
    ("change", "errors"),
    [
        ({"surprise": CANARY}, [("/", "unknown-field")]),
        ({CANARY: "x"}, [("/", "unknown-field")]),
        ({"improve": 7}, [("/improve", "wrong-type")]),
        ({"improve": [CANARY]}, [("/improve", "wrong-type")]),
        ({"improve": f"{CANARY} " * 200}, [("/improve", "too-long")]),
        ({"improve": ""}, [("/improve", "empty")]),
        ({"improve": " \u200b\n\t "}, [("/improve", "empty")]),
        ({"improve": None}, [("/good", "missing"), ("/improve", "missing")]),
        ({"improve": "\ud800 half a pair"}, [("/improve", "not-text")]),
        ({"improve": "06-12345678 jan.jansen@example.org"}, [("/improve", "nothing-left")]),
        ({"step": CANARY}, [("/step", "unknown-value")]),
        ({"step": None}, [("/step", "unknown-value")]),
        ({"rating": CANARY}, [("/rating", "unknown-value")]),
        ({"dependency": CANARY}, [("/dependency", "unknown-value")]),
        ({"sourceGroup": "staff"}, [("/sourceGroup", "not-yours")]),
        ({"partnerType": "health"}, [("/partnerType", "not-yours")]),
        (
            {"step": CANARY, "rating": CANARY, "language": 1},
            [("/language", "wrong-type"), ("/rating", "unknown-value"), ("/step", "unknown-value")],
        ),
    ],
)
def test_all_problems_at_once_and_never_what_was_typed(site, token, database, change, errors):
    headers = {
        "Authorization": f"Bearer {token}",
        "Idempotency-Key": '"k"',
        "Content-Type": "application/json",
    }
    for path in ("/v1/feedback-items", "/v1/previews"):
        answer = site.post(path, content=json.dumps(ITEM | change), headers=headers)
        assert answer.status_code == 400
        assert answer.headers["content-type"] == "application/problem+json"
        assert [(e["pointer"], e["code"]) for e in answer.json()["errors"]] == errors
        assert CANARY not in answer.text
    assert stored(database) == 0


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b'{"improve": "' + CANARY.encode(), "application/json", 400),
        (b'{"improve": "\xff\xfe"}', "application/json", 400),
        (b"", "application/json", 400),
        (b"[1, 2]", "application/json", 400),
        (b'"' + CANARY.encode() + b'"', "application/json", 400),
        (b"[" * 30_000, "application/json", 400),
        (b'{"improve": NaN, "step": "arrival"}', "application/json", 400),
        (json.dumps(ITEM).encode(), "text/plain", 415),
        (json.dumps(ITEM).encode(), "application/x-www-form-urlencoded", 415),
        (b'{"improve": "' + b"a" * 70_000 + b'"}', "application/json", 413),
    ],
)
def test_bodies_that_cannot_be_read(site, token, database, body, content_type, status):
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": '"k"', "Content-Type": content_type}
    answer = site.post("/v1/feedback-items", content=body, headers=headers)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["api-version"] == "1.0.0"
    assert CANARY not in answer.text
    assert stored(database) == 0


NAME = "zerqathim"
"""No word of any language, so that masking takes it out."""
ODD = {
    "control characters": f"{NAME}\x00\x07\x1b[31m the desk was closed\x7f\x9f",
    "direction marks": f"\u202e{NAME}\u2069 the desk was closed \ufeff\u200b",
    "mixed scripts": f"the desk was closed {NAME} мы ждали انتظرنا ጽቡቕ 我们等了 ١٢٣",
    "half of a pair, escaped": "the desk was closed \ufffd" + NAME,
    "marks piled up": "the desk was closed " + NAME + "\u0301" * 1500,
    "two thousand characters": (f"the desk was closed {NAME} " * 100)[:2000],
}
NOTHING = {
    "pictures only": ("\U0001f642" * 40, "not-text"),
    "marks only": ("\u0301" * 2000, "not-text"),
    "controls only": ("\x00\x01\x02", "empty"),
    "nothing": ("", "empty"),
    "one character too many": ((f"{NAME} " * 400)[:2000] + "x", "too-long"),
    "both halves of no pair": ("\udc00\ud800 the desk", "not-text"),
}


@pytest.mark.parametrize("kind", ODD)
@pytest.mark.parametrize("language", [None, "nl", "ar", "ti", "zz"])
def test_odd_text_is_masked_and_never_given_back_as_it_was(post, kind, language):
    answer = post(
        ITEM | {"improve": ODD[kind]} | ({"language": language} if language else {}), "/v1/previews"
    )
    assert answer.status_code == 200, answer.text
    assert NAME not in answer.text
    assert "\\u0007" not in answer.text


@pytest.mark.parametrize("kind", NOTHING)
def test_text_that_says_nothing_is_refused_without_its_words(site, token, database, kind):
    words, code = NOTHING[kind]
    headers = {
        "Authorization": f"Bearer {token}",
        "Idempotency-Key": '"k"',
        "Content-Type": "application/json",
    }
    for path in ("/v1/feedback-items", "/v1/previews"):
        answer = site.post(path, content=json.dumps(ITEM | {"improve": words}), headers=headers)
        assert answer.status_code == 400
        assert [(e["pointer"], e["code"]) for e in answer.json()["errors"]] == [("/improve", code)]
        assert NAME not in answer.text
    assert stored(database) == 0


def test_a_body_in_pieces_is_measured_as_it_comes(site, token, database):
    def pieces():
        for _ in range(100):
            yield b"a" * 1024

    headers = {
        "Authorization": f"Bearer {token}",
        "Idempotency-Key": '"k"',
        "Content-Type": "application/json",
    }
    assert site.post("/v1/feedback-items", content=pieces(), headers=headers).status_code == 413
    assert stored(database) == 0


@pytest.mark.parametrize(
    "header", [{}, {"Authorization": "Bearer fba_wrong"}, {"Authorization": "Basic eDp5"}]
)
def test_a_missing_or_wrong_token(site, database, header):
    answer = site.post("/v1/feedback-items", json=ITEM, headers=header | {"Idempotency-Key": '"k"'})
    assert answer.status_code == 401
    refused = header.get("Authorization", "").startswith("Bearer ")
    assert answer.headers["www-authenticate"] == ('Bearer error="invalid_token"' if refused else "Bearer")
    assert answer.json()["type"] == "/problems/not-authenticated"
    assert stored(database) == 0


def test_a_token_without_the_scope(site, database):
    from feedback_api.flows.register_client import register_client
    from feedback_api.terms.client import ApiClient, Scope
    from feedback_api.terms.codebook import SourceGroup

    reader = register_client(
        database, ApiClient("reader", SourceGroup.STAFF, None, frozenset({Scope.AGGREGATES_READ}))
    )
    answer = site.post(
        "/v1/feedback-items",
        json=ITEM,
        headers={"Authorization": f"Bearer {reader}", "Idempotency-Key": '"k"'},
    )
    assert answer.status_code == 403
    assert answer.json()["scope"] == "feedback:write"
    assert answer.headers["www-authenticate"] == 'Bearer error="insufficient_scope", scope="feedback:write"'
    assert stored(database) == 0


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/feedback-items", 405),
        ("DELETE", "/v1/themes", 405),
        ("GET", "/v1/nothing-here", 404),
        ("GET", "/v1/themes/", 404),
        ("GET", "/v1/themes?period=2026-Q9", 400),
        ("GET", f"/v1/themes?step={CANARY}", 400),
        ("GET", f"/v1/themes?period={CANARY}", 400),
        ("GET", "/v1/themes?limit=0", 400),
        ("GET", "/v1/releases/2026-Q3", 404),
        ("GET", "/v1/themes", 404),
    ],
)
def test_addresses_and_methods(site, method, path, status):
    answer = site.request(method, path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["api-version"] == "1.0.0"
    assert CANARY not in answer.text
    if status == 405:
        assert answer.headers["allow"]
