"""Deliver: post what is due to those who asked for it, at least once, each event under its lasting id.

A delivery is taken with a lease, sent outside any transaction, and then marked. Who dies in between leaves
the lease to end: the same event is sent again. Order is not promised, not even to one subscriber.
"""

import random
import secrets
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Engine

from feedback_api.flows.reach_receiver import Answer, Road
from feedback_api.signals.cloud_events import CONTENT_TYPE, cloud_event
from feedback_api.signals.retries import is_given_up, wait_after
from feedback_api.signals.signature import mark_of, secret_of, signed_headers
from feedback_api.store.engine import writing
from feedback_api.store.outbox import claim_delivery, finish_attempt
from feedback_api.store.subscribers import change_subscriber, find_subscriber
from feedback_api.terms.errors import WebhooksNotSetUp
from feedback_api.terms.signals import Claimed, DeliveryState, Outcome, Subscriber, SubscriberState

LEASE_SECONDS = 120
"""Seconds that one process alone may try a delivery: far longer than an attempt can last."""


@dataclass(frozen=True, slots=True, repr=False)
class Sender:
    """What this house sends webhooks with: its key, its name, its patience, its way to receivers."""

    key: bytes
    source: str
    days: int
    road: Road
    lease_seconds: int = LEASE_SECONDS

    def __post_init__(self) -> None:
        if not self.source:
            raise WebhooksNotSetUp(
                "webhooks name who sends them; set FEEDBACK_WEBHOOK_SOURCE, such as "
                "urn:nld:oin:00000001823288444000:systeem:feedback"
            )


def deliver(database: Engine, sender: Sender, clock: Callable[[], datetime]) -> Counter[Outcome]:
    """Try everything that is due, once; gives how the attempts ended. Safe to run from any replica at once.

    Raises:
        Unavailable: when the database failed; what was sent and not marked is sent again.
    """
    ended: Counter[Outcome] = Counter()
    passed_over: set[str] = set()
    while (claimed := _claim(database, sender, _seconds(clock), passed_over)) is not None:
        answer = _attempt(sender, claimed, _seconds(clock))
        _finish(database, sender, claimed, answer, _seconds(clock))
        ended[answer.outcome] += 1
        if answer.outcome is not Outcome.ACCEPTED:
            # One receiver that hangs holds the others up once in a run, not once for each event.
            passed_over.add(claimed.subscriber.name)
    return ended


def _claim(database: Engine, sender: Sender, now: int, passed_over: set[str]) -> Claimed | None:
    with writing(database) as session:
        return claim_delivery(session, secrets.token_hex(16), now, now + sender.lease_seconds, passed_over)


def _attempt(sender: Sender, claimed: Claimed, now: int) -> Answer:
    subscriber, event = claimed.subscriber, claimed.event
    if subscriber.key_mark != mark_of(sender.key):
        # Signed with another key it would only be refused: somebody has to rotate the secret.
        return Answer(Outcome.OTHER_KEY)
    body = cloud_event(event, sender.source)
    signed = signed_headers(event.id, now, body, _secrets(sender.key, subscriber, now))
    headers = {"Content-Type": CONTENT_TYPE, **signed}
    return sender.road.send(subscriber.address, body, headers, claimed.delivery.attempts)


def _secrets(key: bytes, subscriber: Subscriber, now: int) -> list[bytes]:
    salts = [subscriber.salt]
    if subscriber.previous_salt is not None and now < (subscriber.overlap_until or 0):
        salts.append(subscriber.previous_salt)
    return [secret_of(key, salt, subscriber.name) for salt in salts]


def _finish(database: Engine, sender: Sender, claimed: Claimed, answer: Answer, now: int) -> None:
    state, due_at = _next(sender, claimed, answer, now)
    with writing(database) as session:
        if not finish_attempt(session, claimed, answer.outcome, state, due_at):
            return  # The lease had ended and another process has it: that one says how it went.
        if answer.outcome is Outcome.GONE:
            subscriber = find_subscriber(session, claimed.subscriber.name)
            if subscriber is not None:
                change_subscriber(session, replace(subscriber, state=SubscriberState.PAUSED))


def _next(sender: Sender, claimed: Claimed, answer: Answer, now: int) -> tuple[DeliveryState, int]:
    if answer.outcome is Outcome.ACCEPTED:
        return DeliveryState.DELIVERED, now
    # Spread, not secret: subscribers that failed together are not all called again at once.
    chance = random.random()  # noqa: S311
    due_at = now + wait_after(claimed.delivery.attempts, chance, answer.seconds_asked)
    # Nobody is called while paused, so nothing is given up then; it waits until somebody resumes.
    gone = answer.outcome is Outcome.GONE
    if not gone and is_given_up(claimed.first_tried_at, due_at, sender.days):
        return DeliveryState.DEAD, due_at
    return DeliveryState.WAITING, due_at


def _seconds(clock: Callable[[], datetime]) -> int:
    return int(clock().timestamp())
