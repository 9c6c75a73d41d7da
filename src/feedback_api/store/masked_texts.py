"""Masked texts of records, one by one: for reviewers, with no more about each than its place."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import insert, update
from sqlmodel import Session, col, select

from feedback_api.store import partitions
from feedback_api.store.desk_tables import LeakCandidateRow
from feedback_api.store.tables import AssignmentRow, FeedbackRow
from feedback_api.terms.codebook import Question, SourceGroup, Theme
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.review import KeptText, LeakCandidate, TextPlace
from feedback_api.terms.text import MaskedText, Tag

_AT_ONCE = 500


def texts_on_theme(
    session: Session, periods: Sequence[ReportingPeriod], theme: Theme, groups: Sequence[SourceGroup]
) -> list[KeptText]:
    """Every answer that these groups gave on a theme in these quarters, by random key."""
    statement = (
        _texts(periods)
        .join(
            AssignmentRow,
            (col(AssignmentRow.record_id) == col(FeedbackRow.id))
            & (col(AssignmentRow.period) == col(FeedbackRow.period)),
        )
        .where(
            AssignmentRow.theme == theme.value,
            col(FeedbackRow.source_group).in_([group.value for group in groups]),
        )
    )
    return _split(session.exec(statement))


def texts_of_periods(session: Session, periods: Sequence[ReportingPeriod]) -> list[KeptText]:
    """Every answer of these quarters, by random key."""
    return _split(session.exec(_texts(periods)))


def texts_of_records(
    session: Session, periods: Sequence[ReportingPeriod], records: Collection[bytes]
) -> list[KeptText]:
    """The answers of some records, as far as they are still kept and of these quarters."""
    keys, found = sorted(records), list[KeptText]()
    for start in range(0, len(keys), _AT_ONCE):
        chunk = keys[start : start + _AT_ONCE]
        found += _split(session.exec(_texts(periods).where(col(FeedbackRow.id).in_(chunk))))
    return found


def replace_texts(session: Session, changed: Mapping[TextPlace, MaskedText]) -> None:
    """Write texts in the place of those before; on SQLite the whole file must be written anew after it."""
    for place, masked in changed.items():
        statement = update(FeedbackRow).where(col(FeedbackRow.id) == place.record)
        session.execute(statement.values({place.question.value: masked.text}))
    if partitions.on_postgresql(session):
        for label in _quarters_of(session, {place.record for place in changed}):
            partitions.write_anew(session, ReportingPeriod.parse(label))


def _quarters_of(session: Session, records: Collection[bytes]) -> list[str]:
    keys, found = sorted(records), set[str]()
    for start in range(0, len(keys), _AT_ONCE):
        chunk = keys[start : start + _AT_ONCE]
        found |= set(
            session.exec(select(FeedbackRow.period).where(col(FeedbackRow.id).in_(chunk)).distinct())
        )
    return sorted(found)


def add_candidates(session: Session, candidates: Iterable[LeakCandidate]) -> None:
    """Write down how masked words had passed; one that is known already changes nothing."""
    known = set(list_candidates(session))
    rows = [_row(candidate) for candidate in sorted(set(candidates) - known)]
    if rows:
        session.execute(insert(LeakCandidateRow), rows)


def list_candidates(session: Session) -> list[LeakCandidate]:
    """How masked words had passed, by language, step and entry."""
    rows = session.exec(select(LeakCandidateRow))
    return sorted(LeakCandidate(row.language, row.step, row.entry, Tag(row.kind)) for row in rows)


def forget_candidates(session: Session, seen: Iterable[LeakCandidate]) -> None:
    """Delete some of them, once who maintains the lists has them."""
    for candidate in seen:
        row = session.get(LeakCandidateRow, tuple(_row(candidate).values()))
        if row is not None:
            session.delete(row)


def _texts(periods: Sequence[ReportingPeriod]) -> Any:
    labels = [str(period) for period in periods]
    columns = select(FeedbackRow.id, FeedbackRow.good, FeedbackRow.improve)
    return columns.where(col(FeedbackRow.period).in_(labels)).order_by(col(FeedbackRow.id))


def _split(rows: Iterable[Any]) -> list[KeptText]:
    answers = (
        (key, question, words)
        for key, good, improve in rows
        for question, words in ((Question.GOOD, good), (Question.IMPROVE, improve))
    )
    return [KeptText(TextPlace(key, q), MaskedText(words)) for key, q, words in answers if words]


def _row(candidate: LeakCandidate) -> dict[str, str]:
    return {
        "language": candidate.language,
        "step": candidate.step,
        "entry": candidate.entry,
        "kind": candidate.kind.value,
    }
