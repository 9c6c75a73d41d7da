"""Whom the form refuses, whom it helps, and what no page of it may hold, on both databases."""

import re
from pathlib import Path

import pytest

from feedback_api.flows.settle import settle
from feedback_api.web.texts import available_languages, texts_of

from .form_visitor import WORDS, Visitor, everything

DEPENDENT = (
    "Ik wacht al negentien maanden op mijn beslissing en niemand belt.",
    "Met mijn W-document kan ik niet werken.",
    "Mijn gehoor is volgende week en ik ben bang.",
)
PLANTED = "graspieperlied"
DANGER = f"Door al het wachten toen wilde ik dood, niemand zag het, {PLANTED}."


def said(key, language="nl"):
    return str(texts_of(language, {"contact": "the person who invited you"}).markup(key))


@pytest.fixture
def visitor(site):
    return Visitor(site)


@pytest.mark.parametrize("waiting", ["yes", "unsure"])
def test_who_waits_is_refused_before_any_text_and_leaves_no_trace(visitor, code, database, waiting):
    assert "<textarea" not in visitor.page.text
    before = everything(database)
    refused = visitor.press("screening", waiting=waiting, invitation=code)
    assert refused.status_code == 200
    assert said("refuse.title") in refused.text
    assert said("refuse.where") in refused.text
    assert "VluchtelingenWerk" in refused.text
    assert 'href="tel:' in refused.text
    assert "<textarea" not in refused.text
    assert code not in refused.text
    assert "set-cookie" not in refused.headers
    assert everything(database) == before
    assert set(dict(visitor.site.cookies)) == {"csrf"}


@pytest.mark.parametrize("words", DEPENDENT)
def test_words_of_somebody_who_waits_lead_to_the_same_page(visitor, code, database, words):
    visitor.enter(code)
    before = everything(database)
    refused = visitor.answer(words)
    assert refused.status_code == 200
    assert said("err.dependent") in refused.text
    assert said("refuse.where") in refused.text
    assert words not in refused.text
    assert "set-cookie" not in refused.headers
    assert everything(database) == before
    # Somebody for whom the words mean something else may still change them: the code was not spent.
    assert words in visitor.press("edit").text
    visitor.answer("De brief was moeilijk te lezen en niemand legde hem uit.")
    assert visitor.press("send").status_code == 303


def test_the_questions_cannot_be_reached_around_the_screening(site, code, database):
    before = everything(database)
    for waiting in ("", "maybe", "NO", "no\x00"):
        answer = Visitor(site).press("screening", waiting=waiting, invitation=code)
        assert answer.status_code == 400
        assert "<textarea" not in answer.text
    assert everything(database) == before


@pytest.fixture
def everything_written(database, tmp_path):
    """All bytes in the files of the database: tables, journals, write-ahead log."""

    def read():
        folder = tmp_path
        if database.dialect.name != "sqlite":
            with database.connect() as connection:
                connection.exec_driver_sql("CHECKPOINT")
                folder = Path(connection.exec_driver_sql("SHOW data_directory").scalar_one())
        return b"".join(p.read_bytes() for p in folder.rglob("*") if p.is_file() and not p.is_symlink())

    return read


def test_danger_shows_help_at_once_and_its_words_reach_no_file(visitor, code, database, everything_written):
    visitor.enter(code)
    preview = visitor.answer(DANGER, rating="bad")
    assert said("help.notice") in preview.text
    assert preview.text.index(said("help.notice")) < preview.text.index('value="send"')
    for number in ("112", "113", "08002000"):
        assert f'href="tel:{number}"' in preview.text
    assert PLANTED not in preview.text
    assert visitor.press("send").status_code == 303
    (row,) = everything(database)["inbox_item"]
    assert "safety" in row
    assert "decision" in row
    assert "bad" not in row
    for _ in range(2):
        written = everything_written().lower()
        assert b"sounding_board" in written  # the search sees what was kept
        for planted in (PLANTED.encode(), PLANTED.encode("utf-16-le"), b"wilde ik dood"):
            assert planted not in written
        settle(database)


def walk(site, invite_one):
    """Every page and state that a person can meet, by name."""
    visitor = Visitor(site)
    yield "start", visitor.page
    yield "mistyped", visitor.enter("ABCD")
    yield "refused", visitor.press("screening", waiting="unsure")
    code = invite_one
    visitor = Visitor(site)
    yield "questions", visitor.enter(code)
    yield "no answers", visitor.answer("", step="")
    yield "stale", visitor.answer(WORDS, csrf="")
    yield "dependent", visitor.answer(DEPENDENT[0])
    yield "edit", visitor.press("edit")
    yield "danger", visitor.answer(DANGER)
    visitor.press("edit")
    yield "preview", visitor.answer(WORDS)
    back = Visitor(site)
    back.page = visitor.page
    sent = visitor.press("send")
    yield "thanks", site.get(sent.headers["location"])
    back.press("edit")
    back.answer(f"{WORDS} En de tolk ook.")
    yield "changed", back.press("send")
    yield "spent", Visitor(site).enter(code)
    yield "expired", Visitor(site).press("send")
    yield "broken", site.post("/form/nl", content=b"x", headers={"Content-Type": "text/plain"})
    yield "too large", site.post("/form/nl", data={"good": "x" * 70_000})
    yield "no such language", site.get("/form/xx")
    yield "no such method", site.request("DELETE", "/form/nl")
    yield "framed", site.get("/form/nl", headers={"Sec-Fetch-Dest": "iframe"})
    yield "results", site.get("/results/nl")
    yield "accessibility", site.get("/accessibility/nl")


def test_every_page_can_be_left_quickly_and_asks_nobody_else_for_anything(site, code):
    met = dict(walk(site, code))
    assert len(met) == 21
    for name, page in met.items():
        assert page.headers["content-type"].startswith("text/html"), name
        assert re.search(r'<a class="exit" href="https://[^"]+" rel="noreferrer"', page.text), name
        assert cookies(page) <= {"csrf"}, name
        # Where the same can be read otherwise (a feed) is said, and loaded by nobody.
        loads = r'<(?:link(?! rel="alternate")|script|img|iframe|source)\b[^>]*?(?:href|src)="([^"]*)"'
        loaded = re.findall(loads, page.text)
        assert all(address.startswith("/static/") or address == "data:," for address in loaded), name
        scripts = re.findall(r"<script[^>]*>", page.text)
        allowed = "script-src 'self'" in page.headers["content-security-policy"]
        assert len(scripts) == (1 if 'name="invitation"' in page.text else 0), name
        assert allowed == bool(scripts), name
        assert all(script.startswith('<script src="/static/code.js?') for script in scripts), name
        assert "default-src 'none'" in page.headers["content-security-policy"], name
        assert page.headers["cache-control"] == "no-store", name


def cookies(page):
    return {cookie.split("=")[0] for cookie in page.headers.get_list("set-cookie")}


def test_the_script_sends_and_keeps_nothing(site):
    source = site.get("/static/code.js").text
    for way_out in (
        "fetch",
        "XMLHttp",
        "sendBeacon",
        "WebSocket",
        "EventSource",
        "Storage",
        "cookie",
        "import",
        "src",
    ):
        assert way_out not in source
    assert len(source) < 2048


def test_no_language_is_left_out(site):
    for language in available_languages():
        start = Visitor(site, language)
        assert said("screen.question", language) in start.page.text
        refused = start.press("screening", waiting="unsure")
        assert said("refuse.title", language) in refused.text
