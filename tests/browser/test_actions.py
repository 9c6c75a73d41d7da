"""Answers in a browser: axe finds nothing on the public page, also in Arabic, nor at the editors' desk."""

import json

import pytest
from playwright.sync_api import expect
from tests.answering import ANN, BEN, DONE, PLANNED, SAID

from feedback_api.assemble import now
from feedback_api.flows.approve_action import approve_action, withdraw_action
from feedback_api.flows.draft_action import draft_action, draft_change
from feedback_api.flows.read_releases import read_release
from feedback_api.flows.sign_in_link import make_link
from feedback_api.publish.answering import displayed_themes
from feedback_api.terms.action import ActionStatus, Answer, Asked
from feedback_api.terms.roles import Role


def check(page, axe, what):
    page.evaluate(axe)
    found = page.evaluate("async () => (await axe.run()).violations")
    assert not found, what + json.dumps([(f["id"], f["nodes"][0]["html"]) for f in found])[:900]
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0, what


@pytest.fixture(scope="module")
def answered(served, reader):
    """Answers of every kind, one of them changed, one withdrawn, one that waits."""
    database, today = served.database, now().date()
    release = read_release(database)
    asked = Asked(displayed_themes(release)[0], release.period)

    def write(answer):
        return draft_action(reader.deidentifier, database, asked, answer, ANN, now())

    first = approve_action(database, write(PLANNED), BEN, today)
    change = draft_change(
        reader.deidentifier, database, first.id, Answer(ActionStatus.DONE, SAID), ANN, now()
    )
    approve_action(database, change, BEN, today)
    reasons = {"nl": "De wet vraagt dit.", "en": "The law asks for this."}
    never = Answer(ActionStatus.NOT_POSSIBLE, DONE.texts, reasons)
    approve_action(database, write(never), BEN, today)
    gone = approve_action(database, write(DONE), BEN, today)
    withdraw_action(database, gone.id, ANN, today)
    return write(never)


@pytest.mark.parametrize(
    ("language", "width", "colours"), [("nl", 320, "light"), ("ar", 390, "dark"), ("ti", 1280, "light")]
)
def test_the_public_page_is_for_everyone(page_factory, axe, served, answered, language, width, colours):
    page = page_factory(language, javascript=True, width=width, color_scheme=colours, bypass_csp=True)
    page.goto(f"{served.url}/actions/{language}")
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    expect(page.get_by_text(SAID[language]).first).to_be_visible()
    page.locator("main summary").first.click()
    expect(page.get_by_text(PLANNED.texts["nl"]).first).to_be_visible()
    check(page, axe, language)


def test_the_editors_desk_has_no_fault_either(page_factory, axe, served, answered):
    page = page_factory("nl", javascript=True, width=320, bypass_csp=True)
    page.goto(f"{served.url}/desk/nl/sign-in")
    page.get_by_role("textbox").fill(make_link(served.database, "bo", frozenset({Role.EDITOR}), now()))
    page.locator("main button").click()
    expect(page).to_have_url(f"{served.url}/desk/nl")
    for path in ("actions", "actions/new", f"actions/{answered}", "actions/nothing"):
        page.goto(f"{served.url}/desk/nl/{path}")
        check(page, axe, path)
    page.goto(f"{served.url}/desk/nl/actions/new")
    page.locator('input[name="status"][value="done"]').check()
    page.get_by_role("button", name="Bewaren voor een tweede").click()
    expect(page.get_by_role("alert")).to_be_visible()
    check(page, axe, "faults")
