"""Read: what was done about what people said, as it is public; and how much of it has an answer."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Engine

from feedback_api.flows.read_releases import parse_frozen, read_releases
from feedback_api.publish.answering import answered
from feedback_api.publish.effect import Effect, effect
from feedback_api.store import actions
from feedback_api.store.engine import reading
from feedback_api.store.releases import list_releases
from feedback_api.terms.action import Action, Answered
from feedback_api.terms.codebook import Theme
from feedback_api.terms.period import ReportingPeriod


def read_actions(
    database: Engine, theme: Theme | None = None, period: ReportingPeriod | None = None
) -> list[Action]:
    """Public actions on a theme, or that answer a release, or all; last changed first.

    Withdrawn ones are among them, without a word: their ``versions`` are empty.

    Raises:
        Unavailable: when the database failed.
    """
    with reading(database) as session:
        return actions.list_actions(session, theme, period)


def read_action(database: Engine, action_id: str) -> Action | None:
    """One public action; none when there is none or nobody approved it yet.

    Raises:
        Unavailable: when the database failed.
    """
    with reading(database) as session:
        return actions.find_action(session, action_id)


def read_answered(database: Engine) -> Answered | None:
    """How many themes of the newest release have an answer, and how long that took; none without a release.

    Raises:
        Unavailable: when the database failed.
    """
    with reading(database) as session:
        frozen = list_releases(session)
        public = actions.list_actions(session)
    if not frozen:
        return None
    days = {parse_frozen(one).period: one.frozen_on for one in frozen}
    return answered(parse_frozen(frozen[0]), public, days)


def read_effects(database: Engine, shown: Sequence[Action]) -> Mapping[str, Effect]:
    """What can be concluded of each action by its id, from frozen releases; never that it caused anything.

    Raises:
        Unavailable: when the database failed.
    """
    releases = read_releases(database)
    return {action.id: effect(action, releases) for action in shown}
