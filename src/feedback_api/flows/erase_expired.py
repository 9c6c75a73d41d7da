"""Erase: records and their masked text go some days after their release froze (P8)."""

from datetime import date

from sqlalchemy import Engine

from feedback_api.flows.read_releases import parse_frozen
from feedback_api.store.engine import wipe_residue, writing
from feedback_api.store.feedback import erase_period
from feedback_api.store.invitations import drop_expired_invitations
from feedback_api.store.releases import releases_frozen_before

DAYS_KEPT = 30
"""Days that records outlive the freezing of their release (design page, section 1)."""


def erase_expired(database: Engine, today: date, days_kept: int = DAYS_KEPT) -> int:
    """Delete the records whose time has come, and invitations past their last day.

    Raises:
        Unavailable: when the database failed; nothing was erased.
    """
    with writing(database) as session:
        frozen = releases_frozen_before(session, today, days_kept)
        # Only quarters that a frozen release counted: one that is carried still has to be counted.
        counted = {quarter for release in frozen for quarter in parse_frozen(release).covered}
        erased = sum(erase_period(session, quarter) for quarter in sorted(counted))
        drop_expired_invitations(session, today)
    wipe_residue(database, "feedback_record")
    return erased
