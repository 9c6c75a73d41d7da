import pytest
from fastapi import Request, Response

from feedback_api.web.csrf import is_own, set_token, token_of

TOKEN = "t" * 43


def request(cookie: str) -> Request:
    return Request({"type": "http", "headers": [(b"cookie", cookie.encode("latin-1"))]})


def test_a_visitor_without_a_cookie_gets_a_fresh_token():
    fresh = token_of(request(""))
    assert len(fresh) == 43
    assert fresh != token_of(request(""))


def test_a_visitor_keeps_the_token():
    assert token_of(request(f"csrf={TOKEN}")) == TOKEN


@pytest.mark.parametrize("planted", ["", "short", "x" * 44, "<script>" + "x" * 35])
def test_a_value_that_we_never_gave_is_replaced_and_proves_nothing(planted):
    assert token_of(request(f"csrf={planted}")) != planted
    assert not is_own(request(f"csrf={planted}"), planted)


@pytest.mark.parametrize(("sent", "own"), [(TOKEN, True), ("u" * 43, False), ("", False), ("\u00e9", False)])
def test_only_the_cookies_own_value_proves(sent, own):
    assert is_own(request(f"csrf={TOKEN}"), sent) is own


@pytest.mark.parametrize(
    ("scheme", "host", "secure"),
    [("https", "form.example", True), ("http", "form.example", True), ("http", "127.0.0.1:8000", False)],
)
def test_the_cookie_travels_unprotected_on_this_machine_only(scheme, host, secure):
    """A proxy ends TLS and asks in plain HTTP: the cookie is secure all the same."""
    asked = Request(
        {"type": "http", "scheme": scheme, "path": "/form", "headers": [(b"host", host.encode())]}
    )
    answer = Response()
    set_token(asked, answer, TOKEN)
    assert ("Secure" in answer.headers["set-cookie"]) is secure
