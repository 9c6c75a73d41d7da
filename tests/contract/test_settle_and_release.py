"""From the inbox to a frozen release, on both databases: once, in order, and nothing afterwards."""

import json
import threading
from datetime import date

import pytest
from sqlalchemy import text

from feedback_api.flows.erase_expired import erase_expired
from feedback_api.flows.make_release import make_release
from feedback_api.flows.read_releases import read_document, read_release
from feedback_api.flows.settle import settle
from feedback_api.release.freeze import digest
from feedback_api.store.engine import writing
from feedback_api.store.feedback import add_to_inbox
from feedback_api.store.releases import list_releases, lock_releases
from feedback_api.terms.codebook import Sentiment, SourceGroup, Step, Theme
from feedback_api.terms.errors import ReleaseRefused, Unavailable
from feedback_api.terms.feedback import FeedbackRecord, split_vote
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.text import MaskedText

Q3 = ReportingPeriod(2026, 3)
TODAY = date(2026, 11, 23)


def put(database, count, period=Q3, themes=(Theme.WAITING_TIME,)):
    for number in range(count):
        record = FeedbackRecord(
            period,
            SourceGroup.STAFF,
            Step.GENERAL,
            Sentiment.NEGATIVE,
            split_vote(themes),
            improve=MaskedText(f"text {number:04d}"),
        )
        with writing(database) as session:
            add_to_inbox(session, record)


def counted(database, table):
    with database.connect() as connection:
        return connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()


def test_settle_moves_each_message_once_with_its_whole_vote(database):
    put(database, 30, themes=(Theme.WAITING_TIME, Theme.INFORMATION, Theme.OTHER))
    assert settle(database) == 30
    assert settle(database) == 0
    assert (counted(database, "inbox_item"), counted(database, "feedback_record")) == (0, 30)
    with database.connect() as connection:
        assert connection.execute(text("SELECT sum(sixths) FROM theme_assignment")).scalar_one() == 180


def test_settle_waits_for_company(database):
    put(database, 19)
    assert settle(database, at_least=20) == 0
    put(database, 1)
    assert settle(database, at_least=20) == 20


def test_two_settles_at_once_store_each_message_once(database):
    put(database, 60)
    settled = []
    threads = [threading.Thread(target=lambda: settled.append(settle(database))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(settled) == 60
    assert counted(database, "feedback_record") == 60


def test_settled_order_is_not_the_order_of_arrival(database):
    put(database, 200)
    settle(database)
    with database.connect() as connection:
        texts = connection.execute(text("SELECT improve FROM feedback_record")).scalars().all()
    arrival = [int(t.split()[1]) for t in texts]
    n = len(arrival)
    squares = sum((place - came) ** 2 for place, came in enumerate(arrival))
    spearman = 1 - 6 * squares / (n * (n * n - 1))
    assert abs(spearman) < 0.25  # 3.5 standard deviations of chance at n = 200


@pytest.fixture
def release(database, settings, signer):
    def make(period=Q3, today=TODAY, signer=signer):
        return make_release(database, period, settings.policy, 1, today, signer)

    return make


@pytest.fixture
def refused(release):
    def reason(**which):
        with pytest.raises(ReleaseRefused) as caught:
            release(**which)
        return caught.value.reason

    return reason


def test_a_release_freezes_noisy_numbers_and_a_ledger_row(database, release):
    put(database, 60)
    settle(database)
    made = release()
    document = json.loads(read_document(database, Q3))
    assert digest(document) == made.digest == read_release(database).digest
    by_group = next(t for t in made.tables if t.name == "theme-by-group")
    (cell,) = [c for c in by_group.cells if c.key == {"theme": "waiting_time", "source_group": "staff"}]
    assert 40 < cell.estimate < 80
    assert cell.low < cell.estimate < cell.high
    with database.connect() as connection:
        ledger = connection.execute(text("SELECT period, table_name, epsilon FROM ledger_entry")).all()
    assert {tuple(row) for row in ledger} == {
        ("2026-Q3", "theme-by-group", 0.7),
        ("2026-Q3", "group-by-step", 0.15),
        ("2026-Q3", "step-by-rating", 0.15),
    }


def test_a_second_run_is_refused_and_changes_nothing(database, release, refused):
    put(database, 60)
    settle(database)
    release()
    before = read_document(database, Q3)
    assert refused() == "already-released"
    assert read_document(database, Q3) == before
    assert counted(database, "ledger_entry") == 3


def test_two_releases_at_once_publish_one(database, release):
    put(database, 60)
    settle(database)
    outcomes = []

    def run():
        try:
            outcomes.append(release().digest)
        except ReleaseRefused as refusal:
            outcomes.append(refusal.reason)

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes)[0] == "already-released"
    assert (counted(database, "published_release"), counted(database, "ledger_entry")) == (1, 3)


def test_no_release_begins_while_another_is_being_made(database, release):
    """Two at once of different quarters would both follow the same one."""
    with writing(database) as session:
        lock_releases(session)
        assert list_releases(session) == []
        with pytest.raises(Unavailable):
            release()
    assert counted(database, "published_release") == 0


def test_an_open_period_is_refused(refused):
    assert refused(period=ReportingPeriod(2026, 4)) == "period-open"


def test_an_inbox_with_messages_of_the_period_is_refused(database, refused):
    put(database, 60)
    assert refused() == "not-settled"


def test_an_earlier_period_cannot_join_the_chain_later(database, release, refused):
    release()
    assert refused(period=ReportingPeriod(2026, 2)) == "later-released"


def test_releases_are_chained(database, release):
    put(database, 500, ReportingPeriod(2026, 2))
    settle(database)
    first = release(ReportingPeriod(2026, 2))
    second = release()
    assert second.previous_digest == first.digest


def test_no_text_outlives_the_promise_even_where_nothing_was_released(database):
    put(database, 3, ReportingPeriod(2026, 1))
    put(database, 2, ReportingPeriod(2026, 2))
    settle(database)
    texts = "SELECT count(improve) FROM feedback_record"
    for today, left in ((date(2026, 12, 31), 5), (date(2027, 1, 1), 2), (date(2027, 4, 1), 0)):
        assert erase_expired(database, today, months_kept=12) == 0
        with database.connect() as connection:
            assert connection.execute(text(texts)).scalar_one() == left
    assert counted(database, "feedback_record") == 5  # the codes wait to be counted


def test_erase_takes_records_thirty_days_after_the_freeze(database, release):
    put(database, 60)
    put(database, 5, ReportingPeriod(2026, 4))
    settle(database)
    release()
    assert erase_expired(database, date(2026, 12, 22)) == 0
    assert erase_expired(database, date(2026, 12, 23)) == 60
    assert counted(database, "feedback_record") == counted(database, "theme_assignment") == 5
    assert read_release(database, Q3).period == Q3


def test_answers_for_retries_go_although_nobody_posts_any_more(database, post):
    """A new half day's first post drives them out; when none comes, the daily erase does."""
    assert post({"improve": "The letter came late and nobody called.", "step": "decision"}).status_code == 201
    counted = "SELECT (SELECT count(*) FROM idempotency_answer), (SELECT count(*) FROM idempotency_secret)"

    def left():
        with database.connect() as connection:
            return tuple(connection.execute(text(counted)).one())

    erase_expired(database, date(2026, 11, 23))
    assert left() == (1, 1)
    erase_expired(database, date(2026, 11, 25))
    assert left() == (0, 0)
