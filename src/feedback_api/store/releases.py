"""Frozen releases and the ledger of privacy loss."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, text
from sqlmodel import Session, col, select

from feedback_api.store.tables import CarriedRow, LedgerRow, ReleaseRow
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import Frozen, Seal


def add_release(session: Session, period: ReportingPeriod, frozen: Frozen) -> None:
    """Freeze a release with its seal; a second one of the same period breaks a unique rule."""
    seal = frozen.seal
    session.add(
        ReleaseRow(
            period=str(period),
            document=frozen.document,
            digest=frozen.digest,
            frozen_on=frozen.frozen_on,
            signature=None if seal is None else seal.signature,
            public_key=None if seal is None else seal.public_key,
        )
    )


def lock_releases(session: Session) -> None:
    """Let no second release begin before this transaction ends; readers go on.

    SQLite has one writer at a time as it is.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE published_release IN EXCLUSIVE MODE"))


def find_release(session: Session, period: ReportingPeriod) -> Frozen | None:
    """A period's release as frozen."""
    row = session.get(ReleaseRow, str(period))
    return None if row is None else _frozen(row)


def list_releases(session: Session, most: int | None = None) -> list[Frozen]:
    """Releases as frozen, newest period first; all of them or the newest few."""
    rows = session.exec(select(ReleaseRow).order_by(col(ReleaseRow.period).desc()).limit(most))
    return [_frozen(row) for row in rows]


def read_frozen(values: Mapping[str, Any]) -> Frozen:
    """A release as frozen, from the values of its row."""
    return _frozen(ReleaseRow(**values))


def _frozen(row: ReleaseRow) -> Frozen:
    sealed = row.signature is not None and row.public_key is not None
    seal = Seal(row.digest, row.signature or "", row.public_key or "") if sealed else None
    return Frozen(row.document, row.digest, row.frozen_on, seal)


def releases_frozen_before(session: Session, today: date, days: int) -> list[Frozen]:
    """Releases that froze at least so many days ago."""
    rows = session.exec(select(ReleaseRow).where(ReleaseRow.frozen_on <= today - timedelta(days=days)))
    return [_frozen(row) for row in rows]


def carry(session: Session, period: ReportingPeriod) -> None:
    """Write down that a quarter is to be counted with a later one; a second time changes nothing."""
    statement = text("INSERT INTO carried_quarter (period) VALUES (:period) ON CONFLICT DO NOTHING")
    session.execute(statement, {"period": str(period)})


def carried_quarters(session: Session) -> list[ReportingPeriod]:
    """Quarters that were ever carried, in order."""
    rows = session.exec(select(CarriedRow.period).order_by(CarriedRow.period))
    return [ReportingPeriod.parse(label) for label in rows]


def write_ledger(session: Session, period: ReportingPeriod, table: str, epsilon: float) -> None:
    """Write down privacy loss, before any noise is drawn; sent to the database at once."""
    session.add(LedgerRow(period=str(period), table_name=table, epsilon=epsilon))
    session.flush()


def spent_in_year(session: Session, year: int) -> float:
    """Epsilon spent on the periods of a calendar year."""
    statement = select(func.coalesce(func.sum(LedgerRow.epsilon), 0.0)).where(
        col(LedgerRow.period).startswith(f"{year:04d}-")
    )
    return float(session.exec(statement).one())
