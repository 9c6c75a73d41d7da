"""Approve an action: a second person makes public what one wrote, or refuses it; exactly once."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import Engine
from sqlmodel import Session

from feedback_api.flows.raise_signals import raise_action_published
from feedback_api.store import actions
from feedback_api.store.audit import add_entry
from feedback_api.store.engine import reading, writing
from feedback_api.terms.action import Action, Asked, Draft
from feedback_api.terms.audit import AuditEntry, Subject, Verb
from feedback_api.terms.errors import ActionFault, ActionRefused
from feedback_api.terms.signals import PublishedAction


def approve_action(database: Engine, draft_id: str, person: str, today: date) -> Action:
    """Make what another wrote public, and tell subscribers; of two at once exactly one succeeds.

    Raises:
        ActionRefused: ``own`` work cannot be approved; ``decided`` when it waits no more.
        Unavailable: when the database failed.
    """
    with writing(database) as session:
        draft = _waiting(session, draft_id, person)
        revision = actions.publish(session, draft, person, today)
        if revision is None:
            raise ActionRefused(ActionFault.DECIDED)
        asked, status = draft.asked, draft.answer.status.value
        add_entry(session, _entry(asked, person, Verb.APPROVED, today))
        told = PublishedAction(draft.action_id, revision, asked.theme, status, asked.period)
        raise_action_published(session, told, today)
        session.expire_all()
        action = actions.find_action(session, draft.action_id)
    if action is None:
        raise ActionRefused(ActionFault.GONE)
    return action


def refuse_action(database: Engine, draft_id: str, person: str, today: date) -> None:
    """Refuse what another wrote; its words are forgotten.

    Raises:
        ActionRefused: ``own`` work is taken back instead; ``decided`` when it waits no more.
        Unavailable: when the database failed.
    """
    with writing(database) as session:
        draft = _waiting(session, draft_id, person)
        _decide(session, draft, actions.refuse, (person, Verb.REFUSED, today))


def take_back(database: Engine, draft_id: str, person: str, today: date) -> None:
    """Take back one's own draft; its words are forgotten.

    Raises:
        ActionRefused: ``decided`` when it waits no more, or is somebody else's.
        Unavailable: when the database failed.
    """
    with writing(database) as session:
        draft = actions.find_draft(session, draft_id)
        if draft is None:
            raise ActionRefused(ActionFault.DECIDED)
        _decide(session, draft, actions.take_back, (person, Verb.WITHDREW, today))


def withdraw_action(database: Engine, action_id: str, person: str, today: date) -> None:
    """Withdraw a public action at once: its words go, and a line stays that says so.

    One person is enough, as words that should not be there must not wait for a second.

    Raises:
        ActionRefused: ``gone`` when it is not public or was withdrawn before.
        Unavailable: when the database failed.
    """
    with writing(database) as session:
        action = actions.find_action(session, action_id)
        if action is None or not actions.withdraw(session, action_id, today):
            raise ActionRefused(ActionFault.GONE)
        add_entry(session, _entry(action.asked, person, Verb.WITHDREW, today))


def list_drafts(database: Engine) -> list[Draft]:
    """Drafts that wait, for the desk.

    Raises:
        Unavailable: when the database failed.
    """
    with reading(database) as session:
        return actions.list_drafts(session)


def read_draft(database: Engine, draft_id: str) -> Draft:
    """One draft that waits, for the desk.

    Raises:
        ActionRefused: ``decided`` when it waits no more.
        Unavailable: when the database failed.
    """
    with reading(database) as session:
        draft = actions.find_draft(session, draft_id)
    if draft is None:
        raise ActionRefused(ActionFault.DECIDED)
    return draft


def _waiting(session: Session, draft_id: str, person: str) -> Draft:
    draft = actions.find_draft(session, draft_id)
    if draft is None:
        raise ActionRefused(ActionFault.DECIDED)
    if draft.written_by == person:
        raise ActionRefused(ActionFault.OWN)
    return draft


def _decide(
    session: Session,
    draft: Draft,
    change: Callable[[Session, Draft, str], bool],
    by: tuple[str, Verb, date],
) -> None:
    person, verb, today = by
    if not change(session, draft, person):
        raise ActionRefused(ActionFault.DECIDED)
    add_entry(session, _entry(draft.asked, person, verb, today))


def _entry(asked: Asked, person: str, verb: Verb, today: date) -> AuditEntry:
    return AuditEntry(today, person, verb, Subject.ACTION, asked.theme, asked.period)
