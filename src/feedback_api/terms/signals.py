"""What is told to those who asked to hear of it: events about releases and actions, aggregates only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from feedback_api.terms.codebook import Theme
from feedback_api.terms.period import ReportingPeriod


class EventType(StrEnum):
    """Kinds of events; a subscriber names those it wants."""

    RELEASE_PUBLISHED = "release-published"
    THEME_RISING = "theme-rising"
    THEME_NEWLY_DISPLAYED = "theme-newly-displayed"
    ACTION_PUBLISHED = "action-published"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that became public: its lasting id, the day, and numbers that a frozen release holds."""

    id: str
    type: EventType
    subject: str
    day: date
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PublishedAction:
    """An answer to a theme as it was made public; ``revision`` counts what was made public of it, from 1."""

    action_id: str
    revision: int
    theme: Theme
    status: str
    period: ReportingPeriod


class SubscriberState(StrEnum):
    """Whether a subscriber is called: one that says it is gone waits until somebody resumes it."""

    ACTIVE = "active"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Subscriber:
    """Who is called, for which events; never a person.

    The secret is not here: it is derived from ``salt`` and the house's key. After a rotation the one
    before signs too, until ``overlap_until`` (seconds since 1970).
    """

    name: str
    address: str
    events: frozenset[EventType]
    salt: bytes
    key_mark: bytes
    state: SubscriberState = SubscriberState.ACTIVE
    previous_salt: bytes | None = None
    overlap_until: int | None = None


class DeliveryState(StrEnum):
    """Where the delivery of one event to one subscriber stands."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    DEAD = "dead"


class Outcome(StrEnum):
    """How an attempt ended; kept in place of anything that the receiver said."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    FAILED = "failed"
    BUSY = "busy"
    GONE = "gone"
    REDIRECTED = "redirected"
    TOO_SLOW = "too-slow"
    NOT_REACHED = "not-reached"
    NOT_TRUSTED = "certificate-not-trusted"
    ADDRESS_REFUSED = "address-refused"
    OTHER_KEY = "other-webhook-key"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One event for one subscriber: how often it was tried, how that ended, and when it is due again."""

    event_id: str
    subscriber: str
    state: DeliveryState
    attempts: int
    due_at: int
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery that this process alone may try until its lease ends, with all that it takes."""

    delivery: Delivery
    event: Event
    subscriber: Subscriber
    lease: str
    first_tried_at: int
