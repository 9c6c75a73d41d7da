"""Records by quarter on PostgreSQL: a partition each, written anew by random key, dropped as a whole.

Why, and what it costs: docs/decisions/0029-partitions-and-pooling.md. SQLite has no partitions: it deletes,
and rewrites its whole file (:mod:`.no_order`).
"""

from collections.abc import Iterable, Mapping

from sqlalchemy import CursorResult, text
from sqlmodel import Session, SQLModel

from feedback_api.store.tables import AssignmentRow, FeedbackRow, InboxItem
from feedback_api.terms.feedback import VOTE_SIXTHS
from feedback_api.terms.period import ReportingPeriod

_RECORDS, _THEMES, _INBOX = "feedback_record", "theme_assignment", "inbox_item"

_KEYS: Mapping[str, str] = {_RECORDS: "id, period", _THEMES: "record_id, period, theme"}
"""Partitioned tables with their keys, in the order in which everybody locks them."""

_LOCK = f"LOCK TABLE {', '.join(_KEYS)} IN"

RANDOM_KEY = "substring(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) FOR 16)"
"""128 random bits; of one random UUID, six bits are always the same."""


def on_postgresql(session: Session) -> bool:
    """Whether records lie in partitions here."""
    return session.get_bind().dialect.name == "postgresql"


def hold_records(session: Session) -> None:
    """Let no other job change records before this transaction ends; readers and doors go on."""
    session.execute(text(f"{_LOCK} SHARE ROW EXCLUSIVE MODE"))


def hold_for_counting(session: Session) -> None:
    """Let no settle end before this transaction does, so that what waits and what is counted fit together.

    To be called before the inbox is looked at: jobs lock records first, and what doors use after them.
    """
    session.execute(text(f"{_LOCK} ACCESS SHARE MODE"))


def add_partitions(session: Session, periods: Iterable[ReportingPeriod]) -> None:
    """Make the partitions of quarters that have none."""
    missing = [period for period in sorted(set(periods)) if not _exists(session, period)]
    if missing:
        session.execute(text(f"{_LOCK} ACCESS EXCLUSIVE MODE"))
    for period in missing:
        # Another job may have made it while this one waited.
        if not _exists(session, period):
            for table in _KEYS:
                name = _name(table, period)
                session.execute(text(f"CREATE TABLE {name} PARTITION OF {table} {_values(period)}"))
                session.execute(text(f"ALTER TABLE {name} {_no_samples(table)}"))


def drop_partitions(session: Session, period: ReportingPeriod) -> int:
    """Detach and drop a quarter with its files; how many records went."""
    if not _exists(session, period):
        return 0
    session.execute(text(f"{_LOCK} ACCESS EXCLUSIVE MODE"))
    gone = session.execute(text(f"SELECT count(*) FROM {_name(_RECORDS, period)}")).scalar_one()  # noqa: S608
    # Themes first: a record that a theme still points to cannot be taken away.
    for table in (_THEMES, _RECORDS):
        session.execute(text(f"ALTER TABLE {table} DETACH PARTITION {_name(table, period)}"))
        session.execute(text(f"DROP TABLE {_name(table, period)}"))
    return int(gone)


def settle_into_partitions(session: Session) -> int:
    """Move every waiting message into its quarter under a new random key; how many were moved.

    All of it happens in the database: memory here does not grow with the number of messages.
    """
    session.execute(text(f"CREATE TEMPORARY TABLE settling (LIKE {_INBOX}) ON COMMIT DROP"))
    others = ", ".join(name for name in _columns(InboxItem) if name != "id")
    moved = session.execute(
        text(
            f"WITH taken AS (DELETE FROM {_INBOX} RETURNING *) "  # noqa: S608
            f"INSERT INTO settling (id, {others}) SELECT {RANDOM_KEY}, {others} FROM taken"
        )
    )
    labels = session.execute(text("SELECT DISTINCT period FROM settling ORDER BY period")).scalars().all()
    for period in map(ReportingPeriod.parse, labels):
        add_partitions(session, [period])
        write_anew(session, period, _JOINING)
    return int(moved.rowcount) if isinstance(moved, CursorResult) else 0


def write_anew(session: Session, period: ReportingPeriod, joining: Mapping[str, str] | None = None) -> None:
    """Write a quarter into new files by random key, in this transaction: one moment for all its rows.

    ``joining`` are rows to add to each table. The old partition goes with its files; nobody but other jobs
    waits, except for the moment of the exchange at the end.
    """
    for table, key in _KEYS.items():
        _write_next(session, table, key, period, (joining or {}).get(table))
    drop_partitions(session, period)
    for table in _KEYS:
        name, coming = _name(table, period), _coming(table, period)
        session.execute(text(f"ALTER TABLE {coming} RENAME TO {name}"))
        session.execute(text(f"ALTER INDEX {coming}_pkey RENAME TO {name}_pkey"))
        session.execute(text(f"ALTER TABLE {table} ATTACH PARTITION {name} {_values(period)}"))
        session.execute(text(f"ALTER TABLE {name} DROP CONSTRAINT one_quarter"))


def _write_next(session: Session, table: str, key: str, period: ReportingPeriod, joining: str | None) -> None:
    coming, columns = _coming(table, period), ", ".join(_columns(_ROWS[table]))
    rows = f"SELECT {columns} FROM {table} WHERE period = '{period}'"  # noqa: S608
    if joining is not None:
        rows = f"{rows} UNION ALL {joining} WHERE period = '{period}'"
    session.execute(text(f"CREATE TABLE {coming} (LIKE {table})"))
    session.execute(text(f"INSERT INTO {coming} ({columns}) {rows} ORDER BY {key}"))
    # The index is made at once, and the check spares a look at every row while others wait.
    session.execute(
        text(
            f"ALTER TABLE {coming} ADD CONSTRAINT {coming}_pkey PRIMARY KEY ({key}), "
            f"ADD CONSTRAINT one_quarter CHECK (period = '{period}'), {_no_samples(table)}"
        )
    )


def _columns(row: type[SQLModel]) -> list[str]:
    return [column.name for column in SQLModel.metadata.tables[str(row.__tablename__)].columns]


_ROWS: Mapping[str, type[SQLModel]] = {_RECORDS: FeedbackRow, _THEMES: AssignmentRow}

_JOINING: Mapping[str, str] = {
    _RECORDS: f"SELECT {', '.join(_columns(FeedbackRow))} FROM settling",  # noqa: S608
    _THEMES: f"SELECT {', '.join(_columns(AssignmentRow))} FROM ("  # noqa: S608
    f"SELECT id AS record_id, period, theme, {VOTE_SIXTHS} / cardinality(named) AS sixths "
    f"FROM (SELECT id, period, string_to_array(themes, ' ') AS named FROM settling) AS message, "
    "unnest(named) AS theme) AS vote",
}
"""What messages that are being settled add to each table; votes as ``split_vote`` shares them."""


def _exists(session: Session, period: ReportingPeriod) -> bool:
    name = _name(_RECORDS, period)
    return bool(session.execute(text(f"SELECT to_regclass('{name}') IS NOT NULL")).scalar_one())


def _name(table: str, period: ReportingPeriod) -> str:
    return f"{table}_{period.year:04d}_q{period.quarter}"


def _coming(table: str, period: ReportingPeriod) -> str:
    return f"{_name(table, period)}_next"


def _values(period: ReportingPeriod) -> str:
    return f"FOR VALUES IN ('{period}')"


def _no_samples(table: str) -> str:
    """ANALYZE would put texts into the catalogue; a new partition does not take this from its table."""
    return ", ".join(f"ALTER {name} SET STATISTICS 0" for name in _columns(_ROWS[table]))
