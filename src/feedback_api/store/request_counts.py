"""Items that systems sent in the running minute, counted once for all workers and replicas."""

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from feedback_api.store.tables import RequestCountRow


def take(session: Session, key: bytes, half_day: int, least: int, most: int, limit: int) -> tuple[int, int]:
    """Add between ``least`` and ``most`` items to a count, never beyond the limit.

    Returns how many were added, 0 when even the least does not fit, and the count as it is then.
    """
    _begin_count(session, key, half_day)
    # Locked until the transaction ends, so that two workers cannot both take the last items.
    row = session.exec(select(RequestCountRow).where(RequestCountRow.key == key).with_for_update()).one()
    added = min(most, limit - row.taken)
    if added < least:
        return 0, row.taken
    row.taken += added
    session.add(row)
    session.flush()
    return added, row.taken


def _begin_count(session: Session, key: bytes, half_day: int) -> None:
    """A row that starts at zero, unless there is one; rows of earlier half days go."""
    session.execute(delete(RequestCountRow).where(col(RequestCountRow.half_day) < half_day))
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    statement = (sqlite.insert if on_sqlite else postgresql.insert)(RequestCountRow)
    session.execute(statement.values(key=key, half_day=half_day, taken=0).on_conflict_do_nothing())
