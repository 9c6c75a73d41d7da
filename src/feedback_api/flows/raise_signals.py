"""Raise signals: events in the very transaction that makes public what they tell, so that none is lost."""

from datetime import date

from sqlmodel import Session

from feedback_api.store.outbox import add_events
from feedback_api.terms.signals import Event, EventType, PublishedAction


def raise_action_published(session: Session, action: PublishedAction, today: date) -> None:
    """Tell subscribers that an action was made public; call it within that transaction.

    The same revision of an action cannot be raised twice: it breaks a unique rule.
    """
    data = {
        "actionId": action.action_id,
        "themeId": action.theme.value,
        "status": action.status,
        "period": str(action.period),
    }
    event_id = f"{EventType.ACTION_PUBLISHED}:{action.action_id}:{action.revision}"
    event = Event(event_id, EventType.ACTION_PUBLISHED, action.theme.value, today, data)
    add_events(session, [event])
