"""Read feed: what became public lately, for people; recomputed from frozen releases, and always the same."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from sqlalchemy import Engine

from feedback_api.flows.raise_signals import release_events
from feedback_api.flows.read_releases import parse_frozen
from feedback_api.publish.noticed import LOOKS_BACK
from feedback_api.store.actions import list_actions
from feedback_api.store.engine import reading
from feedback_api.store.outbox import list_events
from feedback_api.store.releases import list_releases
from feedback_api.terms.release import Frozen
from feedback_api.terms.signals import Event, EventType

RELEASES = 12
"""Releases that a feed goes back: three years of quarters."""


def read_feed(database: Engine) -> list[Event]:
    """Events of the newest releases, and of actions since the oldest of them, newest day first.

    An action that was withdrawn is no news any more.

    Releases from before there were webhooks are in it too: what is noticed in one follows from it alone.
    """
    with reading(database) as session:
        frozen = list_releases(session, most=RELEASES + LOOKS_BACK)
        since = min((one.frozen_on for one in frozen[:RELEASES]), default=date.min)
        told = list_events(session, EventType.ACTION_PUBLISHED, since)
        withdrawn = {action.id for action in list_actions(session) if action.withdrawn_on is not None}
    actions = [event for event in told if event.data["actionId"] not in withdrawn]
    events = [event for at in range(len(frozen[:RELEASES])) for event in _events(frozen[at:])]
    # Of one day, the release stands before what was noticed in it.
    return sorted([*events, *actions], key=lambda event: event.day, reverse=True)


def _events(frozen: Sequence[Frozen]) -> Sequence[Event]:
    now, *earlier = [_Known(one.digest, one) for one in frozen[: LOOKS_BACK + 1]]
    return _events_of(now, tuple(earlier))


@dataclass(frozen=True, slots=True)
class _Known:
    """A frozen release, known by its digest alone."""

    digest: str
    frozen: Frozen = field(compare=False)


@lru_cache(maxsize=4 * RELEASES)
def _events_of(now: _Known, earlier: tuple[_Known, ...]) -> Sequence[Event]:
    before = [parse_frozen(one.frozen) for one in earlier]
    return release_events(parse_frozen(now.frozen), before, now.frozen.frozen_on)
