"""Receive: from typed words to one durable inbox row, or nothing at all.

The words are read in memory; then one transaction also spends the proof. Anything that fails on the
way leaves no trace (design page, section 1).
"""

from datetime import datetime

from sqlalchemy import Engine

from feedback_api.flows.keep_once import Kept, keep_once, received_before
from feedback_api.flows.read_submission import Reader as Reader
from feedback_api.flows.read_submission import read_submission
from feedback_api.membership.codes import hash_code
from feedback_api.store.engine import reading, writing
from feedback_api.store.feedback import add_to_inbox
from feedback_api.store.idempotency import Attempt
from feedback_api.store.invitations import find_invitation, spend_invitation
from feedback_api.terms.codebook import Sentiment, SourceGroup
from feedback_api.terms.errors import InvitationRefused
from feedback_api.terms.feedback import FeedbackRecord, Preview, Received, Submission, split_vote
from feedback_api.terms.period import ReportingPeriod


def preview(reader: Reader, submission: Submission) -> Preview:
    """What would be kept of a submission; stores nothing.

    Raises:
        InvalidInput, DependentRespondent, Unavailable: as :func:`receive_with_code`.
    """
    kept, _ = read_submission(reader, submission)
    return kept


def check_code(database: Engine, code: str, now: datetime) -> SourceGroup:
    """Group of an invitation code that can be spent; spends nothing.

    Raises:
        InvitationRefused: when the code is mistyped, unknown, spent or past its last day.
    """
    with reading(database) as session:
        group = find_invitation(session, hash_code(code), now.date())
    if group is None:
        raise InvitationRefused("the code is unknown, spent or expired")
    return group


def receive_with_code(
    reader: Reader, database: Engine, submission: Submission, code: str, now: datetime
) -> Received:
    """Keep a submission and spend its invitation code, both or neither.

    Raises:
        InvalidInput: when almost nothing is left after masking.
        DependentRespondent: when the words say that the writer waits for a decision.
        InvitationRefused: when the code cannot be spent; of two at once, one wins.
        Unavailable: when an engine or the database failed.
    """
    code_hash = hash_code(code)
    kept, tone = read_submission(reader, submission)
    period = ReportingPeriod.of(now.date())
    with writing(database) as session:
        if not spend_invitation(session, code_hash, now.date()):
            raise InvitationRefused("the code is unknown, spent or expired")
        add_to_inbox(session, _record(submission, kept, tone, period))
    return _received(kept, period)


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
