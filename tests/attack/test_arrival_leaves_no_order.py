"""Messages come in a known order and are settled as the product does; then every physical order is read.

Whoever seizes the disk after a settle, and knows when somebody wrote, learns nothing: neither within a batch
nor between batches. A correct house shows a p under 0.01 once in a hundred looks, so a look that fails is
taken again with new messages: three in a row are no chance.
"""

import itertools
import secrets
from collections.abc import Iterator
from datetime import date

import pytest
from scipy.stats import spearmanr
from sqlalchemy import Engine, text
from tests.attack import disk

from feedback_api.flows import settle as settle_flow
from feedback_api.flows.erase_expired import erase_expired
from feedback_api.flows.invite import invite
from feedback_api.flows.settle import SETTLE_AT, settle
from feedback_api.membership.codes import hash_code
from feedback_api.store import feedback, no_order, partitions
from feedback_api.store.engine import writing
from feedback_api.store.feedback import add_to_inbox
from feedback_api.store.invitations import spend_invitation
from feedback_api.terms.codebook import Sentiment, SourceGroup, Step, Theme
from feedback_api.terms.errors import Unavailable
from feedback_api.terms.feedback import FeedbackRecord, split_vote
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.text import MaskedText

MESSAGES = {"sqlite": 910, "postgresql": 230}
"""Settled at twenty, the last ten daily. Enough to see, in each database, what a house without the rewrite
leaves: on SQLite that is fainter, a Spearman of about -0.25 within pages."""
LEAST_P = 0.01
LOOKS = 3
PERIOD = ReportingPeriod(2026, 4)
TODAY, LAST_DAY = date(2026, 11, 23), date(2026, 12, 31)


@pytest.fixture(autouse=True)
def _as_the_docs_ask(request: pytest.FixtureRequest, database: Engine) -> Iterator[None]:
    """PostgreSQL set as docs/how-to/postgresql.md asks: used segments of the log are removed."""
    if database.dialect.name == "sqlite":
        yield
        return
    _tell(database, "ALTER SYSTEM SET wal_recycle = off")
    yield
    _tell(database, "ALTER SYSTEM RESET wal_recycle")


def _tell(database: Engine, order: str) -> None:
    with database.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(order))
        connection.execute(text("SELECT pg_reload_conf()"))


def send(database: Engine, count: int) -> tuple[list[bytes], list[bytes]]:
    """Messages one by one, each spending its code as the form does; marks of texts and hashes in order."""
    lot = secrets.token_hex(4)
    marks = [f"planted-{lot}-{number:04d}-" for number in range(count)]
    spent = [hash_code(code) for code in invite(database, SourceGroup.STAFF, count + 40, LAST_DAY)[:count]]
    for number, (mark, code_hash) in enumerate(zip(marks, spent, strict=True)):
        record = FeedbackRecord(
            PERIOD,
            SourceGroup.STAFF,
            Step.GENERAL,
            Sentiment.NEGATIVE,
            split_vote([Theme.WAITING_TIME, Theme.OTHER]),
            improve=MaskedText(mark + "words " * (number * 7 % 40)),
        )
        with writing(database) as session:
            assert spend_invitation(session, code_hash, TODAY)
            add_to_inbox(session, record)
        settle(database, SETTLE_AT)
    settle(database)
    return [mark.encode() for mark in marks], spent


def p_of(places: list[int]) -> float:
    """How likely an order so like that of arrival is by chance; 1 when all lie in one place."""
    if len(set(places)) == 1:
        return 1.0
    return float(spearmanr(range(len(places)), places).pvalue)


def suspicious(database: Engine) -> dict[str, float]:
    marks, _ = send(database, MESSAGES[database.dialect.name])
    measured = {name: p_of(places) for name, places in disk.lie_where(database, marks).items()}
    print(database.dialect.name, {name: round(p, 3) for name, p in measured.items()})  # noqa: T201
    return {name: p for name, p in measured.items() if p <= LEAST_P}


def test_settled_messages_lie_in_no_order(database):
    looks = [set(suspicious(database))]
    while looks[-1] and len(looks) < LOOKS:
        looks.append(set(suspicious(database)))
    assert not set.intersection(*looks)


def test_rows_that_are_not_written_anew_tell_the_order(database, monkeypatch):
    """So the test can fail: a shuffle within each batch leaves one batch behind the other."""
    monkeypatch.setattr(settle_flow, "rewrite_by_key", lambda session: None)
    monkeypatch.setattr(partitions, "write_anew", append)
    if database.dialect.name == "sqlite":
        monkeypatch.setattr(settle_flow, "wipe_residue", checkpoint_only)
    assert suspicious(database)


def append(session, period, joining):
    for table, rows in joining.items():
        columns = ", ".join(partitions._columns(partitions._ROWS[table]))
        session.execute(text(f"INSERT INTO {table} ({columns}) {rows} ORDER BY 1"))


def checkpoint_only(database):
    raw = database.raw_connection()
    raw.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()


def test_keys_that_grow_tell_the_order(database, monkeypatch):
    """So the test can fail: not the shuffle but the key says where a row lies."""
    counter = itertools.count(1)

    class Growing:
        @staticmethod
        def token_bytes(size):
            return next(counter).to_bytes(size, "big")

    monkeypatch.setattr(feedback, "secrets", Growing)
    monkeypatch.setattr(feedback.random.SystemRandom, "shuffle", lambda self, items: None)
    earlier = "(SELECT count(*) FROM feedback_record)"
    growing = f"decode(lpad(to_hex({earlier} + row_number() OVER ()), 32, '0'), 'hex')"
    monkeypatch.setattr(partitions, "RANDOM_KEY", growing)
    assert {"handed out", "key"} <= set(suspicious(database))


def test_nothing_is_left_but_the_rows_themselves(database):
    """Each text once: not in old or freed pages, nor in the write-ahead log; spent codes nowhere."""
    marks, spent = send(database, 50)
    found = disk.copies(marks, disk.everything(database))
    assert sum(found.values()) == len(marks), found
    assert len(found) == 1
    assert not [
        name for name, content in disk.everything(database).items() for one in spent if one in content
    ]


def test_the_planner_keeps_no_samples_of_messages_and_proofs(database):
    """ANALYZE runs by itself; its samples outlive the rows, packed so that no search for words finds them."""
    if database.dialect.name == "sqlite":
        pytest.skip("SQLite takes samples only when asked, and nobody asks")
    send(database, 50)
    _tell(database, "ANALYZE")
    assert samples(database) == 0
    _tell(database, "ALTER TABLE feedback_record ALTER improve SET STATISTICS 100")
    _tell(database, "ANALYZE")
    assert samples(database) >= 1  # so the test can fail


def samples(database):
    names = "|".join(
        [*(row.__tablename__ for row in no_order.TOUCHED), "feedback_record", "theme_assignment"]
    )
    with database.connect() as connection:
        # With the partitions of these tables.
        return connection.execute(
            text(f"SELECT count(*) FROM pg_stats WHERE tablename ~ '^({names})'")
        ).scalar_one()


def test_a_settle_that_cannot_wipe_says_so_and_the_next_daily_one_wipes(database):
    """On SQLite a reader holds the log back; on PostgreSQL the settle waits for it."""
    if database.dialect.name != "sqlite":
        pytest.skip("no reader outlives the lock that a settle takes")
    marks, _ = send(database, 5)
    record = FeedbackRecord(
        PERIOD, SourceGroup.STAFF, Step.GENERAL, Sentiment.MIXED, split_vote([Theme.OTHER])
    )
    with writing(database) as session:
        add_to_inbox(session, record)
    with database.connect() as reader:
        reader.execute(text("SELECT count(*) FROM inbox_item")).all()
        with pytest.raises(Unavailable, match="run it again"):
            settle(database)
        assert sum(disk.copies(marks, disk.everything(database)).values()) > len(marks)
    assert settle(database) == 0
    assert sum(disk.copies(marks, disk.everything(database)).values()) == len(marks)


def test_nothing_is_left_of_what_was_erased(database):
    marks, _ = send(database, 25)
    erase_expired(database, date(2028, 1, 1))
    assert disk.copies(marks, disk.everything(database)) == {}


def test_without_wiping_texts_lie_in_the_log_in_the_order_they_came(database, monkeypatch):
    """So the test can fail, and why a settle ends with a checkpoint."""
    monkeypatch.setattr(settle_flow, "wipe_residue", lambda engine: None)
    marks, spent = send(database, 25)
    files = disk.everything(database)
    found = disk.copies(marks, files)
    assert sum(found.values()) > len(marks)
    log = b"".join(content for name, content in sorted(files.items()) if "wal" in name)
    assert p_of(disk.first_places(marks, log)) < 0.001
    assert any(one in log for one in spent)
