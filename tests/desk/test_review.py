"""The reviewers' desk as they use it, and as somebody would misuse it, on both databases."""

import re
from datetime import timedelta

import pytest
from starlette.testclient import TestClient
from tests.conftest import NOW, desk_client
from tests.reviewing import HEARD, LONELY, PERIOD, reviewable

from feedback_api import assemble
from feedback_api.flows.read_audit import read_whole_audit
from feedback_api.flows.read_paraphrases import read_paraphrases
from feedback_api.publish.drawn import DRAWN
from feedback_api.store.engine import writing
from feedback_api.store.masked_texts import texts_of_periods
from feedback_api.terms.codebook import Theme
from feedback_api.terms.roles import Role
from feedback_api.web.sealed_texts import LIFETIME

ABOUT = {"period": str(PERIOD), "theme": HEARD.value}
WRITTEN = {"nl": "Mensen vragen om brieven in gewone taal.", "en": "People ask for letters in plain words."}
LEAK = "The clerk Hope was kind to me at the desk"


@pytest.fixture
def ann(signed_in_client, database, signer):
    reviewable(database, signer, dict.fromkeys(range(60), LEAK))
    return signed_in_client(Role.REVIEWER, account="ann")


@pytest.fixture
def ben(ann, signed_in_client):
    return signed_in_client(Role.REVIEWER, account="ben")


def texts_on(page):
    return re.findall(r'<p class="masked" dir="auto">(.*?)</p>', page.text, re.S)


def references_on(page):
    return re.findall(r'name="text" value="([^"]+)"', page.text)


def reference_to(client, words):
    page = client.posts("/desk/en/review/texts", **ABOUT)
    pairs = zip(texts_on(page), references_on(page), strict=True)
    return next(sealed for said, sealed in pairs if words in said)


def waiting_on(client):
    return re.findall(r'name="paraphrase" value="([0-9a-f]{32})"', client.get("/desk/en/paraphrases").text)


def test_a_reviewer_reads_writes_and_another_lets_it_out(ann, ben, database):
    start = ann.get("/desk/nl/review")
    assert 'value="decision_letter"' in start.text
    page = ann.posts("/desk/nl/review/texts", **ABOUT)
    assert (page.status_code, len(texts_on(page))) == (200, DRAWN[0])
    sent = ann.posts("/desk/nl/review/paraphrase", **ABOUT, **WRITTEN)
    assert (sent.status_code, sent.headers["location"]) == (303, "/desk/nl/paraphrases?done=wrote")
    (written,) = waiting_on(ann)
    own = ann.posts("/desk/en/paraphrases/decide", paraphrase=written, verb="approved")
    assert (own.status_code, "Somebody else decides" in own.text) == (409, True)
    assert read_paraphrases(database, PERIOD, HEARD) == []
    assert ben.posts("/desk/en/paraphrases/decide", paraphrase=written, verb="approved").status_code == 303
    assert [one.texts for one in read_paraphrases(database, PERIOD, HEARD)] == [WRITTEN]
    assert WRITTEN["nl"] in ann.get("/desk/nl/paraphrases?done=approved").text
    again = ben.posts("/desk/en/paraphrases/decide", paraphrase=written, verb="refused")
    assert (again.status_code, "decided" in again.text) == (409, True)
    log = ann.get("/desk/en/audit").text
    assert all(word in log for word in ("approved", "wrote", "read", "2026-Q3", "2026-11-23"))


def test_a_leak_is_masked_with_ticks_and_a_button(ann, database):
    sealed = reference_to(ann, "Hope")
    words = ann.posts("/desk/en/review/words", text=sealed)
    (field,) = re.findall(r'name="(w\d+)" value="1" autocomplete="off"> <span dir="auto">Hope<', words.text)
    done = ann.posts("/desk/en/review/mask", text=sealed, kind="person", **{field: "1"})
    assert (done.status_code, "gone from all texts" in done.text) == (200, True)
    with writing(database) as session:
        found = [one.masked.text for one in texts_of_periods(session, [PERIOD])]
    assert not any("Hope" in one for one in found)
    assert found.count(LEAK.replace("Hope", "[name]")) == 60
    again = ann.posts("/desk/en/review/mask", text=sealed, kind="person", **{field: "1"})
    assert (again.status_code, "changed meanwhile" in again.text) == (409, True)


def test_no_key_of_a_record_is_in_a_page_and_no_two_looks_are_alike(ann, database):
    pages = [ann.posts("/desk/en/review/texts", **ABOUT) for _ in range(2)]
    seen = [set(references_on(page)) for page in pages]
    assert not seen[0] & seen[1]
    assert len({len(sealed) for one in seen for sealed in one}) == 1
    with writing(database) as session:
        keys = {one.place.record for one in texts_of_periods(session, [PERIOD])}
    for page in pages:
        assert not [key for key in keys if key.hex() in page.text]
        assert not re.search(r"\b(staff|sounding_board|chain_partner|general|negative)\b", page.text)


def test_a_reference_is_of_one_session_and_one_half_hour(ann, ben, database, reader, settings):
    sealed = reference_to(ann, "Hope")
    assert ben.posts("/desk/en/review/words", text=sealed).status_code == 409
    assert ann.posts("/desk/en/review/words", text=sealed[:-8] + "AAAAAAA=").status_code == 409
    assert ann.posts("/desk/en/review/words", text="").status_code == 409
    assert ann.posts("/desk/en/review/words", text="é").status_code == 409
    later = NOW + timedelta(seconds=LIFETIME + 1)
    app = assemble.build(settings, database, reader, lambda: later)
    cy = desk_client(app, database, Role.REVIEWER, account="ann", now=later)
    assert cy.posts("/desk/en/review/words", text=sealed).status_code == 409


def test_a_reference_is_too_old_after_half_an_hour(reader, database, signer, settings):
    reviewable(database, signer, dict.fromkeys(range(60), LEAK))
    moments = [NOW]
    app = assemble.build(settings, database, reader, lambda: moments[-1])
    client = desk_client(app, database, Role.REVIEWER)
    sealed = reference_to(client, "Hope")
    for minutes, status in ((20, 200), (31, 409)):
        moments.append(NOW + timedelta(minutes=minutes))
        assert client.posts("/desk/en/review/words", text=sealed).status_code == status


@pytest.mark.parametrize("role", [Role.DESIGNER, Role.EDITOR])
def test_nobody_else_sees_a_text(ann, signed_in_client, database, role):
    other = signed_in_client(role, account="dora")
    posts = ("review/texts", "review/words", "review/mask", "review/paraphrase", "paraphrases/decide")
    answers = [other.posts(f"/desk/en/{path}", **ABOUT, **WRITTEN) for path in posts]
    answers += [other.get(f"/desk/en/{path}") for path in ("review", "paraphrases", "audit")]
    assert {answer.status_code for answer in answers} == {403}
    assert not any("less waiting there" in answer.text for answer in answers)
    assert "/review" not in other.get("/desk/en").text
    assert read_whole_audit(database) == []


def test_nobody_reads_without_signing_in_or_without_the_proof(ann, site, database):
    anybody = TestClient(site.app, base_url="https://testserver")
    assert anybody.get("/desk/en/review", follow_redirects=False).status_code == 303
    assert anybody.post("/desk/en/review/texts", data=ABOUT).status_code in (401, 403)
    assert ann.post("/desk/en/review/texts", data={**ABOUT, "csrf": "0" * 64}).status_code == 403
    assert ann.get("/desk/en/review/texts").status_code in (404, 405)
    assert read_whole_audit(database) == []


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"period": "2026-Q3", "theme": LONELY.value}, 404),
        ({"period": "2026-Q3", "theme": Theme.SAFETY.value}, 404),
        ({"period": "2026-Q4", "theme": HEARD.value}, 404),
        ({"period": "<script>", "theme": HEARD.value}, 404),
        ({"period": "2026-Q3", "theme": "<b>theme</b>"}, 404),
        ({}, 404),
    ],
)
def test_what_may_not_be_read_is_said_in_words_and_not_repeated(ann, sent, status):
    page = ann.posts("/desk/nl/review/texts", **sent)
    assert page.status_code == status
    assert "Dit kan nu niet" in page.text
    assert "<script>" not in page.text
    assert "<b>" not in page.text


def test_a_paraphrase_is_shown_as_text_never_as_markup(ann, database):
    marked = {
        "nl": "Brieven <b>zijn</b> te <script>lang</script>",
        "en": "Letters <i>are</i> too long & hard",
    }
    assert ann.posts("/desk/nl/review/paraphrase", **ABOUT, **marked).status_code == 303
    page = ann.get("/desk/nl/paraphrases").text
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_faults_are_said_beside_the_field_and_safe_words_are_kept(ann):
    page = ann.posts("/desk/en/review/paraphrase", **ABOUT, nl="Brieven zijn te lang.", en="=1+1 letters")
    assert page.status_code == 400
    assert "reads this as a formula" in page.text
    assert "Brieven zijn te lang." in page.text


@pytest.mark.parametrize("words", ["Mr Mohammed Karimi was kind", "Call 06-12345678 about letters", LEAK])
def test_what_names_or_quotes_somebody_is_not_repeated(ann, words):
    page = ann.posts("/desk/en/review/paraphrase", **ABOUT, nl="Brieven zijn te lang.", en=words)
    assert page.status_code == 400
    assert words not in page.text.split('id="write"')[1]
    assert "Karimi" not in page.text
    assert "12345678" not in page.text


def test_two_names_in_one_go_and_too_many_ticks(ann):
    sealed = reference_to(ann, "Hope")
    many = {f"w{number}": "1" for number in range(30)}
    assert ann.posts("/desk/en/review/mask", text=sealed, kind="person", **many).status_code == 400
    none = ann.posts("/desk/en/review/mask", text=sealed, kind="person")
    assert (none.status_code, "No word was ticked" in none.text) == (400, True)
    assert ann.posts("/desk/en/review/mask", text=sealed, kind="person", w999="1").status_code == 400


@pytest.mark.parametrize("path", ["review", "paraphrases", "audit", "audit?before=1", "audit?before=x"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_pages_are_in_both_languages_and_stay_nowhere(ann, language, path):
    page = ann.get(f"/desk/{language}/{path}")
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    assert f'<html lang="{language}"' in page.text
    assert not re.search(r"desk\.[a-z]+\.", page.text)


def test_pages_with_texts_stay_nowhere(ann):
    for path, sent in (("texts", ABOUT), ("words", {"text": reference_to(ann, "Hope")})):
        page = ann.posts(f"/desk/en/review/{path}", **sent)
        assert page.headers["cache-control"] == "no-store"
        assert "script-src" not in page.headers["content-security-policy"]


def test_another_language_leads_nowhere(ann):
    assert ann.get("/desk/fr/review").status_code == 404


def test_a_database_that_is_gone_is_said(ann, database, monkeypatch):
    from feedback_api.flows import review_texts
    from feedback_api.terms.errors import Unavailable

    def gone(*_):
        raise Unavailable("gone")

    monkeypatch.setattr(review_texts, "read_texts", gone)
    page = ann.posts("/desk/en/review/texts", **ABOUT)
    assert page.status_code == 503
    assert "less waiting there" not in page.text
