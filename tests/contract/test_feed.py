"""The Atom feed: valid, stable, escaped, in every language of the form, and no finer than the release."""

import re
from datetime import UTC, date, datetime

import pytest
from defusedxml.ElementTree import fromstring
from sqlalchemy import text

from feedback_api.flows.approve_action import approve_action, withdraw_action
from feedback_api.flows.draft_action import draft_action
from feedback_api.flows.make_release import make_release
from feedback_api.flows.raise_signals import raise_action_published
from feedback_api.store.engine import writing
from feedback_api.terms.action import ActionStatus, Answer, Asked
from feedback_api.terms.codebook import SourceGroup, Theme
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.signals import PublishedAction
from feedback_api.web import atom
from feedback_api.web.texts import FIRST_LANGUAGES, available_languages

ATOM = {"a": "http://www.w3.org/2005/Atom"}
DAY = date(2026, 11, 23)
Q2, Q3 = ReportingPeriod(2026, 2), ReportingPeriod(2026, 3)


@pytest.fixture
def told(site, database, settings, signer, fill):
    """Two releases, the second with a theme that doubled and a new one, and an action."""
    for period, digital, interpreting in ((Q2, 60, 0), (Q3, 150, 80)):
        more = {Theme.POLICY: 100, Theme.DIGITAL: digital, Theme.INTERPRETING: interpreting}
        fill(database, period, {(group, theme): more[theme] for group in SourceGroup for theme in more})
        make_release(database, period, settings.policy, 1, DAY, signer)
    with writing(database) as session:
        raise_action_published(session, PublishedAction("a-1", 1, Theme.DIGITAL, "planned", Q3), DAY)
    return site


def entries(answer):
    root = fromstring(answer.content, forbid_dtd=True)
    return [
        {part: entry.findtext(f"a:{part}", namespaces=ATOM) for part in ("id", "title", "summary", "updated")}
        | {"href": entry.find("a:link", ATOM).get("href")}
        for entry in root.findall("a:entry", ATOM)
    ]


def test_what_became_public_is_in_the_feed(told):
    answer = told.get("/feed/en.atom")
    assert answer.headers["content-type"] == "application/atom+xml"
    by_id = {entry["id"]: entry for entry in entries(answer)}
    wanted = {
        "release-published:2026-Q2": "The results of 2026-Q2 are published",
        "release-published:2026-Q3": "The results of 2026-Q3 are published",
        "theme-rising:2026-Q3:digital": "Heard more often: ",
        "theme-newly-displayed:2026-Q3:interpreting": "New in the results: ",
        "action-published:a-1:1": "You said, we did: ",
    }
    for name, title in wanted.items():
        entry = by_id[f"tag:example.org,2026-11-23:{name}:en"]
        assert entry["title"].startswith(title)
        assert entry["updated"] == "2026-11-23T00:00:00Z"
        assert entry["summary"]
    assert by_id["tag:example.org,2026-11-23:action-published:a-1:1:en"]["href"] == "/actions/en"
    for entry in by_id.values():
        page = entry["href"]
        assert page.startswith("/actions/") or told.get(page).status_code == 200


def test_every_document_keeps_to_the_standard(told):
    """What RFC 4287 asks of a feed and of each entry (sections 4.1.1 and 4.1.2)."""
    seen = set()
    for language in available_languages():
        answer = told.get(f"/feed/{language}.atom")
        root = fromstring(answer.content, forbid_dtd=True)
        assert root.tag == "{http://www.w3.org/2005/Atom}feed"
        assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == language
        assert root.findtext("a:author/a:name", namespaces=ATOM)
        links = {link.get("rel"): link.get("href") for link in root.findall("a:link", ATOM)}
        assert links == {"self": f"/feed/{language}.atom", "alternate": f"/results/{language}"}
        for part in (root, *root.findall("a:entry", ATOM)):
            for needed in ("id", "title", "updated"):
                assert len(part.findall(f"a:{needed}", ATOM)) == 1
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", part.findtext("a:updated", namespaces=ATOM))
            name = part.findtext("a:id", namespaces=ATOM)
            assert re.fullmatch(r"tag:example\.org,\d{4}-\d\d-\d\d:[A-Za-z0-9:._-]+", name)
            assert name not in seen
            seen.add(name)
        assert len(root.findall("a:entry", ATOM)) >= 5
        assert "{" not in answer.text


def test_there_is_a_feed_in_every_language_of_the_form_in_its_own_words(told):
    feeds = [entries(told.get(f"/feed/{code}.atom")) for code in FIRST_LANGUAGES]
    titles = {tuple(entry["title"] for entry in feed) for feed in feeds}
    assert len(titles) == len(FIRST_LANGUAGES) == 12


def test_who_holds_the_feed_is_told_so_and_news_changes_it(told, database):
    first = told.get("/feed/nl.atom")
    tag = first.headers["etag"]
    assert re.fullmatch('"[0-9a-f]{32}"', tag)
    assert first.headers["cache-control"] == "no-cache"
    again = told.get("/feed/nl.atom", headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    head = told.head("/feed/nl.atom")
    assert (head.status_code, head.content) == (200, b"")
    with writing(database) as session:
        raise_action_published(session, PublishedAction("a-1", 2, Theme.DIGITAL, "done", Q3), DAY)
    news = told.get("/feed/nl.atom", headers={"If-None-Match": tag})
    assert news.status_code == 200
    before, after = ({entry["id"] for entry in entries(one)} for one in (first, news))
    assert after - before == {"tag:example.org,2026-11-23:action-published:a-1:2:nl"}
    assert before <= after


def test_releases_from_before_there_were_events_are_in_it_too(told, database):
    before = entries(told.get("/feed/nl.atom"))
    with database.begin() as connection:
        connection.execute(text("DELETE FROM signal_event WHERE type <> 'action-published'"))
    assert entries(told.get("/feed/nl.atom")) == before


def test_an_answer_is_news_once_a_second_person_approved_it_and_none_when_it_is_withdrawn(
    told, database, reader
):
    asked = Asked(Theme.INTERPRETING, Q3)
    answer = Answer(ActionStatus.PLANNED, {"nl": "Er komt een lijst.", "en": "There will be a list."})
    moment = datetime(2026, 11, 23, tzinfo=UTC)
    before = entries(told.get("/feed/en.atom"))
    draft = draft_action(reader.deidentifier, database, asked, answer, "writer", moment)
    assert entries(told.get("/feed/en.atom")) == before
    action = approve_action(database, draft, "approver", DAY)
    news = [entry for entry in entries(told.get("/feed/en.atom")) if entry not in before]
    assert [entry["id"] for entry in news] == [
        f"tag:example.org,2026-11-23:action-published:{action.id}:1:en"
    ]
    withdraw_action(database, action.id, "approver", DAY)
    assert entries(told.get("/feed/en.atom")) == before


def test_a_house_without_releases_has_an_empty_feed(site):
    answer = site.get("/feed/nl.atom")
    assert answer.status_code == 200
    assert entries(answer) == []


@pytest.mark.parametrize("path", ["/feed/xx.atom", "/feed/nl", "/feed/nl.rss", "/feed/..%2fnl.atom"])
def test_what_is_no_feed_is_not_found(site, path):
    assert site.get(path).status_code == 404


def test_the_results_lead_to_the_feed(site):
    for language in ("nl", "ar"):
        page = site.get(f"/results/{language}").text
        assert '<link rel="alternate" type="application/atom+xml"' in page
        assert page.count(f'href="/feed/{language}.atom"') == 2


def test_whatever_stands_in_a_feed_is_escaped():
    odd = "<script>&\"'</title>]]>"
    entry = atom.Entry("tag:example.org,2026-01-01:x", odd, odd, DAY, "/results/nl?a=1&b=2", odd)
    feed = atom.Feed("tag:example.org,2026-01-01:f", odd, "nl", odd, "/feed/nl.atom", "/results/nl", [entry])
    document = atom.atom(feed)
    root = fromstring(document, forbid_dtd=True)
    assert b"<script" not in document
    assert root.findtext("a:title", namespaces=ATOM) == odd
    assert root.findtext("a:entry/a:summary", namespaces=ATOM) == odd
    assert root.find("a:entry/a:link", ATOM).get("href") == "/results/nl?a=1&b=2"


def test_the_feed_tells_no_number_that_the_release_does_not_show(told):
    """It tells none at all: only days, periods and names of themes."""
    root = fromstring(told.get("/feed/en.atom").content, forbid_dtd=True)
    shown = [
        element.text or "" for part in ("title", "summary") for element in root.iterfind(f".//a:{part}", ATOM)
    ]
    words = " ".join(shown)
    assert set(re.findall(r"\d+(?:-Q\d)?", words)) <= {"2026-Q2", "2026-Q3"}
