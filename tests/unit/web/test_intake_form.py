import logging
import re

import pytest

from feedback_api.terms.codebook import PartnerType, Rating, SourceGroup, Step
from feedback_api.web.posted import LARGEST_BODY
from feedback_api.web.texts import available_languages, texts_of

from .conftest import FACTS, Walker

CANARY = "zwaluwnest"


def said(key: str, language: str = "en") -> str:
    """A text as it stands in a page."""
    return str(texts_of(language, FACTS.values(language)).markup(key))


def test_the_root_leads_to_the_form_in_the_browsers_language(client):
    home = client.get("/", follow_redirects=False)
    assert (home.status_code, home.headers["location"]) == (303, "/form")
    form = client.get("/form", headers={"Accept-Language": "ti-ER"}, follow_redirects=False)
    assert (form.status_code, form.headers["location"]) == (303, "/form/ti")
    assert form.headers["vary"] == "Accept-Language"


@pytest.mark.parametrize("language", available_languages())
def test_each_language_has_its_start_page(client, language):
    page = client.get(f"/form/{language}")
    texts = texts_of(language, {})
    assert page.status_code == 200
    assert f'<html lang="{language}" dir="{texts.direction}">' in page.text
    assert said("form.title", language) in page.text
    assert all(f'href="/form/{other}"' in page.text for other in available_languages())


def test_head_is_answered(client):
    assert client.head("/form/nl").status_code == 200


def test_an_unknown_language_is_a_page_in_a_known_one(client):
    for answer in (client.get("/form/xx"), client.post("/form/xx", data={}), client.get("/form/xx/thanks")):
        assert answer.status_code == 404
        assert "<h1>" in answer.text
    french = client.get("/form/xx", headers={"Accept-Language": "fr"})
    assert said("notfound.title", "fr") in french.text


def test_the_whole_walk_keeps_one_submission(walker, flows):
    walker.previewed(rating="mixed")
    assert flows.kept == []
    sent = walker.post("send")
    assert (sent.status_code, sent.headers["location"]) == (303, "/form/en/thanks")
    (kept,) = flows.kept
    assert (kept.source_group, kept.step, kept.rating) == (
        SourceGroup.SOUNDING_BOARD,
        Step.INTERVIEW,
        Rating.MIXED,
    )
    assert kept.improve.reveal() == "Jansen never called back."
    assert (kept.good, kept.language_hint) == (None, "en")
    assert said("thanks.nolink") in walker.client.get("/form/en/thanks").text


@pytest.mark.parametrize("answer", ["yes", "unsure"])
def test_who_waits_for_a_decision_is_refused_without_a_trace(walker, flows, answer):
    page = walker.post("screening", waiting=answer, invitation="board")
    assert page.status_code == 200
    assert said("refuse.title") in page.text
    assert 'href="tel:08003355555"' in page.text
    assert (flows.asked, flows.kept) == ([], [])
    assert "set-cookie" not in page.headers
    assert "board" not in page.text.replace("keyboard", "")


def test_screening_needs_an_answer_and_no_needs_a_code(walker, flows):
    unanswered = walker.post("screening", invitation="board")
    assert unanswered.status_code == 400
    assert f'<a href="#waiting">{said("err.choose")}</a>' in unanswered.text
    without_code = walker.post("screening", waiting="no", invitation="  ")
    assert without_code.status_code == 400
    assert f'<a href="#invitation">{said("err.code")}</a>' in without_code.text
    assert flows.asked == []


def test_a_code_that_does_not_work_is_told(walker):
    page = walker.post("screening", waiting="no", invitation="spent")
    assert page.status_code == 400
    assert said("err.used") in page.text
    assert 'value="spent"' in page.text


def test_the_code_is_checked_but_not_spent(walker, flows):
    walker.admitted()
    assert flows.asked == ["board"]
    assert "board" in flows.codes


def test_the_code_is_in_no_page_after_the_first(walker):
    assert 'value="board"' not in walker.admitted().page


@pytest.mark.parametrize(
    ("fields", "field", "key"),
    [
        ({"step": ""}, "step", "err.choose"),
        ({"step": CANARY}, "step", "err.choose"),
        ({"rating": CANARY}, "rating", "err.choose"),
        ({"improve": " "}, "good", "err.text"),
        ({"improve": f"{CANARY} " * 300}, "improve", "err.long"),
        ({"good": f"{CANARY} " * 300}, "good", "err.long"),
        ({"improve": f"\x00{CANARY}"}, "improve", "err.nottext"),
        ({"improve": "Jansen"}, "improve", "err.empty"),
    ],
)
def test_bad_answers_are_summed_up_and_nothing_typed_is_lost(walker, flows, fields, field, key):
    answers = {"step": "waiting", "good": "", "improve": "The letter came late."} | fields
    page = walker.admitted().post("questions", **answers)
    assert page.status_code == 400
    assert f'<a href="#{field}">{said(key)}</a>' in page.text
    assert f'id="{field}-error"' in page.text
    assert re.search(rf'id="{field}"', page.text)
    assert "<title>Error: " in page.text
    assert answers["improve"].strip().replace("\x00", "") in page.text.replace("\x00", "")
    assert flows.kept == []


def test_all_problems_are_told_at_once(walker):
    page = walker.admitted("partner").post("questions", good="x" * 2001, improve="y" * 2001)
    assert page.text.count('<li><a href="#') == 4


def test_a_partner_says_for_what_kind_of_organisation(walker, flows):
    questions = walker.admitted("partner").page
    assert said("note.partner") in questions
    assert all(f'value="{kind}"' in questions for kind in PartnerType)
    missing = walker.post("questions", step="appeal", improve="Late files.")
    assert '<a href="#partner_type">' in missing.text
    walker.post("questions", step="appeal", improve="Late files.", partner_type="legal")
    assert "Lawyers and legal aid" in walker.page
    walker.post("send")
    assert flows.kept[0].partner_type is PartnerType.LEGAL


def test_staff_read_their_note_and_give_no_organisation(walker):
    page = walker.admitted("staff").page
    assert said("note.staff") in page
    assert "partner_type" not in page


def test_the_preview_shows_what_is_kept_and_not_what_was_typed(walker):
    walker.previewed(improve=f"Jansen said {CANARY}", good="")
    assert "<mark>[name]</mark> said" in walker.page
    assert said("preview.notsent") in walker.page
    assert "Jansen" not in walker.page


def test_without_a_removal_the_preview_says_so(walker):
    assert said("preview.none") in walker.previewed(improve="The letter came late.").page


def test_tier_b_shows_topics_and_no_text(walker):
    walker.previewed(improve="ደብዳቤ ደንጒዩ")
    assert said("preview.topicsonly") in walker.page
    assert said("theme.interpreting") in walker.page
    assert "ደብዳቤ" not in walker.page


def test_danger_shows_help_at_once_and_keeps_no_rating(walker):
    walker.previewed(improve="I am in danger", rating="bad")
    assert str(said("help.notice")) in walker.page
    assert walker.page.count('href="tel:112"') == 2  # in the notice and in the foot
    assert said("theme.safety") in walker.page
    assert said("rating.bad") not in walker.page


def test_words_that_tell_of_a_pending_decision_lead_to_the_refusal(walker, flows):
    walker.admitted()
    page = walker.post("questions", step="waiting", improve=f"My W-document {CANARY}")
    assert page.status_code == 200
    assert said("err.dependent") in page.text
    assert said("refuse.where") in page.text
    assert CANARY not in page.text
    assert flows.kept == []
    assert "board" in flows.codes
    assert CANARY in walker.post("edit").text


def test_edit_shows_the_writers_own_words(walker):
    walker.previewed(good=f"<b>{CANARY}</b>")
    page = walker.post("edit")
    assert page.status_code == 200
    assert f"&lt;b&gt;{CANARY}&lt;/b&gt;</textarea>" in page.text
    assert 'value="interview" id="step-interview" autocomplete="off" checked' in page.text


def test_a_text_keeps_its_first_line_empty_after_edit(walker):
    page = walker.previewed(good="\nsecond line").post("edit")
    assert ">\n\nsecond line</textarea>" in page.text


def test_sending_twice_keeps_one_and_says_so(walker, flows):
    walker.previewed()
    preview = walker.page
    assert walker.post("send").status_code == 303
    walker.page = preview
    again = walker.post("send")
    assert (again.status_code, again.headers["location"]) == (303, "/form/en/thanks")
    assert len(flows.kept) == 1


def test_what_is_changed_after_sending_is_told_not_to_be_kept(walker, flows):
    walker.previewed()
    preview = walker.page
    walker.post("send")
    walker.page = preview
    walker.post("edit")
    walker.post("questions", step="interview", improve=f"Something else {CANARY}")
    changed = walker.post("send")
    assert changed.status_code == 409
    assert said("err.changed") in changed.text
    assert CANARY not in changed.text
    assert len(flows.kept) == 1


def test_a_spent_code_loses_no_words(walker, flows):
    walker.previewed(improve=f"The letter {CANARY}")
    flows.codes = {"fresh": SourceGroup.SOUNDING_BOARD}
    refused = walker.post("send")
    assert CANARY not in refused.text
    assert CANARY in walker.post("screening", waiting="no", invitation="fresh").text


def test_while_the_engine_is_down_the_words_stay(walker, flows):
    walker.admitted()
    flows.down = True
    page = walker.post("questions", step="waiting", improve=CANARY)
    assert page.status_code == 503
    assert said("err.server") in page.text
    assert CANARY in page.text


def test_while_the_store_is_down_sending_can_be_tried_again(walker, flows):
    walker.previewed(improve=f"The letter {CANARY}")
    flows.down = True
    page = walker.post("send")
    assert page.status_code == 503
    assert said("problem.kept") in page.text
    assert CANARY not in page.text
    flows.down = False
    assert walker.post("send").status_code == 303
    assert len(flows.kept) == 1


def test_while_the_store_is_down_no_code_is_refused(walker, flows):
    flows.down = True
    page = walker.post("screening", waiting="no", invitation="board")
    assert page.status_code == 503
    assert said("err.server") in page.text


@pytest.mark.parametrize("wrong", ["", "x" * 43, "é"])
def test_a_form_from_elsewhere_changes_nothing(walker, flows, wrong):
    assert walker.post("screening", waiting="no", invitation="board", csrf=wrong).status_code == 400
    assert flows.asked == []
    walker.previewed()
    page = walker.post("send", csrf=wrong)
    assert page.status_code == 400
    assert said("err.session") in page.text
    assert flows.kept == []
    assert walker.post("send").status_code == 303


def test_without_the_cookie_the_words_stay_on_the_page(walker):
    walker.admitted()
    walker.client.cookies.clear()
    page = walker.post("questions", step="waiting", improve=CANARY)
    assert page.status_code == 400
    assert said("err.session") in page.text
    assert CANARY in page.text


def test_the_cookie_is_for_the_form_alone(client):
    cookie = client.get("/form/nl").headers["set-cookie"].lower()
    assert {"httponly", "path=/form", "samesite=strict", "secure"} <= set(cookie.split("; "))
    assert "max-age" not in cookie


def test_questions_without_a_code_keep_the_words_sealed(walker, flows):
    page = walker.post("questions", step="waiting", improve=f"late {CANARY}", draft="")
    assert page.status_code == 400
    assert said("err.again") in page.text
    assert CANARY not in page.text
    assert CANARY in walker.post("screening", waiting="no", invitation="board").text
    assert flows.kept == []


@pytest.mark.parametrize("page", ["send", "edit", "language"])
def test_a_preview_that_is_too_old_starts_again(walker, page):
    answer = walker.post(page, draft="from-before-a-restart")
    assert answer.status_code == 400
    assert said("err.expired") in answer.text


@pytest.mark.parametrize("page", ["", "nonsense", CANARY])
def test_an_unknown_page_is_a_problem_page(walker, page):
    answer = walker.post(page)
    assert answer.status_code == 400
    assert said("err.body") in answer.text
    assert CANARY not in answer.text


def test_send_cannot_skip_the_questions(walker, flows):
    answer = walker.admitted().post("send")
    assert answer.status_code == 400
    assert flows.kept == []


def test_another_language_keeps_what_is_filled_in(walker):
    walker.admitted("partner")
    page = walker.post("language", path="/form/ar", step="appeal", good=CANARY, improve="")
    assert page.status_code == 200
    assert 'dir="rtl"' in page.text
    assert CANARY in page.text
    assert 'value="appeal" id="step-appeal" autocomplete="off" checked' in page.text


def test_another_language_shows_the_preview_again(walker):
    walker.previewed()
    page = walker.post("language", path="/form/uk")
    assert page.status_code == 200
    assert said("preview.title", "uk") in page.text
    assert "<mark>[name]</mark>" in page.text


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        ("{}", "application/json", 415),
        ("x", "text/plain", 415),
        (f"page=send&good={CANARY}%FF", "application/x-www-form-urlencoded", 400),
        ("good=" + "x" * LARGEST_BODY, "application/x-www-form-urlencoded", 413),
    ],
)
def test_what_is_no_form_is_a_page_too(client, content, kind, status):
    answer = client.post("/form/so", content=content, headers={"Content-Type": kind})
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")
    assert said("err.large" if status == 413 else "err.body", "so") in answer.text
    assert CANARY not in answer.text


def test_missing_fields_never_break(walker):
    walker.admitted()
    answer = walker.post("questions", step="waiting", good="a")
    assert answer.status_code == 200
    assert said("preview.title") in answer.text


def test_words_are_in_no_log_and_no_address(walker, caplog):
    caplog.set_level(logging.DEBUG)
    walker.previewed(improve=f"late {CANARY}")
    sent = walker.post("send")
    assert CANARY not in caplog.text
    assert CANARY not in sent.headers["location"]


def test_pages_are_not_stored_and_the_style_is(client):
    page = client.get("/form/nl")
    assert page.headers["cache-control"] == "no-store"
    address = re.search(r'href="(/static/site\.css\?v=[0-9a-f]+)"', page.text)[1]
    style = client.get(address)
    assert "immutable" in style.headers["cache-control"]
    assert style.headers["content-type"].startswith("text/css")
    assert client.get("/static/icon.svg").headers["content-type"] == "image/svg+xml"
    assert client.get("/static/nothing.css").status_code == 404


def test_each_page_has_the_way_out(walker):
    for page in (walker.page, walker.admitted().page, walker.client.get("/form/en/thanks").text):
        assert f'<a class="exit" href="{FACTS.exit_url}" rel="noreferrer">' in page


def test_a_walker_of_each_language_arrives(client, flows):
    for language in available_languages():
        flows.codes["board"] = SourceGroup.SOUNDING_BOARD
        assert Walker(client, language).previewed().post("send").status_code == 303
    assert len(flows.kept) == len(available_languages())
