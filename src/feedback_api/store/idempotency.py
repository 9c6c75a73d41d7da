"""Answers that a retry gets again, recognised by HMACs under a key that lives half a day.

Source: draft-ietf-httpapi-idempotency-key-header; API conventions ("kept at most 24 hours").
"""

import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
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
    oldest = half_day_of(now) - _HALF_DAYS_KEPT + 1
    secrets_alive = select(IdempotencySecretRow).where(IdempotencySecretRow.half_day >= oldest)
    for row in session.exec(secrets_alive):
        found = session.get(IdempotencyAnswerRow, _key_hmac(row.secret, attempt))
        if found is None:
            continue
        if not hmac.compare_digest(found.body_hmac, _hmac(row.secret, attempt.body)):
            raise IdempotencyConflict("this idempotency key was used with another body")
        answer: dict[str, Any] = json.loads(found.answer)
        return answer
    return None


def keep_answer(session: Session, attempt: Attempt, answer: Mapping[str, Any], now: datetime) -> None:
    """Remember an answer for a retry; destroy keys and answers older than a day."""
    half_day = half_day_of(now)
    _forget_before(session, half_day - _HALF_DAYS_KEPT + 1)
    secret = _secret_of(session, half_day)
    session.add(
        IdempotencyAnswerRow(
            key_hmac=_key_hmac(secret, attempt),
            body_hmac=_hmac(secret, attempt.body),
            half_day=half_day,
            answer=json.dumps(dict(answer), sort_keys=True),
        )
    )


def _forget_before(session: Session, half_day: int) -> None:
    session.execute(delete(IdempotencyAnswerRow).where(col(IdempotencyAnswerRow.half_day) < half_day))
    session.execute(delete(IdempotencySecretRow).where(col(IdempotencySecretRow.half_day) < half_day))


def _secret_of(session: Session, half_day: int) -> bytes:
    row = session.get(IdempotencySecretRow, half_day)
    if row is None:
        row = IdempotencySecretRow(half_day=half_day, secret=secrets.token_bytes(32))
        session.add(row)
        session.flush()
    return row.secret


def _key_hmac(secret: bytes, attempt: Attempt) -> bytes:
    return _hmac(secret, f"{len(attempt.client_id)}:{attempt.client_id}{attempt.key}")


def _hmac(secret: bytes, message: str) -> bytes:
    return hmac.digest(secret, message.encode("utf-8", "surrogatepass"), "sha256")
