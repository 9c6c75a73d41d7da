"""Read the audit log of the desk: who did what with which theme on which day, under pseudonyms."""

from sqlalchemy import Engine

from feedback_api.store import audit
from feedback_api.store.engine import reading
from feedback_api.terms.audit import AuditEntry


def read_audit(database: Engine, before: int | None = None) -> tuple[list[AuditEntry], int | None]:
    """Lines of the log, newest first, and the number before which the next page goes on, if there is more.

    Raises:
        Unavailable: when the database failed.
    """
    with reading(database) as session:
        lines = audit.list_entries(session, before, audit.MOST_LINES + 1)
    shown = lines[: audit.MOST_LINES]
    return [entry for _, entry in shown], shown[-1][0] if len(lines) > len(shown) else None


def read_whole_audit(database: Engine) -> list[AuditEntry]:
    """The whole log, oldest first.

    Raises:
        Unavailable: when the database failed.
    """
    with reading(database) as session:
        return [entry for _, entry in reversed(audit.list_entries(session, most=None))]
