"""Receivers of webhooks: their address, the events they want, and the salts of their secrets."""

from sqlalchemy import delete
from sqlmodel import Session, col, select

from feedback_api.store.signal_tables import SubscriberRow
from feedback_api.terms.signals import EventType, Subscriber, SubscriberState


def add_subscriber(session: Session, subscriber: Subscriber) -> None:
    """Register a subscriber; a name that exists breaks a unique rule."""
    session.add(_row(subscriber))


def find_subscriber(session: Session, name: str) -> Subscriber | None:
    """The subscriber of this name."""
    row = session.get(SubscriberRow, name)
    return None if row is None else as_subscriber(row)


def list_subscribers(session: Session) -> list[Subscriber]:
    """All subscribers, by name."""
    return [as_subscriber(row) for row in session.exec(select(SubscriberRow).order_by(SubscriberRow.name))]


def change_subscriber(session: Session, subscriber: Subscriber) -> None:
    """Write a subscriber down as it is now; its name stays."""
    session.merge(_row(subscriber))


def remove_subscriber(session: Session, name: str) -> None:
    """Forget a subscriber, and with it what waits for it."""
    session.execute(delete(SubscriberRow).where(col(SubscriberRow.name) == name))


def _row(subscriber: Subscriber) -> SubscriberRow:
    return SubscriberRow(
        name=subscriber.name,
        address=subscriber.address,
        events=" ".join(sorted(subscriber.events)),
        state=subscriber.state.value,
        salt=subscriber.salt,
        key_mark=subscriber.key_mark,
        previous_salt=subscriber.previous_salt,
        overlap_until=subscriber.overlap_until,
    )


def as_subscriber(row: SubscriberRow) -> Subscriber:
    """A row as the house speaks of it."""
    return Subscriber(
        name=row.name,
        address=row.address,
        events=frozenset(EventType(event) for event in row.events.split()),
        salt=row.salt,
        key_mark=row.key_mark,
        state=SubscriberState(row.state),
        previous_salt=row.previous_salt,
        overlap_until=row.overlap_until,
    )
