"""Signing in at a real provider: code, PKCE, state and nonce; who gets passes and who is refused kindly."""

import pytest
from sqlalchemy import text
from tests.issuer.parties import HERE

from feedback_api.issuer.app import now
from feedback_api.signin.on_the_way import LIFETIME


@pytest.fixture
def member(issuer, small_counts, sign_in_service, browser, clock):
    clock.now = now()
    return browser(issuer(small_counts, sign_in_service))


@pytest.mark.parametrize(("account", "group"), [("ada", "staff"), ("bo", "partner organisations")])
def test_an_eligible_account_sees_its_passes(member, account, group):
    answer = member.signs_in(account)
    assert (answer.status_code, answer.headers["location"]) == (303, "/en")
    page = member.sees()
    assert "You can get 2 of 2 passes" in page
    assert f"Your group is: {group}." in page


@pytest.mark.parametrize("account", ["cy", "di"])
def test_another_account_is_refused_kindly_and_nothing_is_kept(member, small_counts, account):
    answer = member.signs_in(account)
    assert answer.status_code == 403
    assert "That is no judgement of you" in answer.text
    assert "Ask the desk" in answer.text
    assert "Get a pass" in member.sees()
    with small_counts.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM issuance")).scalar_one() == 0


def test_the_session_cookie_says_nothing_and_is_ours_alone(member):
    answer = member.signs_in("ada")
    cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith("signed-in="))
    assert {"HttpOnly", "Path=/", "SameSite=lax", f"Max-Age={LIFETIME}"} <= set(cookie.split("; "))
    assert "ada" not in cookie
    assert answer.headers["cache-control"] == "no-store"


def test_over_tls_cookies_are_bound_to_the_host(issuer, small_counts, sign_in_service):
    site = issuer(small_counts, sign_in_service, address="https://passes.localhost")
    cookie = site.get("/nl/sign-in").headers["set-cookie"]
    assert cookie.startswith("__Host-signing-in=")
    assert "Secure" in cookie


def test_a_session_ends_after_ten_minutes_and_on_signing_out(member, clock):
    member.signs_in("ada")
    assert "Sign out" in member.sees()
    kept = member.site.cookies.get("signed-in")
    out = member.site.post("/en/sign-out", data={"proof": member.proof()})
    assert (out.status_code, out.headers["location"]) == (303, "/en?out=1")
    assert "You are signed out here" in member.sees("/en?out=1")
    # A copy of the cookie that somebody made opens nothing either.
    member.site.cookies.set("signed-in", kept)
    assert "Sign out" not in member.sees()
    member.site.cookies.clear()
    member.signs_in("ada")
    assert "Sign out" in member.sees()
    clock.move(LIFETIME + 1)
    assert "Sign out" not in member.sees()


def test_the_same_answer_of_the_provider_does_not_work_twice(member):
    address = member.comes_back_with("ada")
    held = member.site.cookies.get("signing-in")
    assert member.site.get(address).status_code == 303
    member.site.cookies.clear()
    for cookie in (None, held):
        if cookie:
            member.site.cookies.set("signing-in", cookie)
        assert member.site.get(address).status_code == 400


def test_the_provider_itself_refuses_a_spent_code(member):
    first = member.comes_back_with("ada")
    code = first.split("code=")[1].split("&")[0]
    assert member.site.get(first).status_code == 303
    second = member.comes_back_with("ada")
    replayed = second.replace(second.split("code=")[1].split("&")[0], code)
    assert member.site.get(replayed).status_code == 400


def test_a_verifier_of_another_attempt_does_not_fit(member):
    first = member.comes_back_with("ada")
    member.comes_back_with("ada")  # a second attempt: its cookie replaces the first
    assert member.site.get(first).status_code == 400


def test_the_address_that_asks_carries_what_the_standards_want(member):
    sent = member.site.get("/en/sign-in").headers["location"]
    for part in ("response_type=code", "code_challenge=", "code_challenge_method=S256", "state=", "nonce="):
        assert part in sent
    assert f"redirect_uri={HERE.replace(':', '%3A').replace('/', '%2F')}%2Fsigned-in" in sent
