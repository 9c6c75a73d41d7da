"""Erase: records and their masked text go some days after their release froze (P8)."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Engine

from feedback_api.flows.read_releases import parse_frozen
from feedback_api.store.desk_sessions import forget_ended
from feedback_api.store.engine import writing
from feedback_api.store.feedback import erase_period, wipe_texts
from feedback_api.store.idempotency import forget_answers
from feedback_api.store.invitations import drop_invitations
from feedback_api.store.no_order import hold_doors, hold_still, rewrite_by_key, wipe_residue
from feedback_api.store.passes import forget_spent_passes
from feedback_api.store.releases import releases_frozen_before
from feedback_api.terms.period import ReportingPeriod

DAYS_KEPT = 30
"""Days that records outlive the freezing of their release (design page, section 1)."""

DAYS_TOLD = 92
"""Days that a closed round's unspent codes can be told from unknown ones, so that a late comer hears why."""

MONTHS_KEPT = 12
"""Months after which no message's text is left, released or not, as the form promises (P8)."""


def erase_expired(database: Engine, today: date, months_kept: int = MONTHS_KEPT) -> int:
    """Delete records whose time has come, texts that are too old, ended invitations, answers for retries.

    Sessions of the desk that are over go with them. Text goes by the first day of its quarter, so that no
    message is kept longer than was promised; a quarter that still waits to be counted keeps its codes.

    Raises:
        Unavailable: when the database failed; nothing was erased, or only residue is left.
            Running again is safe in both cases.
    """
    with writing(database) as session:
        hold_still(session)
        frozen = releases_frozen_before(session, today, DAYS_KEPT)
        # Only quarters that a frozen release counted: one that is carried still has to be counted.
        counted = {quarter for release in frozen for quarter in parse_frozen(release).covered}
        erased = sum(erase_period(session, quarter) for quarter in sorted(counted))
        wipe_texts(session, _oldest_kept(today, months_kept))
        # From here on doors wait: two who delete the same row would each hold what the other needs next.
        hold_doors(session)
        drop_invitations(session, today - timedelta(days=DAYS_TOLD))
        forget_spent_passes(session, ReportingPeriod.of(today))
        forget_answers(session, today)
        forget_ended(session, _first_second(today))
        rewrite_by_key(session)
    wipe_residue(database)
    return erased


def forget_attempts(database: Engine, today: date) -> None:
    """Destroy what retries are recognised by, of half days in which nobody can still try again.

    Sessions of the desk that ended before this day go with it.

    Raises:
        Unavailable: when the database failed; nothing was destroyed.
    """
    with writing(database) as session:
        forget_answers(session, today)
        forget_ended(session, _first_second(today))


def _first_second(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


def _oldest_kept(today: date, months: int) -> ReportingPeriod:
    """First quarter that began less than so many months ago."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    # The quarter of that month began at or before it, so its first messages are as old as allowed.
    return ReportingPeriod.of(date(year, month + 1, 1)).next
