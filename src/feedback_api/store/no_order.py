"""No order of arrival: what messages leave behind on disk is rewritten by random key, and wiped.

What PostgreSQL and SQLite keep of an order, and what was measured: docs/explanation/no-order.md.
"""

import sqlite3
from typing import Any

from sqlalchemy import Engine, text
from sqlmodel import Session

from feedback_api.store import partitions
from feedback_api.store.desk_tables import LeakCandidateRow
from feedback_api.store.engine import turn_of, unavailable_on_failure
from feedback_api.store.tables import (
    IdempotencyAnswerRow,
    InboxItem,
    InvitationRow,
    RequestCountRow,
    SpentPassRow,
)
from feedback_api.terms.errors import Unavailable

TOUCHED: tuple[Any, ...] = (
    RequestCountRow,
    IdempotencyAnswerRow,
    InvitationRow,
    SpentPassRow,
    InboxItem,
    # How masked words had passed: in order of arrival it would lie beside the day and theme in the audit log.
    LeakCandidateRow,
)
"""Tables that a message touches before it is settled, in the order in which a door locks them."""


def hold_still(session: Session) -> None:
    """Let no other job change records until this transaction ends; doors and readers go on.

    SQLite has one writer at a time as it is.
    """
    if partitions.on_postgresql(session):
        partitions.hold_records(session)


def hold_doors(session: Session) -> None:
    """Let nobody else touch what doors write until this transaction ends; they wait so long."""
    if partitions.on_postgresql(session):
        session.execute(text(f"LOCK TABLE {_names()} IN ACCESS EXCLUSIVE MODE"))


def rewrite_by_key(session: Session) -> None:
    """Write all rows that doors left anew, by random key and in this one transaction, after the records.

    PostgreSQL appends: later rows lie behind earlier ones and carry a higher transaction id, which also
    CLUSTER and VACUUM FULL keep. Emptied tables get new files, so what was deleted goes as well. Records are
    written anew by what changes them (:mod:`.partitions`). On SQLite :func:`wipe_residue` does all this,
    outside any transaction.
    """
    if not partitions.on_postgresql(session):
        return
    hold_doors(session)
    tables = [row.__table__ for row in TOUCHED]
    for table in tables:
        rows = f"SELECT * FROM {table.name}"  # noqa: S608
        held = f"CREATE TEMPORARY TABLE held_{table.name} ON COMMIT DROP AS {rows}"
        session.execute(text(held))
    session.execute(text(f"TRUNCATE {_names()}"))
    for table in tables:
        key = ", ".join(column.name for column in table.primary_key.columns)
        by_key = f"INSERT INTO {table.name} SELECT * FROM held_{table.name} ORDER BY {key}"  # noqa: S608
        session.execute(text(by_key))


def wipe_residue(engine: Engine) -> None:
    """Take what a settle or an erase replaced out of files and write-ahead log.

    Raises:
        Unavailable: when that failed; what was settled or erased stays so, and running it again is safe.
    """
    if engine.dialect.name == "sqlite":
        with turn_of(engine):
            _wipe_sqlite(engine)
        return
    with (
        unavailable_on_failure(),
        engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection,
    ):
        # A checkpoint removes only segments that are complete; what it may not do, the operator is told.
        if connection.execute(text(MAY_EMPTY_THE_LOG)).scalar_one():
            connection.execute(text("SELECT pg_switch_wal()"))
            connection.execute(text("CHECKPOINT"))


MAY_EMPTY_THE_LOG = """
SELECT has_function_privilege('pg_switch_wal()', 'EXECUTE')
   AND EXISTS (SELECT FROM pg_roles WHERE rolname = 'pg_checkpoint' AND pg_has_role(oid, 'USAGE'))
"""
"""Whether this role may end a segment of the write-ahead log and have it removed; PostgreSQL 15 or later."""


def _wipe_sqlite(engine: Engine) -> None:
    borrowed = engine.raw_connection()
    try:
        driver: Any = borrowed.driver_connection
        # Within a page SQLite puts later rows before earlier ones; after a rewrite only keys decide.
        driver.execute("VACUUM")
        (busy, *_) = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.Error as failure:
        raise Unavailable(f"residue was not wiped ({type(failure).__name__}); run it again") from None
    finally:
        borrowed.close()
    if busy:
        raise Unavailable("residue was not wiped while another process read the database; run it again")


def _names() -> str:
    return ", ".join(row.__table__.name for row in TOUCHED)
