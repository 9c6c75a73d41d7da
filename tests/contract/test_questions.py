"""The designers' twenty questions, asked of two frozen releases; the docs show the answers that come back.

The releases in tests/data/releases were made by this product from invented messages. They never change, so
neither do the answers. Question 12 is asked of a larger one that counts kinds of partners.
After a change of wording: FEEDBACK_PICTURES=keep, and look at what changed.
"""

import hashlib
import json
import os
import re
from datetime import date
from math import ceil, floor

import pytest
from starlette.testclient import TestClient
from tests.answering import published
from tests.conftest import NOW

from feedback_api import assemble
from feedback_api.publish.questions import QUESTIONS
from feedback_api.settings import Settings
from feedback_api.store import schema
from feedback_api.store.engine import open_database, writing
from feedback_api.store.releases import add_release
from feedback_api.terms.action import ActionStatus, Answer, Asked
from feedback_api.terms.codebook import PartnerType, Theme
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import Frozen
from feedback_api.web.texts import explore_texts_of

TEXTS = explore_texts_of("en", {})
PERIOD = "2026-Q3"
BY_PARTNER, OF_PARTNERS = "release-by-partner.json", 12
ANSWERED = Answer(
    ActionStatus.DONE,
    {"nl": "U hoort vooraf welke tolk er komt.", "en": "You hear beforehand which interpreter comes."},
)
HEAD = """# Twenty questions

What people ask who improve the service, where the answer stands, and what it is in an invented release.
The page is `/explore/en` and what stands below; a test asks every question and holds this list to that.
Numbers are votes, between brackets the 95 % interval. A question about one step asks the same of any other.
Question 12 is asked of a larger invented release, and so of any other kind of partner.

"""


def house(folder, files):
    database = open_database(f"sqlite:///{folder / 'house.db'}")
    schema.upgrade(database)
    with writing(database) as session:
        for file in files:
            document = file.read_text(encoding="utf-8")
            digest = f"sha256:{hashlib.sha256(document.encode()).hexdigest()}"
            frozen = Frozen(document, digest, date(2026, 11, 1))
            add_release(session, ReportingPeriod.parse(json.loads(document)["id"]), frozen)
    return database


@pytest.fixture(scope="module", name="by_partner")
def _by_partner(tmp_path_factory, pytestconfig, reader):
    file = pytestconfig.rootpath / "tests" / "data" / BY_PARTNER
    database = house(tmp_path_factory.mktemp("partners"), [file])
    yield TestClient(assemble.build(Settings(), database, reader, lambda: NOW))
    database.dispose()


@pytest.fixture(scope="module", name="asked")
def _asked(tmp_path_factory, pytestconfig, reader):
    files = sorted((pytestconfig.rootpath / "tests" / "data" / "releases").glob("*.json"))
    database = house(tmp_path_factory.mktemp("questions"), files)
    published(database, reader, ANSWERED, Asked(Theme.INTERPRETING, ReportingPeriod.parse(PERIOD)))
    yield TestClient(assemble.build(Settings(), database, reader, lambda: NOW))
    database.dispose()


def frozen_tables(path):
    """Cells of a frozen document in votes, read without the product."""
    document = json.loads(path.read_text(encoding="utf-8"))
    return {frozenset(t["dimensions"]): {frozenset(c["key"].items()): c["votes"] for c in t["cells"]}
            for t in document["tables"]}  # fmt: skip


def said(votes):
    if votes == "too-few":
        return "too few"
    least = "≥ " if votes.get("atLeast") else ""
    return f"{least}{votes['estimate']:.0f} ({floor(votes['low'])}–{ceil(votes['high'])})"


def percent(share):
    return f"{100 * share['estimate']:.0f} % ({floor(100 * share['low'])}–{ceil(100 * share['high'])})"


def most(answer, count=3):
    return "; ".join(f"{item['label']['en']} {said(item['votes'])}" for item in answer["items"][:count])


def of(theme):
    def one(answer):
        item = next(item for item in answer["items"] if item["themeId"] == theme)
        return f"{item['label']['en']} {said(item['votes'])}"

    return one


def over_time(answer):
    told = [f"{p['period']}: {said(p['votes'])}" + (f", {p['change']}" if p.get("change") else "")
            for p in answer["points"]]  # fmt: skip
    return "; ".join(told)


def of_rating(rating):
    def rated(answer):
        shown = [(row["share"], item["label"]["en"]) for item in answer["items"] for row in item["ratings"]
                 if row["rating"] == rating and row.get("share")]  # fmt: skip
        ranked = sorted(shown, key=lambda one: -one[0]["estimate"])[:3]
        return "; ".join(f"{label} {rating} {percent(share)}" for share, label in ranked)

    return rated


def differing(answer):
    told = [TEXTS.text(f"theme.{i['themeId']}") for i in answer["items"] if i["picture"] == "differs"]
    return f"agreement {answer['agreement']['value']['estimate']:.2f}; they differ on {'; '.join(told)}"


def hidden(answer):
    return "; ".join(f"{t['table']}: {t['tooFew']} of {t['cells']} cells" for t in answer["tables"][:3])


def written(answer):
    return "; ".join(item["texts"]["en"] for item in answer["items"]) or "none approved yet"


def done(answer):
    newest = [item["versions"][0] for item in answer["items"]]
    return "; ".join(f"{version['status']}: {version['texts']['en']}" for version in newest)


ANSWERS = {
    1: most,
    2: most,
    3: over_time,
    4: of_rating("bad"),
    5: most,
    6: differing,
    7: of("interpreting"),
    8: of("information"),
    9: of("decision_letter"),
    10: over_time,
    11: of_rating("bad"),
    12: of("coordination"),
    13: most,
    14: of("staff_conditions"),
    15: of("vulnerability"),
    16: most,
    17: of("digital"),
    18: written,
    19: hidden,
    20: done,
}


def test_there_are_twenty():
    assert [question.number for question in QUESTIONS] == list(range(1, 21)) == list(ANSWERS)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: f"{question.number}")
def test_each_has_a_page_and_a_call(asked, by_partner, question):
    asked = by_partner if question.number == OF_PARTNERS else asked
    for language in ("nl", "en"):
        page = asked.get(f"/explore/{language}{question.page}?period={PERIOD}")
        assert page.status_code == 200
        listed = asked.get(f"/explore/{language}/questions").text
        assert f'href="/explore/{language}{question.page}?period={PERIOD}"' in listed
    answer = asked.get(question.call)
    assert answer.status_code == 200
    assert ANSWERS[question.number](answer.json())


@pytest.mark.parametrize(
    "question", [q for q in QUESTIONS if q.call.startswith("/v1/themes?")], ids=lambda q: f"{q.number}"
)
def test_what_is_answered_about_themes_is_what_was_frozen(asked, by_partner, pytestconfig, question):
    names = {
        "step": "step",
        "sourceGroup": "source_group",
        "sentiment": "sentiment",
        "partnerType": "partner_type",
    }
    file = f"releases/{PERIOD}.json"
    if question.number == OF_PARTNERS:
        asked, file = by_partner, BY_PARTNER
    tables = frozen_tables(pytestconfig.rootpath / "tests" / "data" / file)
    query = dict(part.split("=") for part in question.call.partition("?")[2].split("&"))
    asked_for = {names[name]: value for name, value in query.items() if name in names}
    cells = tables[frozenset({"theme", *asked_for})]
    items = asked.get(question.call, params={"limit": 100} | query).json()["items"]
    assert len(items) == len(Theme)
    for item in items:
        frozen = cells[frozenset({("theme", item["themeId"]), *asked_for.items()})]
        if frozen == "too-few":
            assert item["votes"] == "too-few"
        else:
            told = item["votes"]
            assert told["estimate"] == pytest.approx(frozen["estimate"] / 6, abs=0.06)
            assert told["low"] <= frozen["low"] / 6 + 1e-9
            assert told["high"] >= frozen["high"] / 6 - 1e-9


def test_a_release_without_the_table_says_which_ones_it_has(asked):
    answer = asked.get("/v1/themes?step=interview&period=2026-Q2")
    assert answer.status_code == 404
    assert answer.json()["type"].endswith("/not-published")
    assert "theme-by-group" in answer.text


def test_handovers_fail_with_the_partners_that_say_so(by_partner, pytestconfig):
    tables = frozen_tables(pytestconfig.rootpath / "tests" / "data" / BY_PARTNER)
    heard = tables[frozenset({"partner_type"})]
    names = tables[frozenset({"theme", "partner_type"})]
    theme = shown_rows(by_partner.get("/explore/en/themes/coordination").text, "Which kind of chain partner")
    reach = shown_rows(by_partner.get("/explore/en/reach").text, "By kind of chain partner")
    assert list(theme) == list(reach) == [TEXTS.text(f"partner.{kind}") for kind in PartnerType]
    for kind in PartnerType:
        label, own = TEXTS.text(f"partner.{kind}"), ("partner_type", kind.value)
        for shown, votes in (
            (reach[label], heard[frozenset({own})]),
            (theme[label], names[frozenset({own, ("theme", "coordination")})]),
        ):
            expected = "too few" if votes == "too-few" else f"{round(votes['estimate'] / 6)}"
            assert expected in shown.lower().replace(",", ""), (kind, shown)
    unheard = [kind for kind in PartnerType if heard[frozenset({("partner_type", kind.value)})] == "too-few"]
    said = by_partner.get("/explore/en/reach").text
    assert unheard
    assert "too little came in: " + ", ".join(TEXTS.text(f"partner.{kind}") for kind in unheard) in said


def shown_rows(page, heading):
    """Rows of the table under a heading: what stands first, and the first number of each."""
    table = page.partition(f"<h2>{heading}")[2].partition("</table>")[0]
    found = re.findall(r'<th scope="row">(.*?)</th><td class="figure">(.*?)</td>', table, re.DOTALL)
    return {label: re.sub(r"<.*?>", "", votes).strip() for label, votes in found}


@pytest.mark.parametrize(
    ("path", "said"), [("themes/coordination", "theme.no-partners"), ("reach", "reach.heard")]
)
def test_a_release_without_kinds_of_partners_says_so(asked, path, said):
    page = asked.get(f"/explore/en/{path}?period=2026-Q2").text
    assert TEXTS.text(f"explore.{said}") in page
    if path == "reach":
        assert TEXTS.text("explore.reach.no-partners") in page
    answer = asked.get("/v1/themes?partnerType=reception")
    assert answer.status_code == 404
    assert "theme-by-partner-type" not in answer.text
    assert asked.get("/v1/themes?partnerType=nobody").status_code == 400


def test_the_docs_show_the_answers(asked, by_partner, pytestconfig):
    rows = ["| | Question | Page, call | Answer | Mind |", "|---|---|---|---|---|"]
    for one in QUESTIONS:
        site = by_partner if one.number == OF_PARTNERS else asked
        told = ANSWERS[one.number](site.get(one.call).json())
        lacks = TEXTS.text(f"explore.lacks.{one.lacks}") if one.lacks else ""
        question = TEXTS.text(f"explore.question.{one.number}")
        place = f"`{one.page or '/'}`<br>`{one.call}`"
        rows.append(f"| {one.number} | {question} | {place} | {told} | {lacks} |")
    expected = HEAD + "\n".join(rows) + "\n"
    path = pytestconfig.rootpath / "docs" / "reference" / "questions.md"
    if os.environ.get("FEEDBACK_PICTURES") == "keep":
        path.write_text(expected, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == expected
