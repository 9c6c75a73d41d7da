"""Actions: drafts that wait for a second person, published versions, and what is left of withdrawn ones."""

import json
import secrets
from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from sqlalchemy import CursorResult, delete, func, update
from sqlmodel import Session, col, select

from feedback_api.store.desk_tables import ActionRow, ActionVersionRow
from feedback_api.terms.action import Action, ActionStatus, Answer, Asked, Draft, Version
from feedback_api.terms.codebook import Step, Theme
from feedback_api.terms.period import ReportingPeriod


def add_action(session: Session, asked: Asked) -> str:
    """Begin an action of which nothing is public yet; gives its random id."""
    row = ActionRow(
        id=secrets.token_hex(16),
        theme=asked.theme.value,
        period=str(asked.period),
        step=None if asked.step is None else asked.step.value,
    )
    session.add(row)
    session.flush()
    return row.id


def add_draft(session: Session, action_id: str, answer: Answer, written_by: str) -> str:
    """Keep an answer until a second person decides; gives its random id."""
    row = ActionVersionRow(
        id=secrets.token_hex(16),
        action_id=action_id,
        status=answer.status.value,
        words=_written(answer),
        written_by=written_by,
    )
    session.add(row)
    return row.id


def find_draft(session: Session, draft_id: str) -> Draft | None:
    """A draft that waits."""
    row = session.get(ActionVersionRow, draft_id)
    action = None if row is None or row.revision is not None else session.get(ActionRow, row.action_id)
    return None if row is None or action is None else _draft(row, action)


def list_drafts(session: Session) -> list[Draft]:
    """Drafts that wait, newest release first; within a theme by their random id."""
    rows = session.exec(
        select(ActionVersionRow, ActionRow)
        .join(ActionRow, col(ActionRow.id) == ActionVersionRow.action_id)
        .where(col(ActionVersionRow.revision).is_(None))
        .order_by(col(ActionRow.period).desc(), col(ActionRow.theme), col(ActionVersionRow.id))
    )
    return [_draft(version, action) for version, action in rows]


def has_draft(session: Session, action_id: str) -> bool:
    """Whether a change of an action waits already."""
    waiting = select(ActionVersionRow.id).where(
        ActionVersionRow.action_id == action_id, col(ActionVersionRow.revision).is_(None)
    )
    return session.exec(waiting).first() is not None


def publish(session: Session, draft: Draft, person: str, today: date) -> int | None:
    """Make somebody else's draft public; gives its revision, or nothing when it waits no more or is theirs.

    One statement decides, so that of two at once exactly one succeeds. Who wrote it is forgotten.
    """
    newest = session.exec(
        select(func.max(ActionVersionRow.revision)).where(ActionVersionRow.action_id == draft.action_id)
    ).one()
    revision = (newest or 0) + 1
    statement = (
        update(ActionVersionRow)
        .where(*_of_somebody_else(draft.id, person))
        .values(revision=revision, published_on=today, written_by="")
    )
    if not _changed(session, statement):
        return None
    first = update(ActionRow).where(
        col(ActionRow.id) == draft.action_id, col(ActionRow.answered_on).is_(None)
    )
    session.execute(first.values(answered_on=today))
    return revision


def refuse(session: Session, draft: Draft, person: str) -> bool:
    """Forget somebody else's draft; False as :func:`publish`."""
    return _forget(session, draft, delete(ActionVersionRow).where(*_of_somebody_else(draft.id, person)))


def take_back(session: Session, draft: Draft, person: str) -> bool:
    """Forget one's own draft; False when it waits no more or is somebody else's."""
    own = delete(ActionVersionRow).where(
        col(ActionVersionRow.id) == draft.id,
        col(ActionVersionRow.revision).is_(None),
        col(ActionVersionRow.written_by) == person,
    )
    return _forget(session, draft, own)


def withdraw(session: Session, action_id: str, today: date) -> bool:
    """Forget every word of a public action, also a change that waits; that it was there stays."""
    statement = update(ActionRow).where(
        col(ActionRow.id) == action_id,
        col(ActionRow.answered_on).is_not(None),
        col(ActionRow.withdrawn_on).is_(None),
    )
    if not _changed(session, statement.values(withdrawn_on=today)):
        return False
    session.execute(delete(ActionVersionRow).where(col(ActionVersionRow.action_id) == action_id))
    return True


def list_actions(
    session: Session, theme: Theme | None = None, period: ReportingPeriod | None = None
) -> list[Action]:
    """Public actions, also what is left of withdrawn ones; last answered first, then by their random id."""
    statement = select(ActionRow).where(col(ActionRow.answered_on).is_not(None))
    if theme is not None:
        statement = statement.where(ActionRow.theme == theme.value)
    if period is not None:
        statement = statement.where(ActionRow.period == str(period))
    return _with_versions(session, session.exec(statement.order_by(col(ActionRow.id))).all())


def find_action(session: Session, action_id: str) -> Action | None:
    """One public action."""
    row = session.get(ActionRow, action_id)
    return None if row is None or row.answered_on is None else _with_versions(session, [row])[0]


def _with_versions(session: Session, rows: Sequence[ActionRow]) -> list[Action]:
    found = session.exec(
        select(ActionVersionRow)
        .where(
            col(ActionVersionRow.action_id).in_([row.id for row in rows]),
            col(ActionVersionRow.revision).is_not(None),
        )
        .order_by(col(ActionVersionRow.revision).desc())
    ).all()
    actions = [_action(row, [_version(one) for one in found if one.action_id == row.id]) for row in rows]
    return sorted(actions, key=_last_day, reverse=True)


def _last_day(action: Action) -> date:
    return action.versions[0].published_on if action.versions else action.answered_on


def _forget(session: Session, draft: Draft, statement: Any) -> bool:
    if not _changed(session, statement):
        return False
    if not draft.changes:
        session.execute(delete(ActionRow).where(col(ActionRow.id) == draft.action_id))
    return True


def _of_somebody_else(draft_id: str, person: str) -> tuple[Any, ...]:
    return (
        col(ActionVersionRow.id) == draft_id,
        col(ActionVersionRow.revision).is_(None),
        col(ActionVersionRow.written_by) != person,
    )


def _changed(session: Session, statement: Any) -> bool:
    return cast("CursorResult[Any]", session.execute(statement)).rowcount == 1


def _written(answer: Answer) -> str:
    words = {"texts": dict(answer.texts), "reasons": dict(answer.reasons)}
    return json.dumps(words, ensure_ascii=False, sort_keys=True)


def _answer(row: ActionVersionRow) -> Answer:
    words = json.loads(row.words)
    return Answer(ActionStatus(row.status), words["texts"], words["reasons"])


def _asked(row: ActionRow) -> Asked:
    step = None if row.step is None else Step(row.step)
    return Asked(Theme(row.theme), ReportingPeriod.parse(row.period), step)


def _draft(row: ActionVersionRow, action: ActionRow) -> Draft:
    changes = action.answered_on is not None
    return Draft(row.id, row.action_id, _asked(action), _answer(row), row.written_by, changes)


def _version(row: ActionVersionRow) -> Version:
    return Version(row.revision or 0, _answer(row), row.published_on or date.min)


def _action(row: ActionRow, versions: Sequence[Version]) -> Action:
    answered_on = row.answered_on or date.min
    return Action(row.id, _asked(row), tuple(versions), answered_on, row.withdrawn_on)
