"""A provider, or somebody in between, that says something else than it should: nobody gets to the desk."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from pydantic import ValidationError
from sqlalchemy import text
from tests.desk.visitor import Visitor
from tests.issuer.parties import WRONG

from feedback_api.assemble import now
from feedback_api.settings import Settings
from feedback_api.signin.on_the_way import LIFETIME


@pytest.fixture
def visitor(guarded, sqlite, forger, clock):
    clock.now = now()
    return Visitor(guarded(sqlite, forger.address))


def sessions(engine):
    with engine.connect() as connection:
        return connection.execute(text("SELECT person, roles FROM desk_session")).all()


def test_an_honest_answer_gets_in_and_carries_the_verifier(visitor, forger, sqlite):
    answer = forger.sends_back(visitor.site)
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk/en")
    assert visitor.is_in
    assert len(forger.posted[0]["code_verifier"][0]) >= 43
    assert forger.posted[0]["redirect_uri"] == ["https://feedback.example.org/desk/signed-in"]
    ((person, roles),) = sessions(sqlite)
    assert roles == "reviewer"
    assert "eve" not in person


@pytest.mark.parametrize("fault", WRONG)
def test_one_thing_wrong_and_nobody_gets_in(visitor, forger, sqlite, fault):
    for name, value in WRONG[fault].items():
        setattr(forger, name, value)
    if "claims" in WRONG[fault]:
        forger.claims = {"groups": ["texts"]} | WRONG[fault]["claims"]
    answer = forger.sends_back(visitor.site)
    assert answer.status_code == 400, answer.headers
    assert "Signing in did not work" in answer.text
    assert not any(c.startswith("__Host-desk=") for c in answer.headers.get_list("set-cookie"))
    assert sessions(sqlite) == []


@pytest.mark.parametrize(
    "change",
    [
        {"state": "another"}, {"state": ""}, {"code": ""}, {"iss": "https://other.example.org"},
        {"code": "", "error": "access_denied"},
    ],
)  # fmt: skip
def test_coming_back_with_something_else(visitor, forger, change):
    assert forger.sends_back(visitor.site, **change).status_code == 400
    assert forger.posted == []


def leaves(visitor, forger):
    """Start to sign in; gives what a copy of the cookie and the address would hold."""
    asked = parse_qs(urlsplit(visitor.site.get("/desk/en/provider").headers["location"]).query)
    forger.nonce = asked["nonce"][0]
    return visitor.site.cookies["__Host-desk-signing-in"], {"code": "c", "state": asked["state"][0]}


def test_an_attempt_counts_once_at_all_workers_together(guarded, database, forger, clock):
    clock.now = now()
    one, other = (Visitor(guarded(database, forger.address)) for _ in range(2))
    held, query = leaves(one, forger)
    assert one.site.get("/desk/signed-in", params=query).status_code == 303
    for visitor in (one, other):
        visitor.site.cookies.clear()
        visitor.site.cookies.set("__Host-desk-signing-in", held)
        assert visitor.site.get("/desk/signed-in", params=query).status_code == 400
    assert len(forger.posted) == 1
    assert len(sessions(database)) == 1


def test_who_left_from_one_worker_may_come_back_to_another(guarded, sqlite, forger, clock):
    clock.now = now()
    one, other = (Visitor(guarded(sqlite, forger.address)) for _ in range(2))
    held, query = leaves(one, forger)
    other.site.cookies.set("__Host-desk-signing-in", held)
    assert other.site.get("/desk/signed-in", params=query).status_code == 303
    assert other.is_in


def test_coming_back_without_having_left_or_too_late(visitor, forger, clock):
    assert visitor.site.get("/desk/signed-in?code=c&state=s").status_code == 400
    _, query = leaves(visitor, forger)
    clock.move(LIFETIME + 1)
    assert visitor.site.get("/desk/signed-in", params=query).status_code == 400
    assert forger.posted == []


def test_a_cookie_that_was_sealed_elsewhere_opens_nothing(guarded, sqlite, forger, clock):
    clock.now = now()
    stranger = Visitor(guarded(sqlite, forger.address, form_key=b"another house"))
    held, query = leaves(stranger, forger)
    visitor = Visitor(guarded(sqlite, forger.address))
    visitor.site.cookies.set("__Host-desk-signing-in", held)
    assert visitor.site.get("/desk/signed-in", params=query).status_code == 400


@pytest.mark.parametrize(
    ("said", "roles"),
    [
        (["texts"], "reviewer"),
        ("redaction", "editor"),
        (["actions", "texts"], "editor reviewer"),
        (["texts", "other"], "reviewer"),
        (["texts", "officers"], None),
        (["officers"], None),
        ("texts actions", None),
        (["Texts"], None),
        ([["texts"], None, 7], None),
        ({"texts": True}, None),
        ([], None),
        (None, None),
        ("", None),
    ],
)
def test_the_claim_decides_and_fails_closed(visitor, forger, sqlite, said, roles):
    forger.claims = {"groups": said}
    answer = forger.sends_back(visitor.site)
    assert [found.roles for found in sessions(sqlite)] == ([roles] if roles else [])
    if roles is None:
        assert answer.status_code == 403
        assert "This account has no role here" in answer.text
        assert "Ask the operator" in answer.text
        assert not visitor.is_in


def test_another_claim_than_the_one_that_was_set_gives_no_role(visitor, forger):
    forger.claims = {"groups": None, "roles": ["texts"]}
    assert forger.sends_back(visitor.site).status_code == 403


def test_a_person_is_provider_and_account_together(guarded, sqlite, forger, clock):
    clock.now = now()
    people = []
    for account in ("eve", "eve", "adam"):
        forger.claims = {"sub": account, "groups": ["texts"]}
        forger.sends_back(guarded(sqlite, forger.address))
        people.append({person for person, _ in sessions(sqlite)})
    assert people[0] == people[1]
    assert len(people[2]) == 2


def test_nothing_that_the_provider_says_of_somebody_is_kept(visitor, forger, sqlite):
    forger.claims |= {"name": "Eve Adams", "email": "eve@example.org", "sub": "eve-4711"}
    assert forger.sends_back(visitor.site).status_code == 303
    kept = b"".join(path.read_bytes() for path in Path(sqlite.url.database).parent.glob("house.db*"))
    for word in (b"Eve Adams", b"eve@example.org", b"eve-4711", visitor.cookie.encode(), b"testclient"):
        assert word not in kept


def test_a_provider_that_is_down_or_breaks_off(guarded, visitor, sqlite, forger):
    down = guarded(sqlite, "http://127.0.0.1:9").get("/desk/nl/provider")
    assert (down.status_code, down.headers["retry-after"]) == (503, "60")
    assert "geeft geen antwoord" in down.text
    forger.status = 500
    assert forger.sends_back(visitor.site).status_code == 503
    assert sessions(sqlite) == []


def test_the_page_that_was_asked_for_comes_back_and_no_other(visitor, forger):
    for goal, place in (("/desk/nl/actions", "/desk/nl/actions"), ("https://evil.example/", "/desk/en")):
        forger.leaves_at = f"/desk/en/provider?next={goal}"
        assert forger.sends_back(visitor.site).headers["location"] == place


def test_the_cookie_of_somebody_on_the_way_tells_nothing_and_goes(visitor, forger):
    held, query = leaves(visitor, forger)
    assert query["state"] not in held
    answer = visitor.site.get("/desk/signed-in", params=query)
    gone = [c for c in answer.headers.get_list("set-cookie") if c.startswith("__Host-desk-signing-in=")]
    assert len(gone) == 1
    assert "Max-Age=0" in gone[0]
    assert "Secure" in gone[0]


GOOD = {
    "signin_provider": "https://login.example.org",
    "signin_address": "https://feedback.example.org",
    "signin_client_id": "desk",
    "signin_reviewers": "texts",
}


@pytest.mark.parametrize(
    ("change", "setting"),
    [
        ({"signin_provider": "http://login.example.org"}, "SIGNIN_PROVIDER"),
        ({"signin_provider": "https://login.example.org/?a=b"}, "SIGNIN_PROVIDER"),
        ({"signin_provider": ""}, "SIGNIN_PROVIDER"),
        ({"signin_address": ""}, "SIGNIN_ADDRESS"),
        ({"signin_address": "https://feedback.example.org/desk"}, "SIGNIN_ADDRESS"),
        ({"signin_address": "http://feedback.example.org"}, "SIGNIN_ADDRESS"),
        ({"signin_client_id": ""}, "SIGNIN_CLIENT_ID"),
        ({"signin_reviewers": " "}, "SIGNIN_REVIEWERS"),
        ({"signin_scope": "profile"}, "SIGNIN_SCOPE"),
        ({"signin_deciders": "officers texts"}, "SIGNIN_DECIDERS"),
        ({"signin_clock_skew": 301}, "signin_clock_skew"),
    ],
)
def test_it_does_not_start_where_the_wrong_people_could_come_in(change, setting):
    Settings(**GOOD)
    with pytest.raises(ValidationError, match=setting) as refused:
        Settings(**(GOOD | change))
    assert "login.example.org" not in str(refused.value)
