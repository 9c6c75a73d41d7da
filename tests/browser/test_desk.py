"""The desk in a browser: axe finds nothing, a code behind the # is filled in, all works without scripts."""

import json
import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import text

from feedback_api.assemble import now
from feedback_api.flows.sign_in_link import make_link
from feedback_api.terms.roles import Role

ALL = frozenset(Role)


def check(page, axe, what):
    page.evaluate(axe)
    found = page.evaluate("async () => (await axe.run()).violations")
    assert not found, what + json.dumps([(f["id"], f["nodes"][0]["html"]) for f in found])[:900]
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0, what


@pytest.mark.parametrize(("language", "width", "colours"), [("nl", 320, "light"), ("en", 1280, "dark")])
def test_axe_finds_nothing_at_the_desk(page_factory, axe, served, language, width, colours):
    page = page_factory(language, javascript=True, width=width, color_scheme=colours, bypass_csp=True)
    page.goto(f"{served.url}/desk/{language}/sign-in")
    check(page, axe, "sign-in ")
    page.get_by_role("textbox").fill("wrong")
    page.locator("main button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    check(page, axe, "wrong code ")
    page.get_by_role("textbox").fill(make_link(served.database, "ada", ALL, now()))
    page.locator("main button").click()
    expect(page).to_have_url(f"{served.url}/desk/{language}")
    check(page, axe, "start ")
    page.goto(f"{served.url}/desk/{language}/nothing")
    page.goto(f"{served.url}/desk/{language}")
    page.locator("main button").click()
    expect(page.get_by_role("status")).to_be_visible()
    check(page, axe, "signed out ")


def test_a_link_fills_in_its_code_and_leaves_the_address_and_sends_it_once(page_factory, served):
    page = page_factory("en", javascript=True)
    asked = []
    page.on("request", lambda r: asked.append(f"{r.method} {r.url} {r.post_data or ''} {r.headers}"))
    code = make_link(served.database, "ada", ALL, now())
    page.goto(f"{served.url}/desk/en/sign-in#{code}")
    expect(page.get_by_role("textbox")).to_have_value(code)
    expect(page).to_have_url(f"{served.url}/desk/en/sign-in")
    assert not [line for line in asked if code in line]
    page.locator("main button").click()
    expect(page).to_have_url(f"{served.url}/desk/en")
    assert len([line for line in asked if re.search(code, line)]) == 1
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_without_scripts_the_code_is_typed(page_factory, served):
    page = page_factory("nl")
    page.goto(f"{served.url}/desk/nl")
    page.get_by_role("textbox").fill(make_link(served.database, "bo", ALL, now()).lower())
    page.get_by_role("button", name="Aanmelden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("U bent aangemeld")
    page.get_by_role("button", name="Overal afmelden").click()
    expect(page.get_by_role("status")).to_have_text("U bent afgemeld.")


def test_what_was_typed_too_late_is_sent_after_signing_in_in_another_tab(page_factory, axe, served):
    page = page_factory("nl", javascript=True, width=390, bypass_csp=True)
    page.goto(f"{served.url}/desk/nl/sign-in#{make_link(served.database, 'ada', ALL, now())}")
    page.locator("main button").click()
    expect(page).to_have_url(f"{served.url}/desk/nl")
    with served.database.begin() as connection:
        connection.execute(text("UPDATE desk_session SET idle_until = 0"))
    page.evaluate("""() => {
      const form = document.querySelector("main form");
      form.action = "/desk/nl/anything";
      const typed = {name: "text", value: "Mijn lange zin."};
      form.append(Object.assign(document.createElement("textarea"), typed));
    }""")
    page.locator("main form button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("U was niet meer aangemeld")
    check(page, axe, "over ")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Aanmelden in een nieuw tabblad").click()
    tab = opened.value
    tab.get_by_role("textbox").fill(make_link(served.database, "ada", ALL, now()))
    tab.locator("main button").click()
    expect(tab).to_have_url(f"{served.url}/desk/nl")
    page.get_by_role("button", name="Ik ben weer aangemeld").click()
    expect(page.locator(".masked")).to_have_text("Mijn lange zin.")
    check(page, axe, "typed ")
    posted = []
    page.on("request", lambda r: posted.append(f"{r.method} {r.url} {r.post_data or ''}"))
    page.get_by_role("button", name="Alsnog versturen").click()
    page.wait_for_url("**/desk/nl/anything")
    assert "text=Mijn+lange+zin." in posted[0]
