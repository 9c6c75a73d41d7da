"""Settle: from the inbox to the records, shuffled, in one transaction, and no residue left."""

from sqlalchemy import Engine

from feedback_api.store.engine import reading, writing
from feedback_api.store.feedback import count_waiting, settle_inbox
from feedback_api.store.no_order import hold_still, rewrite_by_key, wipe_residue

SETTLE_AT = 20
"""Waiting messages at which a settle runs before its day (privacy chapter, section 3)."""


def settle(database: Engine, at_least: int = 1) -> int:
    """Settle the inbox when so many messages wait; how many were settled.

    Afterwards nothing on disk tells in which order they came, nor between earlier ones and these.

    Raises:
        Unavailable: when the database failed. The inbox is as it was, or it is settled and only its
            residue is left; running again is safe in both cases.
    """
    with reading(database) as session:
        waiting = count_waiting(session)
    if waiting < max(1, at_least):
        # The daily run wipes in any case: an earlier one may have been broken off before its end.
        if at_least <= 1:
            wipe_residue(database)
        return 0
    with writing(database) as session:
        hold_still(session)
        settled = settle_inbox(session)
        rewrite_by_key(session)
    wipe_residue(database)
    return settled
