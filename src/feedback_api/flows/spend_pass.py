"""Spend: a pass shows its holder's group once and lets one message in; both or neither."""

from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session

from feedback_api.flows.keep_once import keep_once, received_before
from feedback_api.flows.read_submission import Reader
from feedback_api.flows.receive import attempt_of, read_attempt
from feedback_api.privacy_pass.headers import from_base64url
from feedback_api.privacy_pass.keys import decode_key
from feedback_api.privacy_pass.tokens import Token, TokenChallenge
from feedback_api.store.engine import reading
from feedback_api.store.idempotency import Attempt
from feedback_api.store.passes import find_pass_key, is_spent, spend_pass
from feedback_api.terms.codebook import SourceGroup
from feedback_api.terms.errors import CodeFault, InvitationRefused, PassRefused, PassSpent
from feedback_api.terms.feedback import Received, Submission, Ticket
from feedback_api.terms.passes import Pass, PassDoor
from feedback_api.terms.period import ReportingPeriod

_LONGEST_CODE = 60


def read_pass(database: Engine, door: PassDoor, content: bytes, now: datetime) -> Pass:
    """What a pass proves, when a registered key of this very quarter signed it for this door; spends nothing.

    Raises:
        PassRefused: when it is malformed, of another door, issuer or quarter, or not signed by that key.
        Unavailable: when the database failed.
    """
    token = Token.decode(content)
    if token.challenge_digest != TokenChallenge(door.issuer, door.origin).digest():
        raise PassRefused("the pass was made for another door, or by another issuer", CodeFault.UNKNOWN)
    with reading(database) as session:
        key = find_pass_key(session, token.key_id)
    if key is None or not token.is_signed_by(decode_key(key.public_key)):
        raise PassRefused("no registered key signed this pass", CodeFault.UNKNOWN)
    if key.period != ReportingPeriod.of(now.date()):
        raise PassRefused("the pass is of another quarter", CodeFault.CLOSED)
    return Pass(key.group, key.period, token.spent_as())


def receive_with_pass(
    reader: Reader, database: Engine, submission: Submission, shown: Pass, attempt: Attempt, now: datetime
) -> Received:
    """Keep a submission and spend its pass, both or neither; the same attempt sent again gets its answer.

    Raises:
        PassSpent: when it was spent before, with another attempt; of two at once, one wins.
        IdempotencyConflict: when the attempt was kept before, with another body.
        InvalidInput: when almost nothing is left after masking.
        DependentRespondent: when the words say that the writer waits for a decision.
        Unavailable: when an engine or the database failed; nothing was stored, the pass is as it was.
    """
    (earlier,) = received_before(database, [attempt], now)
    if earlier is not None:
        return earlier
    kept = read_attempt(reader, submission, attempt, now)

    def spend(session: Session) -> None:
        # On PostgreSQL two may get past this line at once: the table's own rule then stops the second.
        if is_spent(session, shown):
            raise PassSpent
        spend_pass(session, shown)

    return keep_once(database, [kept], now, spend)[0]


def is_pass(typed: str) -> bool:
    """Whether what stands in the form's field for codes is a pass: far longer than any code."""
    return len(_compact(typed)) > _LONGEST_CODE


def check_typed_pass(database: Engine, door: PassDoor | None, typed: str, now: datetime) -> SourceGroup:
    """Group of a pass in the form's field, when it can still be spent; spends nothing.

    Raises:
        InvitationRefused: with what is wrong with it.
        Unavailable: when the database failed.
    """
    shown = _read_typed(database, door, typed, now)
    with reading(database) as session:
        if is_spent(session, shown):
            raise InvitationRefused(CodeFault.UNKNOWN)
    return shown.source_group


def receive_with_typed_pass(
    reader: Reader,
    database: Engine,
    door: PassDoor | None,
    submission: Submission,
    ticket: Ticket,
    now: datetime,
) -> None:
    """Keep a submission of the form and spend the pass on its ticket, as :func:`receive_with_pass`.

    Raises:
        InvitationRefused: when the pass cannot be spent.
        IdempotencyConflict, InvalidInput, DependentRespondent, Unavailable: as :func:`receive_with_pass`.
    """
    shown = _read_typed(database, door, ticket.code, now)
    try:
        receive_with_pass(reader, database, submission, shown, attempt_of(submission, ticket), now)
    except PassSpent as spent:
        raise InvitationRefused(spent.fault) from None


def _read_typed(database: Engine, door: PassDoor | None, typed: str, now: datetime) -> Pass:
    if door is None:
        raise InvitationRefused(CodeFault.UNKNOWN)
    try:
        return read_pass(database, door, from_base64url(_compact(typed)), now)
    except PassRefused as refused:
        raise InvitationRefused(refused.fault) from None


def _compact(typed: str) -> str:
    return "".join(typed.split())
