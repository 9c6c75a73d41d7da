"""Hashes of invitation codes that were not spent."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import CursorResult, delete, insert
from sqlmodel import Session, col, select

from feedback_api.store.tables import InvitationRow
from feedback_api.terms.codebook import SourceGroup


class Invitation(NamedTuple):
    """Whom an unspent code admits, and until when."""

    group: SourceGroup
    last_day: date


def add_invitations(session: Session, hashes: Iterable[bytes], group: SourceGroup, last_day: date) -> None:
    """Store the hashes of fresh codes, in the order of their hashes, which is random."""
    rows = [{"code_hash": h, "source_group": group.value, "last_day": last_day} for h in sorted(hashes)]
    session.execute(insert(InvitationRow), rows)


def find_invitation(session: Session, code_hash: bytes) -> Invitation | None:
    """A code that was not spent, also when its round is closed."""
    row = session.exec(select(InvitationRow).where(InvitationRow.code_hash == code_hash)).first()
    return None if row is None else Invitation(SourceGroup(row.source_group), row.last_day)


def spend_invitation(session: Session, code_hash: bytes, today: date) -> bool:
    """Delete the code; whether it was there to spend. Two at once: one of them wins."""
    statement = delete(InvitationRow).where(
        col(InvitationRow.code_hash) == code_hash, col(InvitationRow.last_day) >= today
    )
    result = session.execute(statement)
    return isinstance(result, CursorResult) and result.rowcount == 1


def drop_invitations(session: Session, ended_before: date) -> None:
    """Delete codes whose last day lies before a day."""
    session.execute(delete(InvitationRow).where(col(InvitationRow.last_day) < ended_before))
