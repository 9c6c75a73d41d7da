"""Frozen releases and the ledger of privacy loss."""

from datetime import date, timedelta

from sqlalchemy import func
from sqlmodel import Session, col, select

from feedback_api.store.tables import LedgerRow, ReleaseRow
from feedback_api.terms.period import ReportingPeriod


def add_release(session: Session, period: ReportingPeriod, document: str, digest: str, today: date) -> None:
    """Freeze a release; a second one of the same period breaks a unique rule."""
    session.add(ReleaseRow(period=str(period), document=document, digest=digest, frozen_on=today))


def find_release(session: Session, period: ReportingPeriod) -> str | None:
    """Canonical document of a period's release."""
    row = session.get(ReleaseRow, str(period))
    return None if row is None else row.document


def list_releases(session: Session) -> list[str]:
    """Canonical documents of all releases, newest period first."""
    rows = session.exec(select(ReleaseRow).order_by(col(ReleaseRow.period).desc()))
    return [row.document for row in rows]


def periods_frozen_before(session: Session, today: date, days: int) -> list[ReportingPeriod]:
    """Periods whose release froze at least so many days ago."""
    frozen = select(ReleaseRow.period).where(ReleaseRow.frozen_on <= today - timedelta(days=days))
    return [ReportingPeriod.parse(period) for period in session.exec(frozen)]


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
