"""Where scripts run, a code behind the # is filled in and taken out of the address; it is sent by nobody."""

import re

from playwright.sync_api import Page, expect

CODE = "0123-4567-89AB-CDEF-G"


def requests_of(page: Page) -> list[str]:
    asked: list[str] = []
    page.on(
        "request", lambda request: asked.append(f"{request.method} {request.url} {request.post_data or ''}")
    )
    return asked


def test_a_code_behind_the_hash_is_filled_in_and_leaves_the_address(page_factory, served):
    page = page_factory("nl", javascript=True)
    asked = requests_of(page)
    page.goto(f"{served.url}/form/nl#{CODE.lower()}")
    expect(page.locator("#invitation")).to_have_value(CODE)
    expect(page).to_have_url(f"{served.url}/form/nl")
    length = page.evaluate("history.length")
    # Pasted into a tab that is open already: still no further entry with the code in it.
    page.evaluate(f"location.hash = '#{CODE}'")
    page.wait_for_function("location.hash === ''")
    assert page.evaluate("history.length") <= length + 1
    page.go_back()
    assert CODE.lower() not in page.url.lower()
    assert not [line for line in asked if re.search(CODE, line, re.I)]
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_the_language_is_chosen_and_the_code_comes_along(page_factory, served):
    page = page_factory("ar", javascript=True)
    page.goto(f"{served.url}/#{CODE}")
    expect(page).to_have_url(f"{served.url}/form/ar")
    expect(page.locator("#invitation")).to_have_value(CODE)


def test_other_fragments_are_left_alone(page_factory, served):
    page = page_factory("nl", javascript=True)
    page.goto(f"{served.url}/form/nl#main")
    expect(page.locator("#invitation")).to_have_value("")
    expect(page).to_have_url(re.compile("#main$"))


def test_without_scripts_the_code_is_typed(page_factory, served):
    page = page_factory("nl")
    asked = requests_of(page)
    page.goto(f"{served.url}/form/nl#{CODE}")
    expect(page.locator("#invitation")).to_have_value("")
    assert not [line for line in asked if "code.js" in line or CODE in line]


def test_in_a_frame_the_page_leads_out_of_it(page_factory, served):
    page = page_factory("nl")
    frame = f'<iframe id="f" src="{served.url}/form/nl" width="350" height="700"></iframe>'
    page.route("**/elsewhere", lambda route: route.fulfill(body=frame, content_type="text/html"))
    page.goto(f"{served.url}/elsewhere")
    inside = page.frame_locator("#f")
    expect(inside.locator("form")).to_have_count(0)
    inside.locator("a.button").click()
    page.wait_for_url(f"{served.url}/form/nl")
    expect(page.locator("#invitation")).to_be_visible()
