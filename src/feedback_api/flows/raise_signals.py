"""Raise signals: events in the very transaction that makes public what they tell, so that none is lost."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlmodel import Session

from feedback_api.flows.read_releases import parse_frozen
from feedback_api.publish.noticed import (
    LOOKS_BACK,
    new_data,
    noticed,
    release_data,
    rising_data,
)
from feedback_api.store.outbox import add_events
from feedback_api.store.releases import list_releases
from feedback_api.terms.release import Release
from feedback_api.terms.signals import Event, EventType, PublishedAction


def raise_release_published(session: Session, release: Release, today: date) -> None:
    """Tell subscribers of a release, and of themes that rose or are new in it; call it within its freeze."""
    frozen = list_releases(session, most=LOOKS_BACK + 1)
    earlier = [parsed for one in frozen if (parsed := parse_frozen(one)).period < release.period]
    add_events(session, release_events(release, earlier, today))


def release_events(release: Release, earlier: Sequence[Release], day: date) -> list[Event]:
    """Events of a release, given those before it, newest first; always the same for the same releases."""
    return list(_release_events(release, earlier, day))


def _release_events(release: Release, earlier: Sequence[Release], day: date) -> Iterator[Event]:
    period, found = str(release.period), noticed(release, earlier)
    kind = EventType.RELEASE_PUBLISHED
    yield Event(f"{kind}:{period}", kind, period, day, release_data(release))
    kind = EventType.THEME_RISING
    for theme in found.rising:
        rises = [rise for rise in found.rises if rise.theme is theme]
        yield Event(
            f"{kind}:{period}:{theme}", kind, theme.value, day, rising_data(release, earlier[0], rises)
        )
    kind = EventType.THEME_NEWLY_DISPLAYED
    for theme, cell in found.new:
        yield Event(f"{kind}:{period}:{theme}", kind, theme.value, day, new_data(release, theme, cell))


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
    kind = EventType.ACTION_PUBLISHED
    event_id = f"{kind}:{action.action_id}:{action.revision}"
    add_events(session, [Event(event_id, kind, action.theme.value, today, data)])
