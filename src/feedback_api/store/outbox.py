"""The outbox: events in the transaction of what they tell, each delivery tried by one process at a time."""

import json
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, cast

from sqlalchemy import CursorResult, update
from sqlmodel import Session, col, select

from feedback_api.store.signal_tables import DeliveryRow, EventRow, SubscriberRow
from feedback_api.store.subscribers import as_subscriber, list_subscribers
from feedback_api.terms.signals import (
    Claimed,
    Delivery,
    DeliveryState,
    Event,
    EventType,
    Outcome,
    SubscriberState,
)


def add_events(session: Session, events: Sequence[Event]) -> None:
    """Write events, and a delivery for each subscriber that wants one; an id that exists breaks a rule."""
    subscribers = list_subscribers(session)
    for event in events:
        data = json.dumps(event.data, ensure_ascii=False, sort_keys=True)
        session.add(EventRow(id=event.id, type=event.type, subject=event.subject, day=event.day, data=data))
        session.flush()
        for subscriber in subscribers:
            if event.type in subscriber.events:
                session.add(
                    DeliveryRow(event_id=event.id, subscriber=subscriber.name, state=DeliveryState.WAITING)
                )


def list_events(session: Session, event_type: EventType, since: date) -> list[Event]:
    """Events of a kind from a day on, newest first."""
    rows = session.exec(
        select(EventRow)
        .where(EventRow.type == event_type.value, EventRow.day >= since)
        .order_by(col(EventRow.day).desc(), col(EventRow.id))
    )
    return [_event(row) for row in rows]


def claim_delivery(
    session: Session, lease: str, now: int, until: int, passed_over: Collection[str] = ()
) -> Claimed | None:
    """Take one delivery that is due and that nobody tries, until then; none when nothing is due.

    On PostgreSQL a row that another process is taking is skipped; SQLite has one writer at a time.
    """
    statement = _due(now, passed_over).limit(1).with_for_update(skip_locked=True, of=DeliveryRow)
    found = session.exec(statement).first()
    if found is None:
        return None
    row, event, subscriber = found
    if row.attempts == 0:
        row.first_tried_at = now
    row.lease, row.leased_until, row.attempts = lease, until, row.attempts + 1
    session.add(row)
    return Claimed(_delivery(row), _event(event), as_subscriber(subscriber), lease, row.first_tried_at)


def _due(now: int, passed_over: Collection[str]) -> Any:
    """Deliveries that may be tried now, each with its event and subscriber, longest due first."""
    # A subscriber that is paused, or that failed in this run, holds nobody else up.
    return (
        select(DeliveryRow, EventRow, SubscriberRow)
        .join(EventRow, col(EventRow.id) == DeliveryRow.event_id)
        .join(SubscriberRow, col(SubscriberRow.name) == DeliveryRow.subscriber)
        .where(
            DeliveryRow.state == DeliveryState.WAITING.value,
            DeliveryRow.due_at <= now,
            (col(DeliveryRow.leased_until).is_(None)) | (col(DeliveryRow.leased_until) <= now),
            SubscriberRow.state == SubscriberState.ACTIVE.value,
            col(DeliveryRow.subscriber).not_in(passed_over),
        )
        .order_by(col(DeliveryRow.due_at), col(DeliveryRow.event_id), col(DeliveryRow.subscriber))
    )


def finish_attempt(
    session: Session, claimed: Claimed, outcome: Outcome, state: DeliveryState, due_at: int
) -> bool:
    """Write down how an attempt ended; False when the lease was lost and another process has it."""
    return _changed(
        session,
        update(DeliveryRow)
        .where(
            col(DeliveryRow.event_id) == claimed.delivery.event_id,
            col(DeliveryRow.subscriber) == claimed.delivery.subscriber,
            col(DeliveryRow.lease) == claimed.lease,
        )
        .values(state=state.value, outcome=outcome.value, due_at=due_at, lease=None, leased_until=None),
    )


def list_deliveries(session: Session, state: DeliveryState | None = None) -> list[Delivery]:
    """Deliveries in a state, or all; those due first come first."""
    statement = select(DeliveryRow).order_by(
        col(DeliveryRow.due_at), col(DeliveryRow.event_id), col(DeliveryRow.subscriber)
    )
    if state is not None:
        statement = statement.where(DeliveryRow.state == state.value)
    return [_delivery(row) for row in session.exec(statement)]


def revive(session: Session, subscriber: str | None = None) -> int:
    """Let what was given up be tried again, from the start; gives how many."""
    statement = update(DeliveryRow).where(col(DeliveryRow.state) == DeliveryState.DEAD.value)
    if subscriber is not None:
        statement = statement.where(col(DeliveryRow.subscriber) == subscriber)
    return _count(session, statement.values(state=DeliveryState.WAITING.value, attempts=0, due_at=0))


def make_due(session: Session, subscriber: str) -> None:
    """Let everything that waits for a subscriber be tried now, with its days counted anew."""
    session.execute(
        update(DeliveryRow)
        .where(
            col(DeliveryRow.subscriber) == subscriber, col(DeliveryRow.state) == DeliveryState.WAITING.value
        )
        .values(attempts=0, due_at=0)
    )


def _changed(session: Session, statement: Any) -> bool:
    return _count(session, statement) > 0


def _count(session: Session, statement: Any) -> int:
    return cast("CursorResult[Any]", session.execute(statement)).rowcount


def _delivery(row: DeliveryRow) -> Delivery:
    return Delivery(
        event_id=row.event_id,
        subscriber=row.subscriber,
        state=DeliveryState(row.state),
        attempts=row.attempts,
        due_at=row.due_at,
        outcome=Outcome(row.outcome) if row.outcome else None,
    )


def _event(row: EventRow) -> Event:
    return Event(row.id, EventType(row.type), row.subject, row.day, json.loads(row.data))
