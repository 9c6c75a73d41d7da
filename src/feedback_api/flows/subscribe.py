"""Subscribe: who is called for which events; each gets a secret, shown once and kept nowhere."""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from feedback_api.flows.reach_receiver import Road
from feedback_api.signals.signature import SALT_BYTES, mark_of, secret_of, written
from feedback_api.store.engine import reading, writing
from feedback_api.store.outbox import list_deliveries, make_due, revive
from feedback_api.store.subscribers import (
    add_subscriber,
    change_subscriber,
    find_subscriber,
    list_subscribers,
    remove_subscriber,
)
from feedback_api.terms.errors import FieldProblem, InvalidInput
from feedback_api.terms.signals import Delivery, DeliveryState, EventType, Subscriber, SubscriberState


@dataclass(frozen=True, slots=True)
class Standing:
    """A subscriber, and how many deliveries to it are in each state."""

    subscriber: Subscriber
    deliveries: dict[DeliveryState, int]


def subscribe(database: Engine, key: bytes, road: Road, wanted: tuple[str, str, frozenset[EventType]]) -> str:
    """Register a name, an address and the events wanted; gives the secret, this once.

    Raises:
        InvalidInput: ``not-a-name``, ``taken``, or no event.
        AddressRefused: when no webhook may go to the address.
    """
    name, address, events = wanted
    if not re.fullmatch("[a-z0-9][a-z0-9-]{0,59}", name):
        raise InvalidInput([FieldProblem("/name", "not-a-name")])
    if not events:
        raise InvalidInput([FieldProblem("/events", "empty")])
    road.check(address)
    salt = secrets.token_bytes(SALT_BYTES)
    try:
        with writing(database) as session:
            add_subscriber(session, Subscriber(name, address, events, salt, mark_of(key)))
    except IntegrityError:
        raise InvalidInput([FieldProblem("/name", "taken")]) from None
    return written(secret_of(key, salt, name))


def rotate(database: Engine, key: bytes, name: str, overlap_until: int) -> str:
    """Give a subscriber a new secret; the old one signs too until then, so that nothing is missed.

    After a change of the house's key the old one cannot sign any more, and does not.

    Raises:
        InvalidInput: ``unknown``.
    """
    salt = secrets.token_bytes(SALT_BYTES)

    def turned(old: Subscriber) -> Subscriber:
        previous = old.salt if old.key_mark == mark_of(key) else None
        new = replace(old, salt=salt, key_mark=mark_of(key), previous_salt=previous)
        return replace(new, overlap_until=overlap_until)

    _change(database, name, turned)
    return written(secret_of(key, salt, name))


def resume(database: Engine, name: str) -> None:
    """Call a subscriber again that said it was gone, or wait for nothing any more: all that waits is due.

    Raises:
        InvalidInput: ``unknown``.
    """
    _change(database, name, lambda old: replace(old, state=SubscriberState.ACTIVE), due=True)


def unsubscribe(database: Engine, name: str) -> None:
    """Forget a subscriber and what waits for it.

    Raises:
        InvalidInput: ``unknown``.
    """
    with writing(database) as session:
        if find_subscriber(session, name) is None:
            raise InvalidInput([FieldProblem("/name", "unknown")])
        remove_subscriber(session, name)


def standings(database: Engine) -> list[Standing]:
    """All subscribers with the state of their deliveries, by name."""
    with reading(database) as session:
        subscribers, deliveries = list_subscribers(session), list_deliveries(session)
    return [
        Standing(
            one,
            {
                state: sum(d.subscriber == one.name and d.state is state for d in deliveries)
                for state in DeliveryState
            },
        )
        for one in subscribers
    ]


def given_up(database: Engine) -> list[Delivery]:
    """Deliveries that were given up."""
    with reading(database) as session:
        return list_deliveries(session, DeliveryState.DEAD)


def retry(database: Engine, name: str | None = None) -> int:
    """Let what was given up be tried again, for one subscriber or all; gives how many."""
    with writing(database) as session:
        return revive(session, name)


def _change(
    database: Engine, name: str, change: Callable[[Subscriber], Subscriber], *, due: bool = False
) -> None:
    with writing(database) as session:
        subscriber = find_subscriber(session, name)
        if subscriber is None:
            raise InvalidInput([FieldProblem("/name", "unknown")])
        change_subscriber(session, change(subscriber))
        if due:
            make_due(session, name)
