"""Hashes of invitation codes that can still be spent."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import CursorResult, delete, insert
from sqlmodel import Session, col, select

from feedback_api.store.tables import InvitationRow
from feedback_api.terms.codebook import SourceGroup


def add_invitations(session: Session, hashes: Iterable[bytes], group: SourceGroup, last_day: date) -> None:
    """Store the hashes of fresh codes, in the order of their hashes, which is random."""
    rows = [{"code_hash": h, "source_group": group.value, "last_day": last_day} for h in sorted(hashes)]
    session.execute(insert(InvitationRow), rows)


def find_invitation(session: Session, code_hash: bytes, today: date) -> SourceGroup | None:
    """Group of a code that can still be spent."""
    row = session.exec(select(InvitationRow).where(InvitationRow.code_hash == code_hash)).first()
    return SourceGroup(row.source_group) if row is not None and row.last_day >= today else None


def spend_invitation(session: Session, code_hash: bytes, today: date) -> bool:
    """Delete the code; whether it was there to spend. Two at once: one of them wins."""
    statement = delete(InvitationRow).where(
        col(InvitationRow.code_hash) == code_hash, col(InvitationRow.last_day) >= today
    )
    result = session.execute(statement)
    return isinstance(result, CursorResult) and result.rowcount == 1


def drop_expired_invitations(session: Session, today: date) -> None:
    """Delete codes whose last day has passed."""
    session.execute(delete(InvitationRow).where(col(InvitationRow.last_day) < today))
