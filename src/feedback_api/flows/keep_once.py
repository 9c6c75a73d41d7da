"""Keep: what was read of somebody's attempt, exactly once, however often it is sent."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from feedback_api.flows.admit import fault_of
from feedback_api.store.engine import reading, writing
from feedback_api.store.feedback import add_to_inbox
from feedback_api.store.idempotency import Attempt, find_answer, find_answers, keep_answer, keep_answers
from feedback_api.store.invitations import find_invitation, spend_invitation
from feedback_api.terms.errors import InvitationRefused, Unavailable
from feedback_api.terms.feedback import FeedbackRecord, Received
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.text import Tag

_TRIES = 3
# Two requests that meet settle it in the second; a third is for a key that changes just then.


@dataclass(frozen=True, slots=True)
class Kept:
    """One attempt with the record to store and the answer to give."""

    attempt: Attempt
    record: FeedbackRecord
    received: Received


def received_before(database: Engine, attempts: Sequence[Attempt], now: datetime) -> list[Received | None]:
    """What was answered before to attempts, in their order; nothing where one is new.

    Raises:
        IdempotencyConflict: when a key was used with another body.
        Unavailable: when the database failed.
    """
    with reading(database) as session:
        answers = find_answers(session, attempts, now)
    return [None if answer is None else _as_received(answer) for answer in answers]


def keep_once(
    database: Engine, kept: Sequence[Kept], now: datetime, spend: Callable[[Session], None] | None = None
) -> list[Received]:
    """Store what is not stored yet, all in one durable transaction; the answers, in order.

    ``spend`` spends a proof in that transaction, or breaks a unique rule, or raises an error of its own.

    Raises:
        IdempotencyConflict: when a key was used with another body in between.
        Unavailable: when the database failed; nothing was stored.
    """
    answers: list[Received | None] = [None] * len(kept)
    for _ in range(_TRIES):
        missing = [one for one, answer in zip(kept, answers, strict=True) if answer is None]
        if _stored(database, missing, now, spend):
            break
        # Another request stored some of them in between: its answers are ours too.
        answers = received_before(database, [one.attempt for one in kept], now)
        if None not in answers:
            break
    else:
        raise Unavailable("requests met again and again; nothing was stored")
    return [answer or one.received for one, answer in zip(kept, answers, strict=True)]


def was_kept(database: Engine, attempt: Attempt, now: datetime) -> bool:
    """Whether a person's attempt was stored before.

    Raises:
        IdempotencyConflict: when it was, with other words or choices.
        Unavailable: when the database failed.
    """
    with reading(database) as session:
        return find_answer(session, attempt, now) is not None


def keep_with_code(
    database: Engine, attempt: Attempt, record: FeedbackRecord, code_hash: bytes, now: datetime
) -> None:
    """Store a person's message and spend its code in one durable transaction, once for each attempt.

    Raises:
        InvitationRefused: when the code cannot be spent; of two attempts at once, one wins.
        IdempotencyConflict: when the attempt was stored in between, with other words or choices.
        Unavailable: when the database failed; nothing was stored and the code is as it was.
    """
    for _ in range(_TRIES):
        if _spent_and_stored(database, attempt, record, code_hash, now) or was_kept(database, attempt, now):
            return
    raise Unavailable("requests met again and again; nothing was stored")


def _spent_and_stored(
    database: Engine, attempt: Attempt, record: FeedbackRecord, code_hash: bytes, now: datetime
) -> bool:
    try:
        with writing(database) as session:
            # The mark comes first: the same attempt waits here for its twin, and is then known as the same.
            keep_answer(session, attempt, {}, now)
            session.flush()
            if not spend_invitation(session, code_hash, now.date()):
                raise InvitationRefused(fault_of(find_invitation(session, code_hash)))
            add_to_inbox(session, record)
    except IntegrityError:
        return False
    return True


def _stored(
    database: Engine, kept: Sequence[Kept], now: datetime, spend: Callable[[Session], None] | None
) -> bool:
    try:
        with writing(database) as session:
            keep_answers(session, [(one.attempt, _as_answer(one.received)) for one in kept], now)
            if spend is not None:
                session.flush()
                spend(session)
            for one in kept:
                add_to_inbox(session, one.record)
    except IntegrityError:
        return False
    return True


def _as_received(answer: dict[str, object]) -> Received:
    counted = answer["redactions"]
    counts = {Tag(tag): int(count) for tag, count in counted.items()} if isinstance(counted, dict) else {}
    period = ReportingPeriod.parse(str(answer["period"]))
    return Received(period, counts, bool(answer["text_kept"]), bool(answer["danger"]))


def _as_answer(received: Received) -> dict[str, object]:
    return {
        "period": str(received.period),
        "redactions": {tag.value: count for tag, count in received.redactions.items()},
        "text_kept": received.text_kept,
        "danger": received.danger,
    }
