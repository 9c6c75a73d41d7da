"""The people's door as a person meets it: a phone, no JavaScript, one's own language."""

import re

import pytest
from playwright.sync_api import Page, expect

from feedback_api.terms.codebook import SourceGroup
from feedback_api.web.texts import available_languages, texts_of

WORDS = {
    "nl": "De brief was moeilijk te lezen en niemand legde de volgende stap uit.",
    "en": "The letter was hard to read and nobody explained the next step.",
    "ar": "كانت الرسالة صعبة ولم يشرح لنا أحد الخطوة التالية.",
    "ti": "እቲ ደብዳቤ ንምርድኡ ኣጸጋሚ ነይሩ፣ ዝቕጽል ስጉምቲ ዝገለጸልና ሰብ ኣይነበረን።",
    "fa": "نامه سخت بود و هیچ‌کس قدم بعدی را توضیح نداد.",
    "tr": "Mektup zordu ve kimse sonraki adımı açıklamadı.",
    "so": "Warqaddu way adkayd, cidna ma sharxin tallaabada xigta.",
    "fr": "La lettre était difficile à lire et personne n'a expliqué la suite.",
    "uk": "Лист було важко зрозуміти, і ніхто не пояснив наступний крок.",
    "kmr": "Name dijwar bû û kesî gava din şirove nekir.",
    "ckb": "نامەکە قورس بوو و کەس هەنگاوی داهاتووی ڕوون نەکردەوە.",
    "ps": "لیک سخت و او هیڅ چا راتلونکی ګام روښانه نه کړ.",
}


def said(key: str, language: str) -> str:
    return texts_of(language, {}).text(key)


def press(page: Page, value: str) -> None:
    page.locator(f'button[name="page"][value="{value}"]').first.click()


def enter(page: Page, served, language: str, group: SourceGroup = SourceGroup.SOUNDING_BOARD) -> None:
    page.goto(f"{served.url}/form/{language}")
    page.check('input[name="waiting"][value="no"]')
    page.fill("#invitation", served.invitation(group))
    press(page, "screening")
    expect(page.locator("h1")).to_have_text(said("questions.title", language))


def answer(page: Page, words: str) -> None:
    page.check('input[name="step"][value="decision"]')
    page.check('input[name="rating"][value="mixed"]')
    page.fill("#improve", words)
    press(page, "questions")


def widest(page: Page) -> int:
    """How far the page reaches beyond the window; works without scripts."""
    return page.locator("html").evaluate("e => e.scrollWidth - e.clientWidth")


@pytest.mark.parametrize("language", ["nl", "ar", "ti"])
def test_from_the_root_to_thanks_without_javascript(page_factory, served, language):
    page = page_factory(language)
    page.goto(served.url)
    expect(page).to_have_url(f"{served.url}/form/{language}")
    enter(page, served, language)
    answer(page, WORDS[language])
    expect(page.locator("h1")).to_have_text(said("preview.title", language))
    assert "?" not in page.url
    press(page, "send")
    expect(page).to_have_url(f"{served.url}/form/{language}/thanks")
    expect(page.locator("h1")).to_have_text(said("thanks.title", language))


@pytest.mark.parametrize("language", available_languages())
def test_each_language_reaches_its_preview(page_factory, served, language):
    page = page_factory(language)
    enter(page, served, language)
    answer(page, WORDS[language])
    expect(page.locator("h1")).to_have_text(said("preview.title", language))


@pytest.mark.parametrize(
    ("language", "direction"), [("nl", "ltr"), ("ti", "ltr"), ("ar", "rtl"), ("fa", "rtl")]
)
def test_pages_run_the_way_of_the_language(page_factory, served, language, direction):
    page = page_factory(language)
    page.goto(f"{served.url}/form/{language}")
    html = page.locator("html")
    expect(html).to_have_attribute("dir", direction)
    expect(html).to_have_attribute("lang", language)
    exit_box = page.locator(".exit").bounding_box()
    site_box = page.locator(".site").bounding_box()
    assert (exit_box["x"] > site_box["x"]) == (direction == "ltr")
    choice = page.locator(".choice").first
    dot, label = choice.locator("input").bounding_box(), choice.locator("span").bounding_box()
    assert (dot["x"] < label["x"]) == (direction == "ltr")


def test_phone_numbers_read_from_left_to_right_in_arabic(page_factory, served):
    page = page_factory("ar")
    page.goto(f"{served.url}/form/ar")
    page.check('input[value="unsure"]')
    press(page, "screening")
    number = page.locator('main a[href="tel:08003355555"] bdi')
    expect(number).to_have_text("0800 33 55 555")
    expect(number).to_have_css("direction", "ltr")


@pytest.mark.parametrize("waiting", ["yes", "unsure"])
def test_who_waits_is_refused_and_keeps_the_code(page_factory, served, waiting):
    page = page_factory("en")
    code = served.invitation(SourceGroup.SOUNDING_BOARD)
    page.goto(f"{served.url}/form/en")
    page.check(f'input[value="{waiting}"]')
    page.fill("#invitation", code)
    press(page, "screening")
    expect(page.locator("h1")).to_have_text(said("refuse.title", "en"))
    expect(page.locator("main textarea")).to_have_count(0)
    page.goto(f"{served.url}/form/en")
    page.check('input[value="no"]')
    page.fill("#invitation", code.lower().replace("-", " "))
    press(page, "screening")
    expect(page.locator("h1")).to_have_text(said("questions.title", "en"))


def test_the_error_summary_has_focus_and_leads_to_the_fields(page_factory, served):
    page = page_factory("nl")
    enter(page, served, "nl")
    press(page, "questions")
    summary = page.locator(".summary")
    expect(summary).to_be_focused()
    assert page.title().startswith("Fout: ")
    link = summary.locator("a").first
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#step")
    expect(page.locator("#good")).to_have_attribute("aria-describedby", "good-hint good-error")


def test_the_keyboard_is_enough(page_factory, served):
    page = page_factory("en")
    page.goto(f"{served.url}/form/en")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.locator("#waiting").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator('input[value="no"]')).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.type(served.invitation(SourceGroup.STAFF))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(said("questions.title", "en"))
    page.locator("#step").focus()
    page.keyboard.press("Space")
    page.locator("#improve").focus()
    page.keyboard.type(WORDS["en"])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(said("preview.title", "en"))


def test_what_is_typed_is_not_on_the_preview_page(page_factory, served):
    page = page_factory("en")
    enter(page, served, "en", SourceGroup.STAFF)
    answer(page, "Call me on 06-12345678. The planning tool lost my work and the training was too short.")
    expect(page.locator("h1")).to_have_text(said("preview.title", "en"))
    assert "12345678" not in page.content()
    assert page.locator("mark").count() >= 1
    press(page, "edit")
    assert "06-12345678" in page.locator("#improve").input_value()


def test_another_language_keeps_the_answers(page_factory, served):
    page = page_factory("nl")
    enter(page, served, "nl")
    page.check('input[name="step"][value="waiting"]')
    page.fill("#good", WORDS["nl"])
    page.locator('button[formaction="/form/ti"]').click()
    expect(page).to_have_url(re.compile("/form/ti$"))
    expect(page.locator("#good")).to_have_value(WORDS["nl"])
    expect(page.locator('input[name="step"][value="waiting"]')).to_be_checked()


def test_sending_twice_keeps_one_and_says_so(page_factory, served):
    page = page_factory("en")
    enter(page, served, "en")
    answer(page, WORDS["en"])
    fields = {name: page.locator(f'input[name="{name}"]').input_value() for name in ("csrf", "draft")}
    first = page.context.request.post(page.url, form=fields | {"page": "send"})
    assert first.url.endswith("/thanks")
    press(page, "send")
    expect(page).to_have_url(re.compile("/thanks$"))
    expect(page.locator(".lead")).to_contain_text("nothing is saved a second time")


@pytest.mark.parametrize("language", ["nl", "ar", "ti", "uk"])
@pytest.mark.parametrize("scale", [1, 2])
def test_nothing_is_cut_off_on_the_smallest_screen(page_factory, served, language, scale):
    # 200 % text on a 640 px window is 320 CSS pixels wide, as WCAG 1.4.10 counts.
    page = page_factory(language, width=320 * scale, javascript=True)
    page.goto(f"{served.url}/form/{language}")
    page.locator("html").evaluate(f"e => e.style.fontSize = '{100 * scale}%'")
    assert widest(page) <= 0
    enter(page, served, language)
    page.locator("html").evaluate(f"e => e.style.fontSize = '{100 * scale}%'")
    assert widest(page) <= 0


@pytest.mark.parametrize(
    "settings", [{"color_scheme": "dark"}, {"forced_colors": "active"}, {"reduced_motion": "reduce"}]
)
def test_the_form_works_as_the_visitor_sets_the_screen(page_factory, served, settings):
    page = page_factory("en", **settings)
    enter(page, served, "en")
    answer(page, WORDS["en"])
    expect(page.locator("h1")).to_have_text(said("preview.title", "en"))


@pytest.mark.parametrize("javascript", [False, True])
@pytest.mark.parametrize("language", available_languages())
def test_the_first_page_takes_three_requests_of_our_own(page_factory, served, language, javascript):
    page = page_factory(language, javascript=javascript)
    asked: list[str] = []
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{served.url}/form/{language}", wait_until="networkidle")
    assert len(asked) <= 3
    assert said == []
    assert all(address.startswith(served.url) for address in asked)


def test_the_only_cookie_is_against_forgery(page_factory, served):
    page = page_factory("en")
    enter(page, served, "en")
    (cookie,) = page.context.cookies()
    assert (cookie["name"], cookie["httpOnly"], cookie["sameSite"]) == ("csrf", True, "Strict")
    assert cookie["expires"] == -1


@pytest.mark.parametrize(
    ("language", "scheme"),
    [
        *((language, "light") for language in available_languages()),
        ("nl", "dark"),
        ("ar", "dark"),
        ("ti", "dark"),
    ],
)
def test_axe_finds_nothing_on_any_page(page_factory, served, axe, language, scheme):
    page = page_factory(language, javascript=True, color_scheme=scheme)

    def check(state: str) -> None:
        page.evaluate(axe)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        assert [(state, v["id"], v["nodes"][0]["html"]) for v in found] == []

    page.goto(f"{served.url}/form/{language}")
    for details in page.locator("details").all():
        details.locator("summary").click()
    check("start")
    press(page, "screening")
    check("start with problems")
    enter(page, served, language, SourceGroup.CHAIN_PARTNER)
    check("questions")
    press(page, "questions")
    check("questions with problems")
    page.check('input[name="partner_type"][value="legal"]')
    answer(page, WORDS[language])
    check("preview")
    press(page, "send")
    check("thanks")
    page.goto(f"{served.url}/form/{language}")
    page.check('input[value="unsure"]')
    press(page, "screening")
    check("refusal")
    page.goto(f"{served.url}/form/nowhere")
    check("not found")
