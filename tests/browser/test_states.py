"""Every page and state of the form, in every language, held to WCAG 2.2 AA and to a small phone."""

import gzip
import io
import json
import re

import pytest
from PIL import Image
from tests.browser.conftest import ORIGIN

from feedback_api.web.pages import STATIC, TEMPLATES
from feedback_api.web.texts import available_languages

WEB = TEMPLATES.parent
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
RUN = "async rules => (await axe.run(rules)).violations.map(v => [v.id, v.nodes.map(n => n.html)])"

MOST_BYTES = 40_000
SPACED = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-block-end: 2em !important; }
"""
LARGE = "html { font-size: 200% !important; }"

TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
CUT_OFF = """() => [...document.querySelectorAll("body *")].filter(e => {
  const style = getComputedStyle(e);
  const hides = [style.overflowX, style.overflowY].some(o => o === "hidden" || o === "clip");
  return hides && !e.matches(".unseen") && e.textContent.trim() &&
    (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1);
}).map(e => e.outerHTML.slice(0, 90))"""
OVERLAPPING = """() => {
  window.scrollTo(0, 0);  // Where nothing has moved under the bar that stays in sight.
  const text = "h1, h2, h3, p, li, dt, dd, legend, label, summary, button, textarea, .button, .exit, .code";
  const seen = e => e.checkVisibility() && !e.matches(".unseen");
  const shown = [...document.querySelectorAll(text)].filter(seen);
  const boxes = shown.map(e => e.getBoundingClientRect());
  const found = [];
  shown.forEach((one, i) => shown.slice(i + 1).forEach((other, k) => {
    const a = boxes[i], b = boxes[i + 1 + k];
    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (across > 2 && down > 2 && !one.contains(other) && !other.contains(one))
      found.push([one.outerHTML.slice(0, 70), other.outerHTML.slice(0, 70)]);
  }));
  return found;
}"""


@pytest.mark.parametrize("language", available_languages())
def test_axe_finds_nothing_in_light_and_dark(gallery, states_of, axe, language):
    page = gallery(language)
    page.add_init_script(axe)
    found = []
    for name in states_of(language):
        page.goto(f"{ORIGIN}/{name}")
        for colours in ("dark", "light"):
            page.emulate_media(color_scheme=colours)
            found += [(name, colours, *violation) for violation in page.evaluate(RUN, RULES)]
    assert not found, json.dumps(found, ensure_ascii=False)[:1500]


def test_the_walk_reaches_every_template_and_every_problem(states_of, shown):
    states_of("nl")
    pages = {path.name for path in TEMPLATES.glob("*.html") if 'extends "base.html"' in path.read_text()}
    assert pages <= shown.templates
    sources = [
        path.read_text() for path in (*WEB.glob("form_*.py"), WEB / "refusals.py", WEB / "intake_form.py")
    ]
    named = {
        key for source in sources for key in re.findall(r'"((?:err|problem|small|sent)\.[a-z_]+)"', source)
    }
    named = {key for key in named if not key.endswith(".title")}
    assert len(named) > 15
    assert named - shown.problems == set()


@pytest.mark.parametrize(
    ("width", "style"), [(320, ""), (360, LARGE), (320, SPACED)], ids=["320px", "text200", "spacing"]
)
@pytest.mark.parametrize("language", available_languages())
def test_nothing_is_cut_off_or_covered(gallery, states_of, language, width, style):
    page = gallery(language, width=width)
    for name in states_of(language):
        page.goto(f"{ORIGIN}/{name}")
        if style:
            page.add_style_tag(content=style)
        assert page.evaluate(TOO_WIDE) <= 0, name
        assert page.evaluate(CUT_OFF) == [], name
        assert page.evaluate(OVERLAPPING) == [], name


@pytest.mark.parametrize("language", available_languages())
def test_a_page_and_its_style_fit_in_forty_kilobytes(states_of, language):
    style = len(gzip.compress((STATIC / "site.css").read_bytes()))
    sizes = {name: len(gzip.compress(s.html.encode())) + style for name, s in states_of(language).items()}
    assert max(sizes.values()) <= MOST_BYTES, sizes


@pytest.mark.parametrize("language", available_languages())
def test_pages_load_nothing_from_elsewhere_and_no_font(states_of, language):
    assert not re.search(r"@font-face|@import|url\(", (STATIC / "site.css").read_text())
    for state in states_of(language).values():
        # Where the same can be read otherwise (a feed) is said, and loaded by nobody.
        loads = r'<(?:link(?! rel="alternate")|img|script|iframe|object|source)\b[^>]*'
        loaded = re.findall(loads, state.html)
        assert all(
            re.search(r' (?:href|src)="(?:data:,|/static/[a-z.]+(\?v=[0-9a-f]+)?)"', tag) for tag in loaded
        ), loaded
        assert not re.search(r"<style|\son[a-z]+=|javascript:", state.html)


@pytest.mark.parametrize("language", available_languages())
def test_every_page_leads_to_the_statement_and_away(states_of, language):
    for state in states_of(language).values():
        assert f'href="/accessibility/{language}"' in state.html, state.name
        assert 'class="exit"' in state.html, state.name


@pytest.mark.parametrize("language", available_languages())
def test_names_of_languages_stand_apart_from_the_text_around_them(states_of, language):
    html = states_of(language)["questions-sounding_board"].html
    assert '<bdi lang="nl">Nederlands</bdi>, <bdi lang="en">English</bdi>' in html
    assert "&lt;bdi" not in html


def drawn(page, selector: str) -> Image.Image:
    """A picture of one part of a page."""
    return Image.open(io.BytesIO(page.locator(selector).first.screenshot())).convert("RGB")


def light(colour: tuple[int, int, int]) -> float:
    """Relative luminance (WCAG 2.2, definition)."""
    parts = [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("forced", ["none", "active"])
def test_charts_and_choices_stand_out_also_in_forced_colours(gallery, scheme, forced):
    page = gallery("nl", color_scheme=scheme, forced_colors=forced)
    page.goto(f"{ORIGIN}/results")
    for number in range(page.locator(".chart rect").count()):
        assert page.locator(".chart rect").nth(number).is_visible()
    chart = drawn(page, ".chart svg")
    ground = light(chart.getpixel((1, 1)))
    colours = chart.getcolors(chart.width * chart.height)
    seen = sum(
        count
        for count, colour in colours
        if (max(light(colour), ground) + 0.05) / (min(light(colour), ground) + 0.05) >= 3
    )
    # Bars, numbers and labels together: more than a twentieth of the picture.
    assert seen > 0.05 * chart.width * chart.height
    page.goto(f"{ORIGIN}/start")
    choice = ".choice:has([value=no])"
    before = drawn(page, choice)
    page.check("[value=no]")
    assert drawn(page, choice).tobytes() != before.tobytes()


def test_the_form_reads_in_the_same_order_without_its_style(gallery, states_of):
    plain, styled = gallery("ar", css=False), gallery("ar")
    order = """() => [...document.querySelectorAll("main :is(h1, h2, p, legend, label, button)")]
      .filter(e => e.checkVisibility() && e.closest(".actions, .choices, .topics") === null)
      .map(e => [e.getBoundingClientRect().top, e.textContent.replace(/\\s+/g, " ").trim().slice(0, 40)])
      .sort((a, b) => a[0] - b[0]).map(e => e[1])"""
    for name in states_of("ar"):
        plain.goto(f"{ORIGIN}/{name}")
        styled.goto(f"{ORIGIN}/{name}")
        assert plain.evaluate(order) == styled.evaluate(order), name
