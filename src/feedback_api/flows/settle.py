"""Settle: from the inbox to the records, shuffled, in one transaction, and no residue left."""

from sqlalchemy import Engine

from feedback_api.store.engine import reading, wipe_residue, writing
from feedback_api.store.feedback import count_waiting, settle_inbox

SETTLE_AT = 20
"""Waiting messages at which a settle runs before its day (privacy chapter, section 3)."""


def settle(database: Engine, at_least: int = 1) -> int:
    """Settle the inbox when so many messages wait; how many were settled.

    Raises:
        Unavailable: when the database failed; the inbox is as it was.
    """
    with reading(database) as session:
        waiting = count_waiting(session)
    if waiting < max(1, at_least):
        return 0
    with writing(database) as session:
        settled = settle_inbox(session)
    wipe_residue(database, "inbox_item")
    return settled
