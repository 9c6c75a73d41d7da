"""Who is signed in at the desk, for how long, and what a cookie is worth."""

import pytest

from feedback_api.terms.roles import Role


def test_the_start_page_shows_what_a_role_may(signed_in_client):
    page = signed_in_client(Role.REVIEWER).get("/desk/en")
    assert page.status_code == 200
    assert "Reviewer" in page.text
    assert "Editor" not in page.text


def test_nobody_gets_a_page_of_the_desk_without_signing_in(site):
    answer = site.get("/desk/nl", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk/nl/sign-in")


@pytest.mark.parametrize("everywhere", ["", "yes"])
def test_signing_out(signed_in_client, everywhere):
    here, there = (signed_in_client(Role.EDITOR) for _ in range(2))
    cookie = here.cookies.get("__Host-desk")
    assert here.posts("/desk/en/sign-out", everywhere=everywhere).status_code == 303
    here.cookies.set("__Host-desk", cookie)
    assert "You are signed in" not in here.get("/desk/en").text
    assert ("You are signed in" in there.get("/desk/en").text) is (everywhere == "")
