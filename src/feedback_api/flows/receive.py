"""Receive: from typed words to one durable inbox row, or nothing at all.

normalise -> screen -> safety -> deidentify -> classify, in memory; then one transaction that also
spends the proof. Anything that fails on the way leaves no trace (design page, section 1).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from feedback_api.classify.classifier import Classifier
from feedback_api.deidentify.engine import Deidentifier
from feedback_api.deidentify.mask import is_nearly_empty
from feedback_api.intake import language, safety, screen
from feedback_api.membership.codes import hash_code
from feedback_api.store.engine import reading, writing
from feedback_api.store.feedback import add_to_inbox
from feedback_api.store.idempotency import Attempt, find_answer, keep_answer
from feedback_api.store.invitations import find_invitation, spend_invitation
from feedback_api.terms.codebook import Sentiment, SourceGroup, Theme
from feedback_api.terms.errors import (
    DependentRespondent,
    FeedbackError,
    FieldProblem,
    InvalidInput,
    InvitationRefused,
    Unavailable,
)
from feedback_api.terms.feedback import (
    FeedbackRecord,
    Preview,
    Received,
    Submission,
    split_vote,
)
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.text import MaskedText, RawText, Tag

_ANY_LIST = "nl"
"""A language with a keep list: its recognisers find formats, and its list calls other words unknown."""


@dataclass(frozen=True, slots=True)
class Reader:
    """The two rooms that read words: one takes identifiers out, one names themes."""

    deidentifier: Deidentifier
    classifier: Classifier


def preview(reader: Reader, submission: Submission) -> Preview:
    """What would be kept of a submission; stores nothing.

    Raises:
        InvalidInput, DependentRespondent, Unavailable: as :func:`receive_with_code`.
    """
    kept, _ = _read(reader, submission)
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
    kept, tone = _read(reader, submission)
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
    earlier = _answered(database, attempt, now)
    if earlier is not None:
        return earlier
    kept, tone = _read(reader, submission)
    period = ReportingPeriod.of(now.date())
    received = _received(kept, period)
    try:
        with writing(database) as session:
            keep_answer(session, attempt, _as_answer(received), now)
            add_to_inbox(session, _record(submission, kept, tone, period))
    except IntegrityError:
        # The same attempt was stored by another request in between: its answer is ours too.
        return _answered(database, attempt, now) or _not_stored()
    return received


def _answered(database: Engine, attempt: Attempt, now: datetime) -> Received | None:
    with reading(database) as session:
        answer = find_answer(session, attempt, now)
    if answer is None:
        return None
    counts = {Tag(tag): int(count) for tag, count in answer["redactions"].items()}
    return Received(ReportingPeriod.parse(answer["period"]), counts, answer["text_kept"], answer["danger"])


def _as_answer(received: Received) -> dict[str, object]:
    return {
        "period": str(received.period),
        "redactions": {tag.value: count for tag, count in received.redactions.items()},
        "text_kept": received.text_kept,
        "danger": received.danger,
    }


def _not_stored() -> Received:
    raise Unavailable("two requests met; nothing was stored")


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


def _read(reader: Reader, submission: Submission) -> tuple[Preview, Sentiment]:
    texts = [text for text in (submission.good, submission.improve) if text is not None]
    if not texts:
        raise InvalidInput([FieldProblem("/good", "missing"), FieldProblem("/improve", "missing")])
    with _failing_closed():
        _screen(submission.source_group, texts)
        spoken = _language(reader.deidentifier, submission, texts)
        coding = reader.classifier.classify(submission, spoken)
        danger = any(safety.suggests_danger(text) for text in texts) or Theme.SAFETY in coding.themes
        if danger or not reader.deidentifier.keeps_text(spoken):
            _refuse_identifiers_alone(reader.deidentifier, submission)
            # P10 and the form's own words: of a message about danger only that topic and the step are kept.
            themes = (Theme.SAFETY,) if danger else coding.themes
            return Preview(None, None, themes, text_kept=False, danger=danger), coding.sentiment
        good = _mask(reader.deidentifier, submission.good, spoken, "/good")
        improve = _mask(reader.deidentifier, submission.improve, spoken, "/improve")
    return Preview(good, improve, coding.themes, text_kept=True, danger=False), coding.sentiment


@contextmanager
def _failing_closed() -> Iterator[None]:
    try:
        yield
    except FeedbackError:
        raise
    except Exception as failure:
        # The failure's own message may hold words; only its kind goes on.
        raise Unavailable(f"reading the text failed ({type(failure).__name__})") from None


def _screen(group: SourceGroup, texts: list[RawText]) -> None:
    # Officers and lawyers write "mijn beslissing" too: only the sounding board is screened by cues.
    if group is SourceGroup.SOUNDING_BOARD and any(screen.suggests_dependency(text) for text in texts):
        raise DependentRespondent("the text suggests a pending decision")


def _language(deidentifier: Deidentifier, submission: Submission, texts: list[RawText]) -> str:
    together = RawText("\n".join(text.reveal() for text in texts))
    return language.identify(together, submission.language_hint, deidentifier.known_share)


def _refuse_identifiers_alone(deidentifier: Deidentifier, submission: Submission) -> None:
    """A text of nothing but numbers and addresses says nothing, in whatever language."""
    for pointer, text in (("/good", submission.good), ("/improve", submission.improve)):
        if text is None:
            continue
        masked = deidentifier.deidentify(text, _ANY_LIST)
        if is_nearly_empty(masked) and masked.redactions and Tag.WORD not in masked.redactions:
            raise InvalidInput([FieldProblem(pointer, "nothing-left")])


def _mask(deidentifier: Deidentifier, text: RawText | None, spoken: str, pointer: str) -> MaskedText | None:
    if text is None:
        return None
    masked = deidentifier.deidentify(text, spoken)
    if masked.redactions and is_nearly_empty(masked):
        raise InvalidInput([FieldProblem(pointer, "nothing-left")])
    return masked
