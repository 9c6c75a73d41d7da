"""Actions at the API: public ones for everyone, drafts from systems, problems that repeat nothing."""

import itertools

import pytest
from tests.answering import DONE, HIDDEN, PERIOD, PLANNED, SHOWN, TEXTS, published, released
from tests.conftest import NOW

from feedback_api.flows.approve_action import approve_action, list_drafts, withdraw_action
from feedback_api.flows.draft_action import draft_change
from feedback_api.flows.register_client import register_client
from feedback_api.terms.client import ApiClient, Scope
from feedback_api.terms.codebook import SourceGroup

PATH = f"/v1/themes/{SHOWN}/actions"
BODY = {"status": "done", "period": str(PERIOD), "texts": TEXTS}
TODAY = NOW.date()


def token_of(database, *scopes, name="editors"):
    client = ApiClient(name, SourceGroup.STAFF, None, frozenset(scopes))
    return register_client(database, client)


@pytest.fixture
def send(site, database, signer):
    released(database, signer)
    token, numbers = token_of(database, Scope.ACTIONS_WRITE), itertools.count()

    def post(body=BODY, path=PATH, **headers):
        sent = {"Authorization": f"Bearer {token}", "Idempotency-Key": f'"{next(numbers)}"'} | headers
        return site.post(path, json=body, headers=sent)

    return post


def test_a_draft_of_a_system_is_public_once_a_person_approved_it(site, database, send):
    answer = send()
    assert answer.status_code == 201, answer.text
    assert answer.json() == {"actionId": answer.headers["location"].split("/")[-1], "state": "waiting"}
    assert "shorter" not in answer.text, "nothing is echoed"
    place = answer.headers["location"]
    assert site.get(place).status_code == 404
    [draft] = list_drafts(database)
    approve_action(database, draft.id, "b" * 32, TODAY)
    item = site.get(place).json()
    assert item["themeId"] == SHOWN
    assert item["versions"] == [
        {"revision": 1, "status": "done", "publishedOn": "2026-11-23", "texts": TEXTS}
    ]
    assert site.get("/v1/actions").json()["items"] == [item]
    assert site.get(f"/v1/actions?themeId={SHOWN}&period={PERIOD}").json()["items"] == [item]
    assert site.get(f"/v1/actions?themeId={HIDDEN}").json()["items"] == []


def test_a_retry_is_the_same_draft_and_another_body_a_conflict(database, send):
    key = {"Idempotency-Key": '"the-same"'}
    first, again = send(**key), send(**key)
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert len(list_drafts(database)) == 1
    assert send({**BODY, "status": "planned"}, **key).status_code == 409
    assert send(Authorization="Bearer nonsense").status_code == 401


def test_only_with_the_scope_and_a_key(site, database, send):
    reading = token_of(database, Scope.FEEDBACK_WRITE, name="readers")
    refused = send(Authorization=f"Bearer {reading}")
    assert (refused.status_code, refused.json()["scope"]) == (403, "actions:write")
    assert site.post(PATH, json=BODY).status_code == 401
    assert send(**{"Idempotency-Key": ""}).json()["type"] == "/problems/idempotency-key-missing"
    assert list_drafts(database) == []


BAD = [
    ({**BODY, "status": "canary"}, {("/status", "unknown-value")}),
    ({**BODY, "period": "canary"}, {("/period", "unknown-period")}),
    ({**BODY, "step": "canary"}, {("/step", "unknown-value")}),
    ({**BODY, "texts": {"nl": "canary"}}, {("/texts/en", "missing")}),
    ({**BODY, "texts": {**TEXTS, "xx": "canary"}}, {("/", "unknown-field")}),
    ({**BODY, "texts": {**TEXTS, "tr": "canary" * 101}}, {("/texts/tr", "too-long")}),
    ({**BODY, "status": "not_possible"}, {("/reasons/nl", "empty"), ("/reasons/en", "empty")}),
    ({**BODY, "texts": {**TEXTS, "en": "The canary, 06-12345678"}}, {("/texts/en", "identifies-phone")}),
    ({**BODY, "canary": 1}, {("/", "unknown-field")}),
]


def test_bad_input_is_named_by_place_and_never_repeated(database, send):
    for body, found in BAD:
        answer = send(body)
        assert answer.status_code == 400
        assert "canary" not in answer.text.lower()
        errors = {(one["pointer"], one["code"]) for one in answer.json()["errors"]}
        assert errors == found
    assert list_drafts(database) == []


def test_a_theme_that_is_not_displayed_gets_no_answer(database, send):
    answer = send(path=f"/v1/themes/{HIDDEN}/actions")
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/theme-not-displayed")
    assert send({**BODY, "period": "2026-Q2"}).json()["type"] == "/problems/not-released"
    assert send(path="/v1/themes/canary/actions").status_code == 400
    assert list_drafts(database) == []


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1/actions?themeId=canary", 400),
        ("/v1/actions?period=canary", 400),
        ("/v1/actions?canary=1", 400),
        ("/v1/actions/canary", 400),
        (f"/v1/actions/{'0' * 32}", 404),
    ],
)
def test_bad_addresses_are_problems(site, path, status):
    answer = site.get(path)
    assert (answer.status_code, "canary" in answer.text) == (status, False)


def test_history_and_what_is_left_of_a_withdrawn_action(site, database, reader, send):
    action = published(database, reader, PLANNED)
    change = draft_change(reader.deidentifier, database, action.id, DONE, "a" * 32, NOW)
    approve_action(database, change, "b" * 32, TODAY)
    answer = site.get("/v1/actions")
    [item] = answer.json()["items"]
    assert [one["status"] for one in item["versions"]] == ["done", "planned"]
    assert answer.json()["answered"] == {
        "period": "2026-Q3",
        "displayed": 2,
        "answered": 1,
        "medianDays": 22,
    }
    assert "aaaaaaaa" not in answer.text
    assert "bbbbbbbb" not in answer.text
    assert site.get("/v1/actions", headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
    withdraw_action(database, action.id, "c" * 32, TODAY)
    [left] = site.get("/v1/actions").json()["items"]
    assert (left["versions"], left["withdrawnOn"]) == ([], "2026-11-23")
