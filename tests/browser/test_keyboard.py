"""From invitation to thanks without a pointer: where the focus is can always be seen, in reading order."""

from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import ORIGIN

from feedback_api.web.texts import available_languages, texts_of

FOCUSED = """() => {
  const focused = document.activeElement, style = getComputedStyle(focused);
  const box = focused.getBoundingClientRect(), bar = document.querySelector(".bar").getBoundingClientRect();
  const target = (focused.closest("label") || focused).getBoundingClientRect();
  const sticks = getComputedStyle(document.querySelector(".bar")).position === "sticky";
  if (focused === document.body || (focused.matches(".skip") && focused.dataset.before)) return null;
  document.querySelectorAll("[data-before]").forEach(e => {
    if (!(e.compareDocumentPosition(focused) & Node.DOCUMENT_POSITION_FOLLOWING)) e.dataset.late = 1;
  });
  const late = document.querySelector("[data-late]");
  focused.dataset.before = 1;
  return {
    what: focused.outerHTML.slice(0, 100), late: late && late.outerHTML.slice(0, 100),
    outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    // What is taller than the window starts above it, and shows as much as fits.
    covered: sticks && box.height < window.innerHeight - bar.height && box.top < bar.bottom - 1 &&
      !focused.closest(".bar") && !focused.matches(".skip"),
    below: box.top > window.innerHeight - 10,
    inline: !!focused.closest("p, li") && !focused.matches("button, .button"),
    width: target.width, height: target.height,
    x: box.left + box.width / 2, y: box.top + box.height / 2 + window.scrollY, top: box.top + window.scrollY,
  };
}"""

PAGES = (
    "start-nothing-chosen",
    "questions-chain_partner-empty",
    "preview-partner",
    "preview-danger",
    "refused-for-words",
    "unsent",
    "thanks",
    "results",
    "accessibility",
)


def stops(page: Page) -> list[dict]:
    """Every place that Tab stops at, from the top of the page."""
    page.evaluate("document.activeElement.blur(), window.scrollTo(0, 0)")
    page.evaluate("document.body.tabIndex = -1, document.body.focus()")
    found = []
    for _ in range(120):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None:
            return found
        found.append(stop)
    raise AssertionError("the focus never leaves the page")


@pytest.mark.parametrize("language", available_languages())
def test_focus_is_seen_uncovered_in_order_and_large_enough(gallery, language):
    page = gallery(language)
    rtl = texts_of(language, {}).direction == "rtl"
    for name in PAGES:
        page.goto(f"{ORIGIN}/{name}")
        found = stops(page)
        assert len(found) > 5, name
        for stop in found:
            assert stop["outline"] >= 2, (name, stop)
            assert not stop["covered"], (name, stop)
            assert not stop["below"], (name, stop)
            assert not stop["late"], (name, stop)
            assert stop["inline"] or min(stop["width"], stop["height"]) >= 24, (name, stop)
        # The skip link first, the bar that stays in sight, then the page from its top to its end.
        for one, other in pairwise(found[2:]):
            further = other["x"] < one["x"] if rtl else other["x"] > one["x"]
            assert other["top"] > one["top"] + 10 or further, (name, one["what"], other["what"])


@pytest.mark.parametrize("language", ["nl", "ar"])
@pytest.mark.parametrize("settings", [{}, {"color_scheme": "dark"}, {"forced_colors": "active"}], ids=str)
def test_the_focus_changes_what_is_drawn(gallery, language, settings):
    page = gallery(language, **settings)
    for selector in (".exit", "input[value=no]", ".code", ".primary", ".foot summary", ".picker a"):
        page.goto(f"{ORIGIN}/start")
        page.add_style_tag(content="* { caret-color: transparent !important; }")
        drawn = page.locator(selector).first
        drawn.scroll_into_view_if_needed()
        box = drawn.bounding_box()
        around = {
            "x": box["x"] - 8,
            "y": box["y"] - 8,
            "width": box["width"] + 16,
            "height": box["height"] + 16,
        }
        before = page.screenshot(clip=around)
        page.keyboard.press("Shift")  # The last input was a key, so that focus shows as it does after Tab.
        drawn.evaluate("e => e.focus({preventScroll: true})")
        assert drawn.evaluate("e => e.matches(':focus-visible')"), selector
        assert page.screenshot(clip=around) != before, selector


@pytest.mark.parametrize("name", PAGES)
def test_the_way_back_up_is_not_covered_either(gallery, name):
    page = gallery("nl")
    page.goto(f"{ORIGIN}/{name}")
    page.locator(".foot a").last.focus()
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        stop = page.evaluate(FOCUSED)
        assert not stop["covered"], stop
        if "skip" in stop["what"]:
            break


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is there, as somebody does who cannot point."""
    for _ in range(90):
        page.keyboard.press("Tab")
        if page.locator(selector).first.evaluate("e => e === document.activeElement"):
            return
    raise AssertionError(f"Tab does not reach {selector}")


def test_from_invitation_to_thanks_with_keys_alone(page_factory, served):
    page = page_factory("nl", width=360)
    page.goto(served.url)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    tab_to(page, "input[name=waiting]")
    page.keyboard.press("ArrowDown")
    expect(page.locator("input[value=no]")).to_be_checked()
    tab_to(page, "#invitation")
    page.keyboard.type(served.invitation())
    tab_to(page, ".primary")
    page.keyboard.press("Space")
    tab_to(page, "input[name=step]")
    page.keyboard.press("Space")
    tab_to(page, "#improve")
    page.keyboard.type("De brief was moeilijk te lezen.")
    tab_to(page, ".primary")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(texts_of("nl", {}).text("preview.title"))
    tab_to(page, ".primary")
    page.keyboard.press("Enter")
    page.wait_for_url("**/thanks")


@pytest.mark.parametrize("language", ["nl", "ar"])
@pytest.mark.parametrize("name", ["start-nothing-chosen", "questions-chain_partner-empty"])
def test_every_line_of_the_error_summary_leads_to_its_field(gallery, language, name):
    page = gallery(language, java_script_enabled=True)
    page.goto(f"{ORIGIN}/{name}")
    expect(page.locator(".summary")).to_be_focused()
    links = page.locator(".summary a").count()
    assert links >= 1
    for number in range(links):
        link = page.locator(".summary a").nth(number)
        field = link.get_attribute("href")
        link.focus()
        page.keyboard.press("Enter")
        focused = page.evaluate(FOCUSED)
        assert f'id="{field[1:]}"' in focused["what"], focused
        assert not focused["covered"], focused
        problem = page.locator(f"{field}-error")
        expect(problem).to_be_in_viewport()
