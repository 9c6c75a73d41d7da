"""What goes wrong at the form: each time a page in the person's language that says what to do."""

import re
import time
from itertools import product

import pytest

from feedback_api.web.sealed import LIFETIME
from feedback_api.web.texts import available_languages, texts_of

from .form_visitor import CANARY, WORDS, Visitor, count, everything

FORM = "application/x-www-form-urlencoded"


def said(key, language="nl"):
    return str(texts_of(language, {"contact": "the person who invited you", "max": 2000}).markup(key))


@pytest.fixture
def database(sqlite):
    """One kind will do: what is refused here is refused before the store is asked."""
    return sqlite


@pytest.fixture
def visitor(site, code):
    """Someone whose code was accepted."""
    visitor = Visitor(site)
    visitor.enter(code)
    return visitor


@pytest.fixture
def unchanged(database, code):
    """The store must be after the test as it was before."""
    before = everything(database)
    yield
    assert everything(database) == before


pytestmark = pytest.mark.usefixtures("unchanged")


def words_on(page):
    return CANARY in page.text.lower()


@pytest.mark.parametrize(
    ("page", "key"),
    [
        ("questions", "err.again"),
        ("send", "err.expired"),
        ("edit", "err.expired"),
        ("language", "err.expired"),
    ],
)
def test_a_form_without_its_earlier_pages(site, code, page, key):
    stranger = Visitor(site)
    answer = stranger.press(page, **({"improve": WORDS, "step": "decision"} if page == "questions" else {}))
    assert answer.status_code == 400
    assert said(key) in answer.text
    if page == "questions":
        assert words_on(stranger.enter(code))  # sealed in the page, not lost


def test_a_page_that_does_not_exist(visitor):
    for page in ("", "nonsense", "SEND", "thanks"):
        answer = visitor.press(page, improve=WORDS)
        assert answer.status_code == 400
        assert said("err.body") in answer.text


@pytest.mark.parametrize("token", ["", "x" * 43, "é", "\x00"])
def test_a_stale_token_keeps_the_words_on_the_page(visitor, token):
    answer = visitor.answer(WORDS, csrf=token)
    assert answer.status_code == 400
    assert said("err.session") in answer.text
    assert words_on(answer)
    preview = visitor.answer(WORDS)
    assert preview.status_code == 200
    stale = visitor.press("send", csrf=token)
    assert stale.status_code == 400
    assert said("err.session") in stale.text
    assert words_on(visitor.press("edit"))


def test_a_missing_cookie_is_given_again_and_the_words_stay(visitor):
    visitor.site.cookies.clear()
    answer = visitor.answer(WORDS)
    assert answer.status_code == 400
    assert "csrf=" in answer.headers["set-cookie"]
    assert words_on(answer)
    assert visitor.answer(WORDS).status_code == 200


def altered(draft):
    return draft[:40] + ("A" if draft[40] != "A" else "B") + draft[41:]


@pytest.mark.parametrize(
    "change", [altered, lambda draft: draft[:-5], lambda draft: "gAAAA", lambda draft: "é" * 50]
)
def test_an_altered_draft(visitor, code, change):
    answer = visitor.answer(WORDS, draft=change(visitor.hidden("draft")))
    assert answer.status_code == 400
    assert said("err.again") in answer.text
    assert words_on(visitor.enter(code))
    visitor.answer(WORDS)
    gone = visitor.press("send", draft=change(visitor.hidden("draft")))
    assert gone.status_code == 400
    assert said("err.expired") in gone.text


def test_a_draft_older_than_an_hour(visitor, code, monkeypatch):
    preview = visitor.answer(WORDS)
    now = time.time()
    monkeypatch.setattr("cryptography.fernet.time.time", lambda: now + LIFETIME + 5)
    answer = visitor.press("send")
    assert answer.status_code == 400
    assert said("err.expired") in answer.text
    visitor.page = preview
    asked = visitor.answer(WORDS)  # the questions page, open for more than an hour
    assert said("err.again") in asked.text
    assert words_on(visitor.enter(code))


@pytest.mark.parametrize("address", ["/form/xx", "/form/NL", "/form/nl%00", "/form/..%2f", "/form/de/thanks"])
def test_a_language_that_does_not_exist(site, address):
    for wanted in available_languages():
        is_a_page_with_all_languages(site, address, wanted)


def is_a_page_with_all_languages(site, address, wanted):
    asks = {"Accept-Language": f"{wanted}, en;q=0.3"}
    for answer in (site.get(address, headers=asks), site.post(address, data={"good": WORDS}, headers=asks)):
        assert answer.status_code in {404, 405}
        assert f'<html lang="{wanted}"' in answer.text
        assert all(f'href="/form/{language}"' in answer.text for language in available_languages())
        assert not words_on(answer)


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("a" * 2001, "err.long"),
        ("ጽ" * 2001, "err.long"),
        ("😀" * 3, "err.nottext"),
        (" \t\r\n ", "err.text"),
        ("\u200b\u200e\u2060", "err.text"),
        ("\x00\x07\x1b", "err.text"),
    ],
)
def test_words_that_cannot_be_kept_stay_on_the_page_with_what_to_do(visitor, words, key):
    answer = visitor.answer(words)
    assert answer.status_code == 400
    assert said(key) in answer.text
    assert 'role="alert"' in answer.text
    shown = re.search(r'<textarea id="improve".*?>\n(.*?)</textarea>', answer.text, re.S)[1]
    assert shown.strip("\x00 \t\r\n") or not words.strip()


def test_control_characters_become_blanks(visitor):
    preview = visitor.answer("De\x00brief was\x1b[31m moeilijk\x07te lezen.")
    assert preview.status_code == 200
    assert "De brief was" in preview.text
    assert not set(preview.text) & {"\x00", "\x1b", "\x07"}


def test_two_thousand_characters_are_not_too_many(visitor):
    sentence = "De brief was moeilijk te lezen. "
    assert visitor.answer((sentence * 80)[:2000]).status_code == 200


@pytest.mark.parametrize("kind", ["text/plain", "application/json", "multipart/form-data; boundary=x", ""])
def test_the_wrong_kind_of_body(visitor, kind):
    answer = visitor.site.post("/form/ar", content=f"page=send&good={CANARY}", headers={"Content-Type": kind})
    assert answer.status_code == 415
    assert said("err.body", "ar") in answer.text
    assert not words_on(answer)


def test_a_body_of_70_kilobytes(visitor):
    answer = visitor.site.post("/form/ti", data={"good": f"{CANARY} " * 6500})
    assert answer.status_code == 413
    assert said("err.large", "ti") in answer.text
    assert not words_on(answer)


@pytest.mark.parametrize(
    "body",
    [
        f"page=questions&good={CANARY}&good=other",
        f"page=send&page=questions&good={CANARY}",
        f"page=questions&good={CANARY}&improve=%ED%A0%80",
        f"page=questions&good={CANARY}&improve=%ff%fe",
        f"page=questions&good={CANARY}&improve=%c0%80",
        f"page=questions&good={CANARY}" + "&x=1" * 30,
        "".join(f"&f{n}={CANARY}" for n in range(30)),
    ],
)
def test_a_body_that_means_two_things_or_nothing(visitor, body):
    answer = visitor.site.post("/form/nl", content=body, headers={"Content-Type": FORM})
    assert answer.status_code == 400
    assert said("err.body") in answer.text
    assert not words_on(answer)


def test_fields_that_the_form_does_not_know_are_not_read(visitor):
    answer = visitor.answer("De brief was moeilijk te lezen.", name=CANARY, good2=CANARY, themes="safety")
    assert answer.status_code == 200
    assert not words_on(answer)
    assert not words_on(visitor.press("edit"))


@pytest.mark.parametrize(
    "fields",
    [{"step": CANARY}, {"rating": CANARY}, {"step": ""}, {"step": "decision\x00"}, {"step": "ቃለ"}],
)
def test_choices_that_do_not_exist(visitor, fields):
    answer = visitor.answer("De brief was moeilijk te lezen.", **fields)
    assert answer.status_code == 400
    assert said("err.choose") in answer.text
    assert not words_on(answer)


def test_somebody_elses_choice_is_not_taken(visitor, database):
    """A partner type from a member of the sounding board, whose page does not ask for one."""
    preview = visitor.answer("De brief was moeilijk te lezen.", partner_type="legal")
    assert preview.status_code == 200
    assert said("partner.legal") not in preview.text


FRAMES = ("iframe", "frame", "embed", "object", "fencedframe")


def test_in_a_frame_there_is_no_form_but_a_way_out(site):
    for where, address in product(
        FRAMES, ("/form/ar", "/form", "/form/ar/thanks", "/results/ar", "/", "/nope")
    ):
        answer = site.get(
            address, headers={"Sec-Fetch-Dest": where, "Accept-Language": "ar"}, follow_redirects=False
        )
        assert answer.status_code == 403
        assert said("framed.title", "ar") in answer.text
        assert '<html lang="ar" dir="rtl">' in answer.text
        assert "<form" not in answer.text
        assert "<script" not in answer.text
        assert '<base target="_top">' in answer.text
        assert re.search(r'<a class="button[^"]*" href="/form/ar" target="_top">', answer.text)
        assert "frame-ancestors *" in answer.headers["content-security-policy"]
        assert "form-action 'none'" in answer.headers["content-security-policy"]
        assert "x-frame-options" not in answer.headers
        assert "set-cookie" not in answer.headers


def test_a_form_sent_from_a_frame_is_not_read(visitor):
    visitor.answer(WORDS)
    sent = visitor.site.post("/form/nl", data=visitor.fields("send"), headers={"Sec-Fetch-Dest": "iframe"})
    assert sent.status_code == 403
    assert said("framed.title") in sent.text


def test_anywhere_else_no_page_may_be_framed(site):
    for where, address in product(
        ("document", "empty", "image", ""),
        ("/form/nl", "/form/nl/thanks", "/results/nl", "/form/xx", "/accessibility/nl"),
    ):
        answer = site.get(address, headers={"Sec-Fetch-Dest": where})
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["x-frame-options"] == "DENY"


def test_style_script_and_api_are_not_pages(site):
    for address in ("/static/site.css", "/static/code.js", "/v1/codebook"):
        assert site.get(address, headers={"Sec-Fetch-Dest": "object"}).status_code == 200


def test_head_is_get_without_its_body(site):
    for address in ("/", "/form", "/form/nl", "/form/nl/thanks", "/form/xx", "/static/code.js"):
        head, get = (site.request(method, address, follow_redirects=False) for method in ("HEAD", "GET"))
        assert (head.status_code, head.content) == (get.status_code, b"")
        own = {"content-length", "set-cookie"}
        assert set(head.headers) - own == set(get.headers) - own


def test_another_method_is_a_page_too(site):
    for method in ("PUT", "DELETE", "PATCH", "TRACE"):
        answer = site.request(method, "/form/nl")
        assert answer.status_code == 405
        assert answer.headers["content-type"].startswith("text/html")
        assert {"GET", "POST"} & set(re.findall(r"[A-Z]+", answer.headers["allow"]))


def test_thanks_takes_no_message(site, database):
    answer = site.post("/form/nl/thanks", data={"good": WORDS})
    assert answer.status_code == 405
    assert not words_on(answer)
    assert count(database, "inbox_item") == 0
