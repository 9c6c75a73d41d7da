"""Database connections and the two kinds of transaction: reading and writing."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlmodel import Session

from feedback_api.terms.errors import Unavailable

_SQLITE_PRAGMAS = (
    "auto_vacuum=FULL",
    "journal_mode=WAL",
    "synchronous=FULL",
    "secure_delete=ON",
    "temp_store=MEMORY",
    "trusted_schema=OFF",
    "foreign_keys=ON",
)
"""Residue, order and durability settings measured in the privacy chapter, section 3."""

_WRITES = "feedback_api_writes"

_LOOKS_AGAIN_SECONDS = 0.002

MOST_CONNECTIONS = 10
"""Connections of one process to PostgreSQL. A post holds one for 2 ms in 12: two would do; the rest is for
moments in which doors wait for a settle."""

_turns: "WeakKeyDictionary[Engine, _Turn]" = WeakKeyDictionary()


def open_database(url: str, lock_timeout: float = 5.0, connections: int = MOST_CONNECTIONS) -> Engine:
    """Open a SQLite or PostgreSQL database; parameters never show up in errors or logs.

    ``lock_timeout`` is how long, in seconds, a statement waits for another writer; ``connections`` is how
    many this process holds to PostgreSQL at most.
    """
    if url.startswith("sqlite"):
        return _open_sqlite(url, lock_timeout)
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_pre_ping=True,
        pool_size=connections,
        max_overflow=0,
        # Whoever finds all taken waits as long as for a lock, and is then told so.
        pool_timeout=lock_timeout,
        pool_use_lifo=True,
        # A pooler between us and the server (PgBouncer) hands each transaction another server process, where
        # a statement prepared before is unknown.
        connect_args={"prepare_threshold": None},
    )
    event.listen(engine, "begin", partial(_begin_postgresql, lock_timeout))
    return engine


def _begin_postgresql(lock_timeout: float, connection: Any) -> None:
    # For this transaction only: what a session remembers, a pooler would hand to somebody else.
    if connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT":
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(lock_timeout * 1000)}")


def _open_sqlite(url: str, lock_timeout: float) -> Engine:
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": lock_timeout})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", partial(_begin_sqlite, lock_timeout))
    _turns[engine] = _Turn(lock_timeout)
    return engine


class _Turn:
    """Lets the threads of one process write to SQLite one after the other.

    SQLite has one writer at a time, and who finds it taken sleeps, longer each time: with eight threads some
    slept half a second while others wrote a hundred times. Threads that wait for a lock wake when it is free.
    """

    def __init__(self, seconds: float) -> None:
        self._lock, self._seconds = threading.Lock(), seconds

    def __enter__(self) -> None:
        if not self._lock.acquire(timeout=self._seconds):
            raise Unavailable("the database is busy with another writer")

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def turn_of(engine: Engine) -> AbstractContextManager[None]:
    """Wait for this process's turn to write; nothing to wait for but on SQLite.

    Raises:
        Unavailable: when other writers take too long.
    """
    return _turns.get(engine) or nullcontext()


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # Without this the driver opens transactions by itself, too late to take the write lock first.
    connection.isolation_level = None
    for pragma in _SQLITE_PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(lock_timeout: float, connection: Any) -> None:
    if not connection.get_execution_options().get(_WRITES, False):
        connection.exec_driver_sql("BEGIN")
        return
    # SQLite's own wait grows to a tenth of a second a time: against a process that writes without a pause it
    # would find the database taken again and again. Looking often and briefly, both get their turn.
    until = time.monotonic() + lock_timeout
    connection.exec_driver_sql("PRAGMA busy_timeout=0")
    try:
        while not _begins(connection, last_try=time.monotonic() >= until):
            time.sleep(_LOOKS_AGAIN_SECONDS)
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={int(lock_timeout * 1000)}")


def _begins(connection: Any, last_try: bool) -> bool:
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    except OperationalError as failure:
        busy = getattr(failure.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY
        if last_try or not busy:
            raise
        return False
    return True


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """Give a session for reading.

    Raises:
        Unavailable: when the database cannot be reached.
    """
    with unavailable_on_failure(), Session(engine) as session:
        yield session


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """Give a session whose work is committed, durably, at the end, or not at all.

    Raises:
        Unavailable: when the database is locked, full, read-only or gone; nothing is stored.
        IntegrityError: when a unique rule was broken, for the caller to translate.
    """
    with (
        unavailable_on_failure(),
        turn_of(engine),
        engine.connect().execution_options(**{_WRITES: True}) as connection,
        Session(connection, expire_on_commit=False) as session,
    ):
        yield session
        session.commit()
        connection.commit()


@contextmanager
def unavailable_on_failure() -> Iterator[None]:
    """Say that the database did not answer, without what was sent to it.

    Raises:
        Unavailable: when the database is locked, full, read-only or gone.
    """
    try:
        yield
    except IntegrityError:
        raise
    except (DBAPIError, PoolTimeout) as failure:
        raise Unavailable(f"the database did not answer ({type(failure).__name__})") from None
