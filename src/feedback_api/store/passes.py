"""Keys of the pass issuer, and the passes that were spent."""

from sqlalchemy import delete, insert
from sqlmodel import Session, col, select

from feedback_api.store.tables import PassKeyRow, SpentPassRow
from feedback_api.terms.codebook import SourceGroup
from feedback_api.terms.passes import Pass, PassKey
from feedback_api.terms.period import ReportingPeriod


def add_pass_key(session: Session, key: PassKey) -> None:
    """Keep a key; a second one for its group and quarter breaks a unique rule."""
    row = PassKeyRow(
        key_id=key.key_id, source_group=key.group.value, period=str(key.period), public_key=key.public_key
    )
    session.add(row)
    session.flush()


def find_pass_key(session: Session, key_id: bytes) -> PassKey | None:
    """The key of this name."""
    row = session.get(PassKeyRow, key_id)
    return None if row is None else _key(row)


def list_pass_keys(session: Session) -> list[PassKey]:
    """All keys, by quarter and group."""
    rows = session.exec(select(PassKeyRow).order_by(PassKeyRow.period, PassKeyRow.source_group))
    return [_key(row) for row in rows]


def is_spent(session: Session, shown: Pass) -> bool:
    """Whether a pass was spent."""
    return session.get(SpentPassRow, shown.spent_as) is not None


def spend_pass(session: Session, shown: Pass) -> None:
    """Mark a pass as spent; one that was breaks a unique rule. Two at once: one of them wins."""
    row = {"nonce_hash": shown.spent_as, "period": str(shown.period)}
    session.execute(insert(SpentPassRow), [row])


def forget_spent_passes(session: Session, before: ReportingPeriod) -> None:
    """Forget passes of quarters that are over: no key in force would let them be spent again."""
    session.execute(delete(SpentPassRow).where(col(SpentPassRow.period) < str(before)))


def _key(row: PassKeyRow) -> PassKey:
    return PassKey(SourceGroup(row.source_group), ReportingPeriod.parse(row.period), row.public_key)
