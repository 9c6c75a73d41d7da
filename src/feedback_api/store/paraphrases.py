"""Paraphrases at the desk: kept, decided by somebody else exactly once, and those that are public."""

import secrets
from typing import Any

from sqlalchemy import CursorResult, update
from sqlmodel import Session, col, select

from feedback_api.store.desk_tables import ParaphraseRow
from feedback_api.terms.codebook import Theme
from feedback_api.terms.paraphrases import KeptParaphrase, Paraphrase, ParaphraseState
from feedback_api.terms.period import ReportingPeriod

_WAITING, _PUBLISHED = ParaphraseState.WAITING.value, ParaphraseState.PUBLISHED.value


def add_paraphrase(session: Session, paraphrase: Paraphrase, written_by: str) -> str:
    """Keep a paraphrase until a second reviewer decides; gives its random id."""
    row = ParaphraseRow(
        id=secrets.token_hex(16),
        period=str(paraphrase.period),
        theme=paraphrase.theme.value,
        nl=paraphrase.texts["nl"],
        en=paraphrase.texts["en"],
        state=_WAITING,
        written_by=written_by,
    )
    session.add(row)
    return row.id


def find_paraphrase(session: Session, paraphrase_id: str) -> KeptParaphrase | None:
    """One paraphrase, in whatever state."""
    row = session.get(ParaphraseRow, paraphrase_id)
    return None if row is None else _kept(row)


def list_paraphrases(session: Session, state: ParaphraseState) -> list[KeptParaphrase]:
    """Paraphrases in a state, newest release first; within a theme by their random id."""
    rows = session.exec(
        select(ParaphraseRow)
        .where(ParaphraseRow.state == state.value)
        .order_by(col(ParaphraseRow.period).desc(), col(ParaphraseRow.theme), col(ParaphraseRow.id))
    )
    return [_kept(row) for row in rows]


def published_paraphrases(session: Session, period: ReportingPeriod, theme: Theme) -> list[Paraphrase]:
    """What is public about a theme of a release, by random id: not in the order in which it was written."""
    rows = session.exec(
        select(ParaphraseRow)
        .where(
            ParaphraseRow.period == str(period),
            ParaphraseRow.theme == theme.value,
            ParaphraseRow.state == _PUBLISHED,
        )
        .order_by(col(ParaphraseRow.id))
    )
    return [_kept(row).paraphrase for row in rows]


def count_open(session: Session, period: ReportingPeriod, theme: Theme) -> int:
    """How many paraphrases of a theme of a release wait or are public."""
    rows = session.exec(
        select(ParaphraseRow.id).where(
            ParaphraseRow.period == str(period),
            ParaphraseRow.theme == theme.value,
            col(ParaphraseRow.state).in_((_WAITING, _PUBLISHED)),
        )
    )
    return len(rows.all())


def publish(session: Session, paraphrase_id: str, decided_by: str) -> bool:
    """Make a waiting paraphrase of somebody else public; False when it does not wait any more, or is theirs.

    One statement decides, so that of two at once exactly one succeeds.
    """
    return _decide(session, paraphrase_id, decided_by, {"state": _PUBLISHED})


def refuse(session: Session, paraphrase_id: str, decided_by: str) -> bool:
    """Refuse a waiting paraphrase of somebody else and forget its words; False as :func:`publish`."""
    refused = {"state": ParaphraseState.REFUSED.value, "nl": "", "en": ""}
    return _decide(session, paraphrase_id, decided_by, refused)


def withdraw(session: Session, paraphrase_id: str, decided_by: str) -> bool:
    """Take back one's own that waits, or anybody's that is public, and forget its words; False if neither."""
    statement = update(ParaphraseRow).where(
        col(ParaphraseRow.id) == paraphrase_id,
        (col(ParaphraseRow.state) == _PUBLISHED)
        | ((col(ParaphraseRow.state) == _WAITING) & (col(ParaphraseRow.written_by) == decided_by)),
    )
    return _changed(session, statement.values(state=ParaphraseState.WITHDRAWN.value, nl="", en=""))


def _decide(session: Session, paraphrase_id: str, decided_by: str, values: dict[str, str]) -> bool:
    statement = update(ParaphraseRow).where(
        col(ParaphraseRow.id) == paraphrase_id,
        col(ParaphraseRow.state) == _WAITING,
        col(ParaphraseRow.written_by) != decided_by,
    )
    return _changed(session, statement.values(decided_by=decided_by, **values))


def _changed(session: Session, statement: Any) -> bool:
    result = session.execute(statement)
    return isinstance(result, CursorResult) and result.rowcount == 1


def _kept(row: ParaphraseRow) -> KeptParaphrase:
    paraphrase = Paraphrase(Theme(row.theme), ReportingPeriod.parse(row.period), {"nl": row.nl, "en": row.en})
    return KeptParaphrase(row.id, paraphrase, ParaphraseState(row.state), row.written_by, row.decided_by)
