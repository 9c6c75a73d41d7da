"""Single messages: into the inbox, from there into records, counted, and erased."""

import random
import secrets
from collections.abc import Sequence
from typing import Any

from sqlalchemy import CursorResult, delete, func, insert, update
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from feedback_api.store import partitions
from feedback_api.store.tables import AssignmentRow, FeedbackRow, InboxItem
from feedback_api.terms.codebook import SourceGroup, Theme
from feedback_api.terms.feedback import VOTE_SIXTHS, FeedbackRecord, split_vote
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import NOT_GIVEN
from feedback_api.terms.text import MaskedText

_KEY_BYTES = 16
_SHARED = ("period", "source_group", "partner_type", "step", "rating", "sentiment", "good", "improve")


def add_to_inbox(session: Session, record: FeedbackRecord) -> None:
    """Put one message in the inbox under a random key."""
    session.add(
        InboxItem(
            id=secrets.token_bytes(_KEY_BYTES),
            period=str(record.period),
            source_group=record.source_group,
            partner_type=record.partner_type,
            step=record.step,
            rating=record.rating,
            sentiment=record.sentiment,
            good=_text(record.good),
            improve=_text(record.improve),
            themes=" ".join(a.theme for a in record.assignments),
        )
    )


def _text(masked: MaskedText | None) -> str | None:
    return None if masked is None else masked.text


def count_waiting(session: Session) -> int:
    """How many messages wait in the inbox."""
    return session.exec(select(func.count()).select_from(InboxItem)).one()


def is_waiting_for(session: Session, periods: Sequence[ReportingPeriod]) -> bool:
    """Whether the inbox holds a message of one of the periods; until the transaction ends no settle does."""
    if partitions.on_postgresql(session):
        partitions.hold_for_counting(session)
    labels = [str(period) for period in periods]
    found = session.exec(select(InboxItem.id).where(col(InboxItem.period).in_(labels)).limit(1)).first()
    return found is not None


def settle_inbox(session: Session) -> int:
    """Move every waiting message to the records in a random order; how many were moved.

    ``DELETE … RETURNING`` hands each row to exactly one of two settles that run at once.
    """
    if partitions.on_postgresql(session):
        return partitions.settle_into_partitions(session)
    items = list(session.scalars(delete(InboxItem).returning(InboxItem)))
    random.SystemRandom().shuffle(items)
    settled = [(secrets.token_bytes(_KEY_BYTES), item) for item in items]
    # Rows go in by key, which is random: the physical order says nothing.
    settled.sort(key=lambda pair: pair[0])
    for chunk in _chunks(settled):
        session.execute(insert(FeedbackRow), [_record_values(key, item) for key, item in chunk])
        session.execute(insert(AssignmentRow), [a for key, item in chunk for a in _assignments(key, item)])
    return len(settled)


def _chunks(rows: Sequence[Any]) -> list[Sequence[Any]]:
    return [rows[i : i + 500] for i in range(0, len(rows), 500)]


def _record_values(key: bytes, item: InboxItem) -> dict[str, Any]:
    return {"id": key, **{name: getattr(item, name) for name in _SHARED}}


def _assignments(key: bytes, item: InboxItem) -> list[dict[str, Any]]:
    votes = split_vote([Theme(theme) for theme in item.themes.split()])
    return [
        {"record_id": key, "period": item.period, "theme": vote.theme.value, "sixths": vote.sixths}
        for vote in votes
    ]


def tally_votes(
    session: Session,
    periods: Sequence[ReportingPeriod],
    dimensions: Sequence[str],
    source_groups: Sequence[SourceGroup],
) -> dict[tuple[str, ...], int]:
    """Exact votes of periods, in sixths, by the given dimensions. For the release flow only.

    Counted by theme, a message's vote is shared over its themes; otherwise it is one whole vote. Counted
    by type of partner, a message without one (of danger, only theme and step are kept) is in no cell.
    """
    by_theme = "theme" in dimensions
    columns = [_COLUMNS[name] for name in dimensions]
    votes = func.sum(AssignmentRow.sixths) if by_theme else func.count() * VOTE_SIXTHS
    statement = select_columns(*columns, votes).select_from(FeedbackRow)
    if by_theme:
        statement = statement.join(AssignmentRow, _THEMES_OF_RECORD)
    statement = statement.where(
        col(FeedbackRow.period).in_([str(period) for period in periods]),
        col(FeedbackRow.source_group).in_([group.value for group in source_groups]),
    ).group_by(*columns)
    if "partner_type" in dimensions:
        statement = statement.where(col(FeedbackRow.partner_type).is_not(None))
    return {
        tuple(NOT_GIVEN if code is None else str(code) for code in codes): int(sixths)
        for *codes, sixths in session.execute(statement)
    }


_THEMES_OF_RECORD = (col(FeedbackRow.id) == col(AssignmentRow.record_id)) & (
    col(FeedbackRow.period) == col(AssignmentRow.period)
)

_COLUMNS: dict[str, Any] = {
    "theme": col(AssignmentRow.theme),
    "source_group": col(FeedbackRow.source_group),
    "step": col(FeedbackRow.step),
    "sentiment": col(FeedbackRow.sentiment),
    "rating": col(FeedbackRow.rating),
    "partner_type": col(FeedbackRow.partner_type),
}
"""Where each dimension of a table lies."""


def texts_for_review(session: Session, period: ReportingPeriod) -> list[str]:
    """Masked texts of a quarter's records, both answers together, with nothing else, in no order.

    For the flow that proposes themes only: it tells a reviewer what ten messages share, never a text.
    """
    statement = select(FeedbackRow.good, FeedbackRow.improve).where(FeedbackRow.period == str(period))
    found = [
        "\n".join(filter(None, answers)) for answers in session.exec(statement.order_by(col(FeedbackRow.id)))
    ]
    return [text for text in found if text]


def erase_period(session: Session, period: ReportingPeriod) -> int:
    """Delete the records of a released period with text, on PostgreSQL with their files; how many went."""
    if partitions.on_postgresql(session):
        return partitions.drop_partitions(session, period)
    session.execute(delete(AssignmentRow).where(col(AssignmentRow.period) == str(period)))
    result = session.execute(delete(FeedbackRow).where(col(FeedbackRow.period) == str(period)))
    return int(result.rowcount) if isinstance(result, CursorResult) else 0


def wipe_texts(session: Session, before: ReportingPeriod) -> None:
    """Remove the masked text of records from earlier quarters; their codes can still be counted."""
    has_text = col(FeedbackRow.good).is_not(None) | col(FeedbackRow.improve).is_not(None)
    too_old = select(FeedbackRow.period).where(col(FeedbackRow.period) < str(before), has_text).distinct()
    for label in session.exec(too_old).all():
        of_quarter = update(FeedbackRow).where(col(FeedbackRow.period) == label)
        session.execute(of_quarter.values(good=None, improve=None))
        if partitions.on_postgresql(session):
            partitions.write_anew(session, ReportingPeriod.parse(label))
