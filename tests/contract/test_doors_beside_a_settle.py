"""People and systems send while settles, erasures and draws of codes hold the tables: nobody is refused."""

import secrets
import threading
import time
from contextlib import contextmanager
from datetime import UTC, date, datetime

from sqlalchemy import text

from feedback_api.flows.erase_expired import erase_expired
from feedback_api.flows.invite import invite
from feedback_api.flows.keep_once import Kept, keep_once, keep_with_code
from feedback_api.flows.settle import settle
from feedback_api.membership.codes import hash_code
from feedback_api.store.engine import writing
from feedback_api.store.feedback import add_to_inbox
from feedback_api.store.idempotency import Attempt, keep_answer
from feedback_api.store.invitations import spend_invitation
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
    assert kept(database) == 3 * EACH


def kept(database):
    with database.connect() as connection:
        return connection.execute(text("SELECT count(*) FROM feedback_record")).scalar_one()


def test_a_settle_waits_for_a_door_that_has_spent_a_code_and_not_yet_kept_the_message(database):
    """Both take the tables in one order: otherwise each would wait for the other."""
    codes = invite(database, SourceGroup.STAFF, 2, LAST_DAY)
    person(database, codes[:1])
    with at_once((later, settle, database)) as failures, writing(database) as session:
        keep_answer(session, attempt(), {}, NOW)
        session.flush()
        time.sleep(1)
        assert spend_invitation(session, hash_code(codes[1]), NOW.date())
        add_to_inbox(session, record(SourceGroup.STAFF))
    assert failures == []
    settle(database)
    assert kept(database) == 2


def later(work, *given):
    time.sleep(0.4)
    work(*given)
