"""The public page of answers: twelve languages, markup as words, history, tombstones, and no person."""

from datetime import timedelta

import pytest
from markupsafe import escape
from starlette.testclient import TestClient
from tests.answering import ASKED, DONE, PERIOD, PLANNED, published, released
from tests.conftest import NOW

from feedback_api import assemble
from feedback_api.flows.approve_action import approve_action, withdraw_action
from feedback_api.flows.draft_action import draft_change
from feedback_api.terms.action import ActionStatus, Answer, Asked
from feedback_api.terms.codebook import Step
from feedback_api.web.texts import available_languages, texts_of, written


@pytest.fixture
def house(sqlite, signer):
    released(sqlite, signer)
    return sqlite


@pytest.fixture
def visitor(house, reader, settings):
    return TestClient(assemble.build(settings, house, reader, lambda: NOW), base_url="https://testserver")


def test_every_language_shows_answers_in_its_words_or_marked_in_dutch_and_english(visitor, house, reader):
    said = {**DONE.texts, "ar": "أصبحت الرسالة أقصر."}
    published(house, reader, Answer(ActionStatus.DONE, said), Asked(ASKED.theme, PERIOD, Step.DECISION))
    for language in available_languages():
        answer = visitor.get(f"/actions/{language}")
        page, texts = answer.text, texts_of(language, {})
        assert answer.status_code == 200
        assert f"<h1>{escape(texts.text('actions.title'))}</h1>" in page
        for key in ("actions.status.done", "theme.decision_letter", "step.decision"):
            assert escape(texts.text(key)) in page, language
        assert texts.text("actions.share", answered=1, displayed=2, period=PERIOD) in page
        assert escape(texts.text("actions.time", days=22)) in page
        assert written(NOW.date(), language) in page
        if language in said:
            assert f'<p class="said">{said[language]}</p>' in page
        else:
            assert f'<p class="said" lang="nl" dir="ltr">{said["nl"]}</p>' in page
            assert f'<p class="said" lang="en" dir="ltr">{said["en"]}</p>' in page
            assert escape(texts.text("actions.other")) in page
        assert "<script" not in page
        assert "set-cookie" not in answer.headers


def test_markup_in_a_text_is_words(visitor, house, reader):
    marked = {
        "nl": "<b>de brief is korter</b> & [beter](https://ind.nl/brief)",
        "en": '<script>alert("1")</script> shorter',
    }
    published(house, reader, Answer(ActionStatus.DONE, marked))
    page = visitor.get("/actions/en").text
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "&lt;b&gt;de brief" in visitor.get("/actions/nl").text
    assert 'href="https://ind.nl' not in visitor.get("/actions/nl").text


def test_why_not_history_and_what_is_left(visitor, house, reader):
    action = published(house, reader, PLANNED)
    never = Answer(
        ActionStatus.NOT_POSSIBLE,
        {"nl": "De brief blijft zo.", "en": "The letter stays."},
        {"nl": "De wet vraagt dit.", "en": "The law asks for this."},
    )
    later = NOW + timedelta(days=30)
    change = draft_change(reader.deidentifier, house, action.id, never, "b" * 32, later)
    assert "The letter stays" not in visitor.get("/actions/en").text
    approve_action(house, change, "a" * 32, later.date())
    page = visitor.get("/actions/en").text
    for words in (
        "Why not",
        "The law asks for this.",
        "Earlier",
        "The letter will be shorter.",
        "23 December",
    ):
        assert words in page
    assert page.index("The letter stays.") < page.index("The letter will be shorter.")
    for person in ("a" * 32, "b" * 32):
        assert person not in page
    withdraw_action(house, action.id, "c" * 32, later.date())
    left = visitor.get("/actions/en").text
    assert "This answer was taken away on 23 December 2026." in left
    assert "The letter" not in left


def test_the_page_is_linked_and_finds_the_readers_language(visitor):
    assert "There are no answers yet." in visitor.get("/actions/en").text
    for page in ("/results/ar", "/form/ar/thanks"):
        assert 'href="/actions/ar"' in visitor.get(page).text
    sent = visitor.get("/actions", headers={"Accept-Language": "ti"}, follow_redirects=False)
    assert (sent.status_code, sent.headers["location"]) == (303, "/actions/ti")
    assert visitor.get("/actions/canary").status_code == 404
    assert "canary" not in visitor.get("/actions/canary").text
