"""Receive: from typed words to one durable inbox row, or nothing at all.

The words are read in memory; then one transaction also spends the proof. Anything that fails on the
way leaves no trace (design page, section 1).
"""

import hmac
import json
from datetime import datetime

from sqlalchemy import Engine

from feedback_api.flows.keep_once import Kept, keep_once, keep_with_code, received_before, was_kept
from feedback_api.flows.read_submission import Reader as Reader
from feedback_api.flows.read_submission import read_submission
from feedback_api.membership.codes import hash_code
from feedback_api.store.idempotency import Attempt
from feedback_api.terms.codebook import Sentiment
from feedback_api.terms.feedback import FeedbackRecord, Preview, Received, Submission, Ticket, split_vote
from feedback_api.terms.period import ReportingPeriod

_NO_SYSTEM = ""
"""Stands where a system's name does; no system can be called that."""


def preview(reader: Reader, submission: Submission) -> Preview:
    """What would be kept of a submission; stores nothing.

    Raises:
        InvalidInput, DependentRespondent, Unavailable: as :func:`receive_with_code`.
    """
    kept, _ = read_submission(reader, submission)
    return kept


def receive_with_code(
    reader: Reader, database: Engine, submission: Submission, ticket: Ticket, now: datetime
) -> None:
    """Keep a submission and spend its invitation code, both or neither; sent again, nothing more is kept.

    Raises:
        IdempotencyConflict: when the same attempt was kept before, with other words or choices.
        InvalidInput: when almost nothing is left after masking.
        DependentRespondent: when the words say that the writer waits for a decision.
        InvitationRefused: when the code cannot be spent; of two at once, one wins.
        Unavailable: when an engine or the database failed.
    """
    attempt, code_hash = attempt_of(submission, ticket), hash_code(ticket.code)
    if was_kept(database, attempt, now):
        return
    kept, tone = read_submission(reader, submission)
    record = _record(submission, kept, tone, ReportingPeriod.of(now.date()))
    keep_with_code(database, attempt, record, code_hash, now)


def attempt_of(submission: Submission, ticket: Ticket) -> Attempt:
    """The attempt as the store may know it: nobody without the mark can test a guess of the words."""
    words = [text.reveal() if text else "" for text in (submission.good, submission.improve)]
    choices = [submission.step, submission.rating, submission.partner_type]
    sent = json.dumps([*words, *choices]).encode()
    return Attempt(_NO_SYSTEM, ticket.mark, hmac.digest(ticket.mark.encode(), sent, "sha256").hex())


def receive_from_system(
    reader: Reader, database: Engine, submission: Submission, attempt: Attempt, now: datetime
) -> Received:
    """Keep a submission of a system once, however often the same attempt is sent.

    Raises:
        IdempotencyConflict: when the key was used with another body.
        InvalidInput, DependentRespondent, Unavailable: as :func:`receive_with_code`.
    """
    (earlier,) = received_before(database, [attempt], now)
    if earlier is not None:
        return earlier
    return keep_once(database, [read_attempt(reader, submission, attempt, now)], now)[0]


def read_attempt(reader: Reader, submission: Submission, attempt: Attempt, now: datetime) -> Kept:
    """What is to be stored of a system's attempt, and its answer; stores nothing.

    Raises:
        InvalidInput, DependentRespondent, Unavailable: as :func:`receive_with_code`.
    """
    kept, tone = read_submission(reader, submission)
    period = ReportingPeriod.of(now.date())
    return Kept(attempt, _record(submission, kept, tone, period), _received(kept, period))


def _received(kept: Preview, period: ReportingPeriod) -> Received:
    return Received(period, kept.redactions, kept.text_kept, kept.danger)


def _record(
    submission: Submission, kept: Preview, tone: Sentiment, period: ReportingPeriod
) -> FeedbackRecord:
    return FeedbackRecord(
        period=period,
        source_group=submission.source_group,
        step=submission.step,
        sentiment=tone,
        assignments=split_vote(kept.themes),
        partner_type=None if kept.danger else submission.partner_type,
        rating=None if kept.danger else submission.rating,
        good=kept.good,
        improve=kept.improve,
    )
