"""People and systems send while settles, erasures and draws of codes hold the tables: nobody is refused."""

import secrets
import threading
from contextlib import contextmanager
from datetime import UTC, date, datetime

from sqlalchemy import text

from feedback_api.flows.erase_expired import erase_expired
from feedback_api.flows.invite import invite
from feedback_api.flows.keep_once import Kept, keep_once, keep_with_code
from feedback_api.flows.settle import settle
from feedback_api.membership.codes import hash_code
from feedback_api.store.idempotency import Attempt
from feedback_api.terms.codebook import Sentiment, SourceGroup, Step, Theme
from feedback_api.terms.feedback import FeedbackRecord, Received, split_vote
from feedback_api.terms.period import ReportingPeriod

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
PERIOD, LAST_DAY, EACH = ReportingPeriod(2026, 4), date(2026, 12, 31), 15


def attempt():
    return Attempt("somebody", secrets.token_hex(8), "body")


def record(group):
    return FeedbackRecord(PERIOD, group, Step.GENERAL, Sentiment.MIXED, split_vote([Theme.OTHER]))


def person(database, codes):
    for code in codes:
        keep_with_code(database, attempt(), record(SourceGroup.STAFF), hash_code(code), NOW)


def system(database):
    received = Received(PERIOD, {}, True, False)
    for _ in range(EACH):
        keep_once(database, [Kept(attempt(), record(SourceGroup.CHAIN_PARTNER), received)], NOW)


def operator(database, done):
    while not done.is_set():
        settle(database)
        erase_expired(database, NOW.date())
        invite(database, SourceGroup.STAFF, 1, LAST_DAY)


@contextmanager
def at_once(*works):
    """Each in a thread of its own; afterwards the errors that they ended with."""
    failures = []

    def run(work, *given):
        try:
            work(*given)
        except Exception as failure:
            failures.append(failure)

    threads = [threading.Thread(target=run, args=work) for work in works]
    for thread in threads:
        thread.start()
    yield failures
    for thread in threads:
        thread.join()


def test_nobody_is_refused_and_nothing_is_lost(database):
    codes, done = invite(database, SourceGroup.STAFF, 2 * EACH, LAST_DAY), threading.Event()
    doors = ((person, database, codes[:EACH]), (person, database, codes[EACH:]), (system, database))
    with at_once((operator, database, done), (operator, database, done)) as jobs:
        with at_once(*doors) as refused:
            pass
        done.set()
    settle(database)
    assert (refused, jobs) == ([], [])
    with database.connect() as connection:
        kept = connection.execute(text("SELECT count(*) FROM feedback_record")).scalar_one()
    assert kept == 3 * EACH
