"""All tables as they are at one moment, as lines of JSON that fit any kind of database, and back again."""

import base64
import binascii
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Column, Date, Engine, LargeBinary, Table, text
from sqlmodel import Session, SQLModel

# The tables register themselves.
from feedback_api.store import desk_tables, signal_tables, tables  # noqa: F401
from feedback_api.store.backup_rules import RULES, Part, part_of
from feedback_api.store.engine import unavailable_on_failure
from feedback_api.store.no_order import TOUCHED
from feedback_api.store.partitions import add_partitions, on_postgresql
from feedback_api.terms.errors import BackupRefused
from feedback_api.terms.period import ReportingPeriod

Rows = list[dict[str, Any]]
Lines = dict[str, bytes]

_ROWS_AT_ONCE = 1000
_RECORDS = ("feedback_record", "theme_assignment")


def read_parts(
    database: Engine, wanted: frozenset[Part], progress: Callable[[int, int], None]
) -> dict[Part, Lines]:
    """Every wanted table as it is at one moment, by part; whoever writes goes on writing.

    Raises:
        Unavailable: when the database cannot be read, or a job holds tables for too long.
    """
    found: dict[Part, Lines] = {part: {} for part in wanted}
    options = {"isolation_level": "REPEATABLE READ"} if database.dialect.name == "postgresql" else {}
    with (
        unavailable_on_failure(),
        database.connect().execution_options(**options) as connection,
        Session(connection) as session,
    ):
        _hold_against_rewriting(session)
        names = [name for name in _all_tables() if RULES[name].part in wanted]
        for done, name in enumerate(names, 1):
            for part, lines in _read(session, name).items():
                if part in wanted:
                    found[part][name] = lines
            progress(done, len(names))
    return found


def _hold_against_rewriting(session: Session) -> None:
    """Let no settle exchange a table's file between two reads: before the first, so that it sees all ends.

    A snapshot that is older than the exchange would find the new file empty. Doors and readers go on.
    """
    if on_postgresql(session):
        session.execute(text(f"LOCK TABLE {_in_locking_order()} IN ACCESS SHARE MODE"))


def hold_all(session: Session) -> None:
    """Let nobody else write before this transaction ends; SQLite has one writer as it is."""
    if on_postgresql(session):
        session.execute(text(f"LOCK TABLE {_in_locking_order()} IN SHARE ROW EXCLUSIVE MODE"))


def _in_locking_order() -> str:
    """Records first, then what doors touch, as all jobs do."""
    first = [*_RECORDS, *(row.__tablename__ for row in TOUCHED)]
    return ", ".join([*first, *(name for name in _all_tables() if name not in first)])


def _all_tables() -> list[str]:
    """Tables, each behind those that it points to."""
    return [table.name for table in SQLModel.metadata.sorted_tables if table.name in RULES]


def _read(session: Session, name: str) -> dict[Part, bytes]:
    table = SQLModel.metadata.tables[name]
    lines: dict[Part, list[bytes]] = {RULES[name].part: []}
    for row in session.execute(table.select().execution_options(yield_per=_ROWS_AT_ONCE)).mappings():
        values = {**row, **RULES[name].instead}
        lines.setdefault(part_of(name, values), []).append(_as_line(table, values))
    # By content: where a row lay says when it came.
    return {part: b"".join(sorted(found)) for part, found in lines.items()}


def _as_line(table: Table, row: Mapping[str, Any]) -> bytes:
    values = {column.name: _written(row[column.name]) for column in table.columns}
    return json.dumps(values, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def _written(value: Any) -> Any:
    match value:
        case bytes():
            return base64.b64encode(value).decode()
        case date():
            return value.isoformat()
        case _:
            return value


def rows_of(lines: Mapping[str, bytes]) -> dict[str, Rows]:
    """Rows of tables from their lines.

    Raises:
        BackupRefused: when a table or a row is none of this schema.
    """
    unknown = set(lines) - set(_all_tables())
    if unknown:
        raise BackupRefused("the backup holds a table that this version does not know")
    return {name: list(_rows(SQLModel.metadata.tables[name], lines[name])) for name in lines}


def _rows(table: Table, lines: bytes) -> Iterator[dict[str, Any]]:
    columns = {column.name: column for column in table.columns}
    try:
        for line in lines.splitlines():
            values = json.loads(line)
            if set(values) != set(columns):
                raise ValueError("another set of columns")
            yield {name: _parsed(columns[name], value) for name, value in values.items()}
    except (ValueError, TypeError, binascii.Error, RecursionError):
        raise BackupRefused(f"a row of {table.name} does not fit the schema") from None


def _parsed(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column.type, LargeBinary):
        return base64.b64decode(value, validate=True)
    return date.fromisoformat(value) if isinstance(column.type, Date) else value


def filled_tables(session: Session) -> list[str]:
    """Tables that hold something; none in a database that was only migrated."""
    return [
        name
        for name in _all_tables()
        if session.execute(SQLModel.metadata.tables[name].select().limit(1)).first() is not None
    ]


def write_rows(session: Session, rows: Mapping[str, Rows], progress: Callable[[int, int], None]) -> None:
    """Put rows into empty tables, each table by its key; numbers that the database gives go on."""
    if on_postgresql(session):
        labels = {row["period"] for name in _RECORDS for row in rows.get(name, [])}
        add_partitions(session, map(ReportingPeriod.parse, labels))
    ordered = [name for name in _all_tables() if rows.get(name)]
    for done, name in enumerate(ordered, 1):
        table = SQLModel.metadata.tables[name]
        keys = [column.name for column in table.primary_key.columns]
        by_key = sorted(rows[name], key=lambda row: [row[key] for key in keys])
        for start in range(0, len(by_key), _ROWS_AT_ONCE):
            session.execute(table.insert(), by_key[start : start + _ROWS_AT_ONCE])
        progress(done, len(ordered))
    if on_postgresql(session) and rows.get("audit_entry"):
        session.execute(text(_NUMBERS_GO_ON))


_NUMBERS_GO_ON = """
SELECT setval(pg_get_serial_sequence('audit_entry', 'number'), (SELECT max(number) FROM audit_entry))
"""


def quarters_with_messages(session: Session) -> set[ReportingPeriod]:
    """Quarters of which messages are here, waiting or settled."""
    found = session.execute(text("SELECT period FROM inbox_item UNION SELECT period FROM feedback_record"))
    return {ReportingPeriod.parse(label) for label in found.scalars()}
