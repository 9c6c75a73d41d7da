"""Actions as the API writes them: what is public, and no person."""

from collections.abc import Sequence

from feedback_api.publish.wire import JsonObject
from feedback_api.terms.action import Action, Answered, Version


def actions_answer(actions: Sequence[Action], answered: Answered | None) -> JsonObject:
    """Public actions, and how many themes of the newest release have an answer."""
    items = [action_item(action) for action in actions]
    return {"items": items, "answered": None if answered is None else answered_item(answered)}


def action_item(action: Action) -> JsonObject:
    """One action with its history, newest first; of a withdrawn one only that it was there."""
    asked = action.asked
    item: JsonObject = {
        "actionId": action.id,
        "themeId": asked.theme.value,
        "period": str(asked.period),
        "step": None if asked.step is None else asked.step.value,
        "answeredOn": action.answered_on.isoformat(),
        "withdrawnOn": None if action.withdrawn_on is None else action.withdrawn_on.isoformat(),
        "versions": [_version(version) for version in action.versions],
    }
    return item


def answered_item(answered: Answered) -> JsonObject:
    """How many displayed themes have an answer, and the middle of the days that it took."""
    return {
        "period": str(answered.period),
        "displayed": answered.displayed,
        "answered": answered.answered,
        "medianDays": answered.median_days,
    }


def _version(version: Version) -> JsonObject:
    answer = version.answer
    item: JsonObject = {
        "revision": version.revision,
        "status": answer.status.value,
        "publishedOn": version.published_on.isoformat(),
        "texts": dict(answer.texts),
    }
    return item | ({"reasons": dict(answer.reasons)} if answer.reasons else {})
