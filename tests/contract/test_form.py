"""The people's door with everything real behind it, on both databases: what is kept, and what is not."""

import pytest
from sqlalchemy import text

from .form_visitor import CANARY, WORDS, Visitor, count


@pytest.fixture
def visitor(site):
    return Visitor(site)


def test_from_invitation_to_thanks(visitor, code, database):
    assert visitor.enter(code).status_code == 200
    preview = visitor.answer(WORDS)
    assert preview.status_code == 200
    assert "<mark>" in preview.text
    assert "moeilijk" in preview.text
    assert CANARY not in preview.text.lower()
    assert "12345678" not in preview.text
    assert count(database, "inbox_item") == 0
    sent = visitor.press("send")
    assert (sent.status_code, sent.headers["location"]) == (303, "/form/nl/thanks")
    assert (count(database, "inbox_item"), count(database, "invitation")) == (1, 0)
    with database.connect() as connection:
        row = connection.execute(text("SELECT * FROM inbox_item")).mappings().one()
    assert row["source_group"] == "sounding_board"
    assert CANARY not in str(dict(row)).lower()


@pytest.mark.parametrize("waiting", ["yes", "unsure"])
def test_who_waits_is_refused_and_nothing_is_stored_or_spent(visitor, code, database, waiting):
    refused = visitor.press("screening", waiting=waiting, invitation=code)
    assert refused.status_code == 200
    assert "VluchtelingenWerk" in refused.text
    assert (count(database, "inbox_item"), count(database, "invitation")) == (0, 1)


def test_words_that_say_so_lead_to_the_same_refusal(visitor, code, database):
    visitor.enter(code)
    refused = visitor.answer("Ik wacht al negentien maanden op mijn beslissing en niemand belt.")
    assert "VluchtelingenWerk" in refused.text
    assert (count(database, "inbox_item"), count(database, "invitation")) == (0, 1)


def test_a_tier_b_language_previews_topics_and_stores_no_text(site, code, database):
    visitor = Visitor(site, "ar")
    visitor.enter(code)
    preview = visitor.answer("كانت الرسالة صعبة ولم يشرح لنا أحد الخطوة التالية.")
    assert preview.status_code == 200
    assert "الخطوة التالية" not in preview.text.replace("form", "")
    visitor.press("send")
    with database.connect() as connection:
        row = connection.execute(text("SELECT good, improve, themes FROM inbox_item")).one()
    assert (row.good, row.improve) == (None, None)
    assert row.themes


@pytest.mark.parametrize("typed", ["", "AAAA-BBBB-CCCC-DDDD-E", "0" * 17, "niet mijn code"])
def test_a_code_that_does_not_work(visitor, code, database, typed):
    answer = visitor.enter(typed)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert count(database, "invitation") == 1


@pytest.mark.parametrize(
    "improve", ["", "a" * 2001, "😀😀😀", "06-12345678 jan.jansen@example.org", "\u200b"]
)
def test_answers_that_cannot_be_kept(visitor, code, database, improve):
    visitor.enter(code)
    answer = visitor.answer(improve)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert (count(database, "inbox_item"), count(database, "invitation")) == (0, 1)


def test_a_missing_step_keeps_the_text_in_the_page_only(visitor, code, database):
    visitor.enter(code)
    answer = visitor.press("questions", improve=WORDS)
    assert answer.status_code == 400
    assert CANARY in answer.text.lower()
    assert count(database, "inbox_item") == 0


def test_a_form_posted_without_its_earlier_pages(site, database):
    visitor = Visitor(site)
    for page in ("questions", "send", "edit", "nonsense"):
        assert visitor.press(page, improve=WORDS, draft="", step="decision").status_code in {200, 400}
    assert count(database, "inbox_item") == 0


def test_bad_utf8_and_the_wrong_kind_of_body(site, database):
    wrong = site.post("/form/nl", content=b"page=send&good=%ff%fe", headers={"Content-Type": "text/plain"})
    assert wrong.status_code == 415
    broken = site.post(
        "/form/nl",
        content=b"page=questions&good=%ff%fe",
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
    assert broken.status_code == 400
    assert count(database, "inbox_item") == 0


def test_danger_shows_help_and_keeps_no_text(visitor, code, database):
    visitor.enter(code)
    preview = visitor.answer("Door al het wachten toen wilde ik dood, niemand zag het.")
    assert "113" in preview.text
    visitor.press("send")
    with database.connect() as connection:
        row = connection.execute(text("SELECT good, improve, themes, rating FROM inbox_item")).one()
    assert tuple(row) == (None, None, "safety", None)
