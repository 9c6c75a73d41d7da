"""Answers that a retry gets again, recognised by HMACs under a key that lives half a day.

Source: draft-ietf-httpapi-idempotency-key-header; API conventions ("kept at most 24 hours").
"""

import hmac
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, select

from feedback_api.store.tables import IdempotencyAnswerRow, IdempotencySecretRow
from feedback_api.terms.errors import IdempotencyConflict

_HALF_DAY_SECONDS = 12 * 3600
_HALF_DAYS_KEPT = 2


@dataclass(frozen=True, slots=True)
class Attempt:
    """One request as its client marked it: who asks, the key it chose, the body in canonical form."""

    client_id: str
    key: str
    body: str


def half_day_of(now: datetime) -> int:
    """Number of the half day since 1970 that a moment falls in."""
    return int(now.timestamp()) // _HALF_DAY_SECONDS


def find_answer(session: Session, attempt: Attempt, now: datetime) -> dict[str, Any] | None:
    """The answer given before to the same key and body.

    Raises:
        IdempotencyConflict: when the key was used with another body.
    """
    return find_answers(session, [attempt], now)[0]


def find_answers(session: Session, attempts: Sequence[Attempt], now: datetime) -> list[dict[str, Any] | None]:
    """The answers given before to several attempts, in their order; nothing where there is none.

    Raises:
        IdempotencyConflict: when one of the keys was used with another body.
    """
    oldest = half_day_of(now) - _HALF_DAYS_KEPT + 1
    alive = select(IdempotencySecretRow).where(IdempotencySecretRow.half_day >= oldest)
    found: list[dict[str, Any] | None] = [None] * len(attempts)
    for row in session.exec(alive).all():
        keys = [_key_hmac(row.secret, attempt) for attempt in attempts]
        kept = select(IdempotencyAnswerRow).where(col(IdempotencyAnswerRow.key_hmac).in_(keys))
        answers = {answer.key_hmac: answer for answer in session.exec(kept)}
        for place, (key, attempt) in enumerate(zip(keys, attempts, strict=True)):
            if key in answers:
                found[place] = _checked(answers[key], _hmac(row.secret, attempt.body))
    return found


def _checked(row: IdempotencyAnswerRow, body_hmac: bytes) -> dict[str, Any]:
    if not hmac.compare_digest(row.body_hmac, body_hmac):
        raise IdempotencyConflict("this idempotency key was used with another body")
    answer: dict[str, Any] = json.loads(row.answer)
    return answer


def keep_answer(session: Session, attempt: Attempt, answer: Mapping[str, Any], now: datetime) -> None:
    """Remember an answer for a retry; with a new key, destroy keys and answers older than a day."""
    keep_answers(session, [(attempt, answer)], now)


def keep_answers(
    session: Session, answers: Iterable[tuple[Attempt, Mapping[str, Any]]], now: datetime
) -> None:
    """Remember the answers of several attempts, as :func:`keep_answer` does of one."""
    half_day = half_day_of(now)
    secret = _secret_of(session, half_day)
    session.add_all(
        IdempotencyAnswerRow(
            key_hmac=_key_hmac(secret, attempt),
            body_hmac=_hmac(secret, attempt.body),
            half_day=half_day,
            answer=json.dumps(dict(answer), sort_keys=True),
        )
        for attempt, answer in answers
    )


def forget_answers(session: Session, today: date) -> None:
    """Destroy keys and answers of half days before yesterday's last, where nobody posts any more."""
    _forget_before(session, half_day_of(datetime.combine(today, time.min, UTC)) - _HALF_DAYS_KEPT + 1)


def _forget_before(session: Session, half_day: int) -> None:
    session.execute(delete(IdempotencyAnswerRow).where(col(IdempotencyAnswerRow.half_day) < half_day))
    session.execute(delete(IdempotencySecretRow).where(col(IdempotencySecretRow.half_day) < half_day))


def _secret_of(session: Session, half_day: int) -> bytes:
    row = session.get(IdempotencySecretRow, half_day)
    if row is None:
        # The first post of a half day: only now can anything have become too old.
        _forget_before(session, half_day - _HALF_DAYS_KEPT + 1)
        row = IdempotencySecretRow(half_day=half_day, secret=secrets.token_bytes(32))
        session.add(row)
        session.flush()
    return row.secret


def _key_hmac(secret: bytes, attempt: Attempt) -> bytes:
    return _hmac(secret, f"{len(attempt.client_id)}:{attempt.client_id}{attempt.key}")


def _hmac(secret: bytes, message: str) -> bytes:
    return hmac.digest(secret, message.encode("utf-8", "surrogatepass"), "sha256")
