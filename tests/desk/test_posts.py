"""A post counts only from a page of the same session; everything else changes nothing."""

import re

import pytest
from sqlalchemy import text
from tests.desk.visitor import Visitor

from feedback_api.flows.sign_in import IDLE
from feedback_api.web.signed_in import proof_of
from feedback_api.web.typed import LIFETIME

OUT = "/desk/en/sign-out"


@pytest.fixture
def visitor(desk, sqlite, clock):
    found = Visitor(desk(sqlite))
    found.signs_in(sqlite, clock.now)
    return found


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"csrf": ""},
        {"csrf": "0" * 64},
        {"csrf": proof_of("")},
        {"csrf": "\ud800"},
        {"csrf": "é" * 64},
        {"csrf": ["a", "b"]},
    ],
)
def test_without_the_proof_nothing_happens(visitor, fields):
    body = "&".join(f"csrf={v}" for v in fields["csrf"]) if isinstance(fields.get("csrf"), list) else None
    sent = {"content": body, "headers": {"Content-Type": "application/x-www-form-urlencoded"}}
    encoded = {name: value.encode("utf-8", "surrogatepass") for name, value in fields.items() if not body}
    answer = visitor.site.post(OUT, **(sent if body else {"data": encoded}))
    assert answer.status_code in (400, 403, 415)
    assert "Nothing was done" in answer.text
    assert visitor.is_in


def test_the_proof_of_another_session_does_not_count(visitor, desk, sqlite, clock):
    other = Visitor(desk(sqlite))
    other.signs_in(sqlite, clock.now, account="bo")
    answer = visitor.site.post(OUT, data={"csrf": proof_of(other.cookie)})
    assert answer.status_code == 403
    assert "did not come from our page" in answer.text
    assert visitor.is_in


def test_the_proof_of_the_session_before_does_not_count(visitor, sqlite, clock):
    old = proof_of(visitor.cookie)
    visitor.signs_in(sqlite, clock.now)
    assert visitor.site.post(OUT, data={"csrf": old}).status_code == 403
    assert visitor.is_in


def test_the_proof_says_nothing_of_the_cookie(visitor):
    page = visitor.site.get("/desk/en").text
    assert proof_of(visitor.cookie) in page
    assert visitor.cookie not in page


WROTE = "People wait long <b>and</b> hear nothing."
LATE = "/desk/en/paraphrases"


def kept_in(answer):
    found = re.search(r'name="typed" value="([^"]+)"', answer.text)
    return found[1] if found else ""


def too_late(visitor, clock, **fields):
    proof = proof_of(visitor.cookie)
    clock.move(IDLE)
    return visitor.site.post(LATE, data={"csrf": proof, "theme": "waiting", "text": WROTE, **fields})


def test_what_was_typed_when_a_session_had_ended_comes_back_after_signing_in_again(visitor, sqlite, clock):
    late = too_late(visitor, clock)
    assert late.status_code == 401
    assert "What you wrote is still there" in late.text
    assert "hear nothing" not in late.text
    sealed = kept_in(late)
    again = visitor.site.post("/desk/en/typed", data={"typed": sealed})
    assert again.status_code == 401, "not signed in yet"
    visitor.signs_in(sqlite, clock.now)
    shown = visitor.site.post("/desk/en/typed", data={"typed": kept_in(again)})
    assert shown.status_code == 200
    assert "People wait long &lt;b&gt;and&lt;/b&gt; hear nothing." in shown.text
    assert f'action="{LATE}"' in shown.text
    assert 'name="theme" value="waiting"' in shown.text
    assert f'name="csrf" value="{proof_of(visitor.cookie)}"' in shown.text


def test_it_comes_back_to_nobody_else_and_not_for_ever(visitor, sqlite, clock):
    sealed = kept_in(too_late(visitor, clock))
    visitor.signs_in(sqlite, clock.now, account="bo")
    answer = visitor.site.post("/desk/en/typed", data={"typed": sealed})
    assert answer.status_code == 403
    assert "hear nothing" not in answer.text
    visitor.signs_in(sqlite, clock.now)
    for other in ("", "x", sealed[:-4]):
        assert visitor.site.post("/desk/en/typed", data={"typed": other}).status_code == 403
    clock.move(LIFETIME + 1)
    visitor.signs_in(sqlite, clock.now)
    assert visitor.site.post("/desk/en/typed", data={"typed": sealed}).status_code == 403


def test_nothing_is_kept_for_a_post_that_another_site_may_have_sent(visitor, clock):
    late = too_late(visitor, clock, csrf="0" * 64)
    assert late.status_code == 401
    assert kept_in(late) == ""
    assert "hear nothing" not in late.text


def test_signing_out_too_late_keeps_nothing(visitor, clock):
    proof = proof_of(visitor.cookie)
    clock.move(IDLE)
    answer = visitor.site.post(OUT, data={"csrf": proof, "everywhere": "yes"})
    assert answer.status_code == 401
    assert "You were no longer signed in" in answer.text
    assert kept_in(answer) == ""


def test_a_post_of_nobody(desk, sqlite):
    answer = desk(sqlite).post(OUT, data={"csrf": proof_of("")})
    assert answer.status_code == 401


@pytest.mark.parametrize("sent", [{"json": {"csrf": "x"}}, {"files": {"csrf": b"x"}}])
def test_only_forms_are_read(visitor, sent):
    assert visitor.site.post(OUT, **sent).status_code == 415
    assert visitor.is_in


def test_an_address_that_was_not_built_yet_refuses_a_post_without_proof_all_the_same(visitor):
    assert visitor.site.post("/desk/en/anything").status_code == 415
    assert visitor.site.post("/desk/en/anything", data={"a": "b"}).status_code == 403
    assert visitor.posts("/desk/en/anything").status_code == 404


@pytest.mark.parametrize("path", ["/desk/en", "/desk/nl/sign-in", "/desk/en/nothing"])
def test_pages_are_kept_by_nobody_and_load_nothing_from_elsewhere(visitor, path):
    answer = visitor.site.get(path)
    assert answer.headers["cache-control"] == "no-store"
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("path", ["/desk/en", "/desk/en/sign-in"])
def test_a_page_in_a_frame_is_refused(visitor, path):
    answer = visitor.site.get(path, headers={"Sec-Fetch-Dest": "iframe"})
    assert answer.status_code == 403
    assert "<form" not in answer.text


@pytest.mark.parametrize("path", ["/desk/de", "/desk/de/sign-in", "/desk/en/unknown", "/desk/xx/yy/zz"])
def test_addresses_that_lead_nowhere(visitor, path):
    assert visitor.site.get(path).status_code == 404


def test_the_language_is_the_one_that_the_browser_asks_for(visitor):
    for wanted, language in (("en", "en"), ("nl-BE", "nl"), ("ti", "en"), ("", "nl")):
        answer = visitor.site.get("/desk", headers={"Accept-Language": wanted})
        assert answer.headers["location"] == f"/desk/{language}"
        assert answer.headers["vary"] == "Accept-Language"


def test_reading_changes_nothing(visitor, sqlite):
    with sqlite.connect() as connection:
        before = connection.execute(text("SELECT * FROM desk_session")).all()
    assert visitor.site.get(OUT).status_code == 405
    assert visitor.site.head("/desk/en").status_code == 200
    with sqlite.connect() as connection:
        assert connection.execute(text("SELECT * FROM desk_session")).all() == before
