"""The audit log of the desk: lines are added and read; the database itself refuses to change one."""

from sqlmodel import Session, col, select

from feedback_api.store.desk_tables import AuditRow
from feedback_api.terms.audit import AuditEntry, Subject, Verb
from feedback_api.terms.codebook import Theme
from feedback_api.terms.period import ReportingPeriod

MOST_LINES = 200
"""Lines of the log that are shown at once."""


def add_entry(session: Session, entry: AuditEntry) -> None:
    """Write down what somebody did, in the transaction in which they do it: both happen, or neither."""
    session.add(
        AuditRow(
            day=entry.day,
            person=entry.person,
            verb=entry.verb.value,
            subject=entry.subject.value,
            theme=entry.theme.value,
            period=None if entry.period is None else str(entry.period),
        )
    )


def list_entries(
    session: Session, before: int | None = None, most: int | None = MOST_LINES
) -> list[tuple[int, AuditEntry]]:
    """Lines of the log with their numbers, newest first, those with a lower number than ``before``."""
    statement = select(AuditRow).order_by(col(AuditRow.number).desc()).limit(most)
    if before is not None:
        statement = statement.where(col(AuditRow.number) < before)
    return [(row.number or 0, _entry(row)) for row in session.exec(statement)]


def _entry(row: AuditRow) -> AuditEntry:
    period = None if row.period is None else ReportingPeriod.parse(row.period)
    return AuditEntry(row.day, row.person, Verb(row.verb), Subject(row.subject), Theme(row.theme), period)
