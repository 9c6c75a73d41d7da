"""Signing in at a real, certified provider: code, PKCE, state and nonce; who has a role and who has none."""

import httpx
import pytest
from tests.desk.conftest import HERE
from tests.desk.visitor import Visitor

from feedback_api.assemble import now


@pytest.fixture
def visitor(guarded, sqlite, sign_in_service, clock):
    clock.now = now()
    return Visitor(guarded(sqlite, sign_in_service))


def comes_back_with(visitor, account):
    """The address with which the provider sends somebody back."""
    sent = visitor.site.get("/desk/en/provider")
    assert sent.status_code == 303, sent.text
    with httpx.Client() as web:
        answer = web.get(sent.headers["location"])
        while not (address := answer.headers.get("location", "")).startswith(HERE):
            chosen = f"{answer.url}/{account}" if answer.status_code == 200 else str(answer.url.join(address))
            answer = web.get(chosen)
    return address


@pytest.mark.parametrize(("account", "roles"), [("ada", ["Reviewer"]), ("bo", ["Reviewer", "Editor"])])
def test_an_account_with_a_role_gets_to_the_desk(visitor, account, roles):
    answer = visitor.site.get(comes_back_with(visitor, account))
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk/en")
    page = visitor.site.get("/desk/en").text
    assert [role for role in ("Designer", "Reviewer", "Editor") if f">{role}</h2>" in page] == roles


@pytest.mark.parametrize("account", ["cy", "di", "ed"])
def test_an_account_without_one_or_of_somebody_who_decides_is_refused(visitor, account):
    answer = visitor.site.get(comes_back_with(visitor, account))
    assert answer.status_code == 403
    assert "who decide on no application" in answer.text
    assert not visitor.is_in


def test_a_spent_code_and_a_verifier_of_another_attempt_do_not_fit(visitor):
    first = comes_back_with(visitor, "ada")
    second = comes_back_with(visitor, "ada")  # its cookie replaces the first one's
    assert visitor.site.get(first).status_code == 400
    third = comes_back_with(visitor, "ada")
    assert visitor.site.get(third).status_code == 303
    fourth = comes_back_with(visitor, "ada")
    spent, fresh = (address.split("code=")[1].split("&")[0] for address in (third, fourth))
    assert visitor.site.get(fourth.replace(fresh, spent)).status_code == 400
    assert second != third


def test_the_address_that_asks_carries_what_the_standards_want(visitor):
    sent = visitor.site.get("/desk/nl/provider").headers["location"]
    for part in ("response_type=code", "code_challenge=", "code_challenge_method=S256", "state=", "nonce="):
        assert part in sent
