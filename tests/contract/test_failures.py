"""What we depend on fails: 503, nothing stored, nothing spent, no words in the answer or on stderr."""

import dataclasses
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event, text
from starlette.testclient import TestClient

from feedback_api import assemble
from feedback_api.classify.classifier import Classifier
from feedback_api.flows import admit, receive
from feedback_api.flows.invite import invite
from feedback_api.store.engine import open_database, writing
from feedback_api.terms.codebook import SourceGroup, Step
from feedback_api.terms.errors import Unavailable
from feedback_api.terms.feedback import Submission, Ticket
from feedback_api.terms.text import RawText
from feedback_api.web import intake_api

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)

CANARY = "zwaluwnest"
ITEM = {
    "improve": f"The {CANARY} in the waiting room was cold and dark.",
    "step": "arrival",
    "language": "en",
}


class BrokenEncoder:
    """An encoder whose library fails and names the text, as careless libraries do."""

    def encode(self, texts):
        raise RuntimeError(f"cannot encode {texts[0]}")


def count(database, table="inbox_item"):
    with database.connect() as connection:
        return connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()


def assert_unavailable(answer):
    assert answer.status_code == 503
    assert answer.headers["retry-after"]
    assert answer.json()["type"] == "/problems/unavailable"
    assert CANARY not in answer.text


def test_a_failing_encoder(database, reader, settings, token, capfd):
    broken = dataclasses.replace(reader, classifier=Classifier(BrokenEncoder(), reader.classifier._heads))
    site = TestClient(assemble.build(settings, database, broken, lambda: NOW))
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": '"k"'}
    assert_unavailable(site.post("/v1/feedback-items", json=ITEM, headers=headers))
    assert_unavailable(site.post("/v1/previews", json=ITEM, headers=headers))
    assert count(database) == 0
    assert CANARY not in "".join(capfd.readouterr())


def test_a_locked_database(site, post, database):
    with writing(database) as holder:
        holder.execute(text("DELETE FROM inbox_item"))
        if database.dialect.name == "postgresql":
            holder.execute(text("LOCK TABLE inbox_item IN ACCESS EXCLUSIVE MODE"))
        assert_unavailable(post(ITEM))
    assert count(database) == 0
    assert post(ITEM).status_code == 201


def test_a_database_that_went_away(site, post, database, database_url):
    with database.begin() as connection:
        connection.execute(text("ALTER TABLE inbox_item RENAME TO gone"))
    assert_unavailable(post(ITEM))
    with database.begin() as connection:
        connection.execute(text("ALTER TABLE gone RENAME TO inbox_item"))
    assert count(database) == 0
    assert post(ITEM).status_code == 201


def test_a_full_disk(sqlite, reader):
    (code,) = invite(sqlite, SourceGroup.STAFF, 1, date(2026, 12, 31))
    with sqlite.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    sqlite.dispose()
    full = open_database(str(sqlite.url), lock_timeout=0.5)
    # SQLite reports "database or disk is full" at this limit exactly as it does on a full disk.
    event.listen(full, "connect", lambda c, _: c.execute(f"PRAGMA max_page_count={pages}"))
    long_text = "The waiting room was cold and dark and nobody explained anything. " * 28
    submission = Submission(SourceGroup.STAFF, Step.ARRIVAL, RawText(long_text), RawText(long_text))
    with pytest.raises(Unavailable):
        receive.receive_with_code(reader, full, submission, Ticket(code), NOW)
    assert count(full) == 0
    assert admit.check_code(full, code, NOW) is SourceGroup.STAFF
    full.dispose()


def test_an_unexpected_failure_says_nothing_of_the_request(
    database, reader, settings, token, capfd, monkeypatch
):
    def explode(*_):
        raise RuntimeError(CANARY)

    monkeypatch.setattr(intake_api, "submission_of", explode)
    site = TestClient(assemble.build(settings, database, reader, lambda: NOW))
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": '"k"'}
    assert_unavailable(site.post("/v1/feedback-items", json=ITEM, headers=headers))
    assert CANARY not in "".join(capfd.readouterr())
