"""From records to every tier's tables and to the answers that read them; on both databases."""

import pytest
from starlette.testclient import TestClient

from feedback_api import assemble
from feedback_api.flows.make_release import make_release
from feedback_api.flows.settle import settle
from feedback_api.settings import Settings
from feedback_api.store.engine import reading, writing
from feedback_api.store.feedback import add_to_inbox, tally_votes
from feedback_api.terms.codebook import PartnerType, Rating, Sentiment, SourceGroup, Step, Theme
from feedback_api.terms.feedback import FeedbackRecord, split_vote
from feedback_api.terms.period import ReportingPeriod

Q2, Q3 = ReportingPeriod(2026, 2), ReportingPeriod(2026, 3)
EVERYONE = tuple(SourceGroup)


def put(database, count, rating=Rating.BAD, step=Step.WAITING, period=Q3, group=SourceGroup.STAFF):
    votes = split_vote([Theme.DIGITAL, Theme.DOCUMENTS, Theme.OTHER])
    record = FeedbackRecord(period, group, step, Sentiment.NEGATIVE, votes, rating=rating)
    with writing(database) as session:
        for _ in range(count):
            add_to_inbox(session, record)
    settle(database)


def test_votes_are_counted_by_any_dimensions(database):
    put(database, 3)
    put(database, 2, rating=None)
    put(database, 4, period=Q2)
    put(database, 5, group=SourceGroup.SOUNDING_BOARD)
    with reading(database) as session:
        two_groups = EVERYONE[1:]
        assert tally_votes(session, [Q3], ["step", "rating"], two_groups) == {
            ("waiting", "bad"): 18,
            ("waiting", "not_given"): 12,
        }
        assert tally_votes(session, [Q2, Q3], ["source_group"], two_groups) == {("staff",): 54}
        by_theme = tally_votes(session, [Q3], ["theme", "source_group", "step", "sentiment"], EVERYONE)
    assert by_theme["digital", "staff", "waiting", "negative"] == 10
    assert by_theme["other", "sounding_board", "waiting", "negative"] == 10
    assert sum(by_theme.values()) == 6 * 10


def test_partners_are_counted_by_kind_and_nobody_else_is(database):
    votes = split_vote([Theme.COORDINATION])
    for group, kind in (
        (SourceGroup.CHAIN_PARTNER, PartnerType.LEGAL),
        (SourceGroup.CHAIN_PARTNER, None),
        (SourceGroup.STAFF, None),
    ):
        with writing(database) as session:
            add_to_inbox(
                session, FeedbackRecord(Q3, group, Step.WAITING, Sentiment.MIXED, votes, partner_type=kind)
            )
    settle(database)
    partners = (SourceGroup.CHAIN_PARTNER,)
    with reading(database) as session:
        assert tally_votes(session, [Q3], ["partner_type"], partners) == {("legal",): 6}
        assert tally_votes(session, [Q3], ["theme", "partner_type"], partners) == {
            ("coordination", "legal"): 6
        }


@pytest.fixture
def ask(sqlite, reader, signer):
    """Answers of a deployment that expects so many messages."""

    def asked(expected):
        settings = Settings(expected_messages=expected, members_staff=300, members_sounding_board=300)
        put(sqlite, 120)
        put(sqlite, 60, rating=Rating.GOOD, step=Step.INTERVIEW)
        put(sqlite, 90, group=SourceGroup.SOUNDING_BOARD)
        make_release(sqlite, Q3, settings.policy, 1, assemble.now().date(), signer)
        site = TestClient(assemble.build(settings, sqlite, reader), base_url="http://testserver")
        return lambda path: site.get(f"/v1{path}")

    return asked


def test_ratings_say_which_steps_go_badly(ask):
    get = ask(900)
    answer = get("/ratings").json()
    steps = {item["step"]: item for item in answer["items"]}
    assert list(steps) == [step.value for step in Step]
    waiting = {row["rating"]: row for row in steps["waiting"]["ratings"]}
    assert list(waiting) == ["good", "mixed", "bad", "not_given"]
    assert 150 < waiting["bad"]["votes"]["estimate"] < 270
    assert waiting["bad"]["share"]["low"] < waiting["bad"]["share"]["estimate"] <= 1
    assert waiting["good"]["votes"] == "too-few"
    assert answer["release"]["table"] == "step-by-rating"
    (one,) = get("/ratings?step=interview").json()["items"]
    assert one == steps["interview"]
    assert get("/ratings?step=nowhere").status_code == 400
    assert get("/ratings?period=2020-Q1").status_code == 404


def test_a_combination_comes_with_its_tier_and_is_named_missing_before(ask):
    get = ask(900)
    missing = get("/themes?sourceGroup=staff&step=waiting")
    assert missing.status_code == 404
    assert "theme-by-group" in missing.json()["available"]


def test_the_cube_answers_theme_by_group_by_step(ask):
    get = ask(6_000)
    themes = get("/themes?sourceGroup=staff&step=waiting").json()
    shown = [item for item in themes["items"] if item["votes"] != "too-few"]
    assert {"digital", "documents", "other"} & {item["themeId"] for item in shown}
    assert themes["release"]["table"] == "theme-by-group-by-step"
    for path in ("/themes?step=waiting", "/themes?sentiment=negative&sourceGroup=staff"):
        assert get(path).status_code == 200
    ledger = get("/ledger").json()["items"]
    assert sum(row["epsilon"] for row in ledger) == pytest.approx(1.0)
    assert len(ledger) == 5


def test_the_ledger_and_the_list_name_every_quarter(ask):
    get = ask(900)
    assert get("/releases").json()["items"][0]["periods"] == ["2026-Q3"]
    assert {row["period"] for row in get("/ledger").json()["items"]} == {"2026-Q3"}
