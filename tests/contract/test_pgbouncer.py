"""The product through a real PgBouncer in transaction mode: nothing hangs on one session."""

import itertools
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event, text
from starlette.testclient import TestClient

from feedback_api import assemble
from feedback_api.flows.check_database import check_database
from feedback_api.flows.erase_expired import erase_expired
from feedback_api.flows.invite import invite
from feedback_api.flows.make_release import make_release
from feedback_api.flows.read_releases import read_release
from feedback_api.flows.register_client import register_client
from feedback_api.flows.settle import settle
from feedback_api.store.engine import open_database, reading, writing
from feedback_api.terms.client import ApiClient, Scope
from feedback_api.terms.codebook import SourceGroup
from feedback_api.terms.errors import Unavailable
from feedback_api.terms.period import ReportingPeriod

from .between import pooler
from .form_visitor import Visitor, count

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
AUTUMN, RELEASED_ON, ERASED_ON = ReportingPeriod(2026, 4), date(2027, 1, 4), date(2027, 2, 20)
ITEM = {"improve": "The letter was hard to read.", "step": "decision", "language": "en"}
WRITERS, EACH = 4, 8

OF_A_SESSION = re.compile(
    r"^\s*(LISTEN|PREPARE|DECLARE|SET (?!LOCAL|TRANSACTION)"
    r"|.*pg_advisory_lock|CREATE TEMP(?!.*ON COMMIT DROP))",
    re.I | re.S,
)
"""What a session remembers after its transaction, and a pooler would hand to somebody else."""


@pytest.fixture(scope="module")
def direct_url(postgres_url, template_database):
    """URL of a migrated database on the server itself."""
    engine = open_database(postgres_url("postgres"))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"CREATE DATABASE pooled TEMPLATE {template_database}"))
    engine.dispose()
    return postgres_url("pooled")


@pytest.fixture
def statements():
    """Everything that is said to the database through the pooler."""
    return []


@pytest.fixture
def pooled(direct_url, statements):
    """The database through a pooler that has three connections for all of us."""
    with pooler(direct_url, size=3) as url:
        database = open_database(url, lock_timeout=10.0)
        event.listen(
            database, "before_cursor_execute", lambda _c, _u, statement, *_: statements.append(statement)
        )
        yield database
        database.dispose()


def at_once(*works):
    with ThreadPoolExecutor(len(works)) as pool:
        for done in [pool.submit(work) for work in works]:
            done.result(60)


def test_posts_forms_settle_release_and_erase_several_at_once(pooled, reader, settings, signer, statements):
    site = TestClient(assemble.build(settings, pooled, reader, lambda: NOW), base_url="https://testserver")
    token = register_client(
        pooled, ApiClient("desk", SourceGroup.STAFF, None, frozenset({Scope.FEEDBACK_WRITE}))
    )
    codes, numbers, done = (
        invite(pooled, SourceGroup.SOUNDING_BOARD, 3, date(2026, 12, 31)),
        itertools.count(),
        threading.Event(),
    )

    def posts():
        for _ in range(EACH):
            sent = {"Authorization": f"Bearer {token}", "Idempotency-Key": f'"{next(numbers)}"'}
            answers = [site.post("/v1/feedback-items", json=ITEM, headers=sent) for _ in range(2)]
            assert [answer.status_code for answer in answers] == [201, 201]

    def forms():
        for code in codes:
            visitor = Visitor(TestClient(site.app, base_url="https://testserver"))
            visitor.enter(code)
            visitor.answer("De brief was moeilijk te lezen.")
            assert visitor.press("send").headers["location"] == "/form/nl/thanks"

    def settles():
        while not done.wait(0.05):
            settle(pooled)

    with ThreadPoolExecutor(2) as jobs:
        running = [jobs.submit(settles) for _ in range(2)]
        try:
            at_once(forms, *([posts] * WRITERS))
        finally:
            done.set()
        assert [job.result(60) for job in running] == [None, None]
    settle(pooled)
    sent = WRITERS * EACH + len(codes)
    assert (count(pooled, "feedback_record"), count(pooled, "inbox_item")) == (sent, 0)
    make_release(pooled, AUTUMN, settings.policy, 1, RELEASED_ON, signer)
    assert read_release(pooled).period == AUTUMN
    assert site.get("/v1/themes").status_code == 200
    assert erase_expired(pooled, ERASED_ON) == sent
    assert isinstance(check_database(pooled), list)
    assert [said for said in statements if OF_A_SESSION.match(said)] == []


def test_a_connection_that_goes_round_remembers_nothing(direct_url):
    """One connection to the server for all: what somebody left in it, the next would find."""
    with pooler(direct_url, size=1) as url:
        databases = [open_database(url, lock_timeout=5.0) for _ in range(2)]
        for number in range(16):
            with writing(databases[number % 2]) as session:
                session.execute(text("INSERT INTO carried_quarter VALUES ('2020-Q1') ON CONFLICT DO NOTHING"))
                assert session.execute(text("SHOW lock_timeout")).scalar_one() == "5s"
        left = "SELECT current_setting('lock_timeout'), (SELECT count(*) FROM pg_prepared_statements)"
        with databases[0].connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            assert tuple(connection.execute(text(left)).one()) == ("0", 0)
        for database in databases:
            database.dispose()


def test_a_lock_is_waited_for_as_long_as_configured(direct_url):
    with pooler(direct_url, size=2) as url:
        holder, waiter = open_database(url), open_database(url, lock_timeout=0.3)
        with writing(holder) as session:
            session.execute(text("LOCK TABLE inbox_item IN ACCESS EXCLUSIVE MODE"))
            with pytest.raises(Unavailable), reading(waiter) as other:
                other.execute(text("SELECT count(*) FROM inbox_item"))
        for database in (holder, waiter):
            database.dispose()
