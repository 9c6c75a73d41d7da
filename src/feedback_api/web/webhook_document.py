"""Webhooks in the API's document: what is posted to subscribers, how it is signed, and what to answer."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field
from pydantic.json_schema import models_json_schema

from feedback_api.signals.cloud_events import TYPES
from feedback_api.terms.action import ActionStatus
from feedback_api.terms.codebook import SourceGroup, Theme
from feedback_api.terms.signals import EventType
from feedback_api.web.answers import Answer, Digest, Quarter, Votes

JsonObject = dict[str, Any]
CLOUD_EVENT = "application/cloudevents+json"
"""Media type of an event in structured mode; posted with ``charset=utf-8`` behind it."""


class CloudEvent(Answer):
    """An event after the NL GOV profile for CloudEvents. Members that you do not know may be ignored."""

    specversion: Literal["1.0"]
    id: Annotated[
        str,
        Field(
            min_length=1, description="Lasting id, the same when it is sent again; skip ids that you know."
        ),
    ]
    source: Annotated[str, Field(pattern="^urn:nld:", description="Organisation and system that send it.")]
    subject: Annotated[str, Field(min_length=1, description="The quarter or the theme that it is about.")]
    datacontenttype: Literal["application/json"]


class EventData(Answer):
    """What every event tells."""

    day: Annotated[date, Field(description="The day on which it became public; nothing finer is told.")]


class ReleaseData(EventData):
    """Which quarters a release counts, and the digest to know it by."""

    period: Quarter
    periods: list[Quarter]
    digest: Digest


class ReleasePublished(CloudEvent):
    """A release was frozen and published."""

    type: Literal["nl.asielfeedback.release-published"]
    data: ReleaseData


class RiseOfVotes(Answer):
    """Votes of one group, or of all groups together, in two releases that follow each other."""

    source_group: Annotated[SourceGroup | None, Field(description="The group; null for all together.")]
    votes_before: Votes
    votes: Votes


class RisingData(EventData):
    """A theme whose votes rose by more than the noise of both releases, all themes and groups considered."""

    period: Quarter
    period_before: Quarter
    theme_id: Theme
    changes: Annotated[list[RiseOfVotes], Field(min_length=1)]


class ThemeRising(CloudEvent):
    """A theme surely rose since the release before."""

    type: Literal["nl.asielfeedback.theme-rising"]
    data: RisingData


class NewData(EventData):
    """A theme with its votes in all groups together."""

    period: Quarter
    theme_id: Theme
    votes: Votes


class ThemeNewlyDisplayed(CloudEvent):
    """A theme is displayed that was not in the four releases before."""

    type: Literal["nl.asielfeedback.theme-newly-displayed"]
    data: NewData


class ActionData(EventData):
    """An answer to a theme, and how far it is."""

    action_id: str
    theme_id: Theme
    status: ActionStatus
    period: Quarter


class ActionPublished(CloudEvent):
    """An answer to a displayed theme was published, or changed."""

    type: Literal["nl.asielfeedback.action-published"]
    data: ActionData


_BODIES: Mapping[EventType, type[CloudEvent]] = {
    EventType.RELEASE_PUBLISHED: ReleasePublished,
    EventType.THEME_RISING: ThemeRising,
    EventType.THEME_NEWLY_DISPLAYED: ThemeNewlyDisplayed,
    EventType.ACTION_PUBLISHED: ActionPublished,
}

_SUMMARIES = {
    EventType.RELEASE_PUBLISHED: "A release was published",
    EventType.THEME_RISING: "A theme rose",
    EventType.THEME_NEWLY_DISPLAYED: "A theme is newly displayed",
    EventType.ACTION_PUBLISHED: "An answer to a theme was published",
}

_ABOUT = (
    "Posted to subscribers, whom the operator registers: at least once, in no promised order, aggregates "
    "only. Check the signature and the time of the headers before you read the body, and skip ids that you "
    "know. Redirects are not followed."
)

_HEADERS = {
    "webhook-id": ("The event's id, as in the body.", "release-published:2026-Q3"),
    "webhook-timestamp": (
        "Seconds since 1970 at this attempt; refuse what is more than 300 seconds from your clock.",
        "1790000000",
    ),
    "webhook-signature": (
        "`v1,` and the base64 of HMAC-SHA-256, keyed with the secret's bytes, over id, timestamp and body, "
        "with dots between; several with blanks between while a secret is replaced. One that fits will do.",
        "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=",
    ),
}

_AGAIN = "Not received: sent again later, after longer and longer waits, for some days."

_ANSWERS = {
    "204": "Received. Any answer from 200 to 299 says so; its body is not read.",
    "410": "You want no more events; you are called again when the operator resumes it.",
    "4XX": _AGAIN,
    "5XX": _AGAIN,
}


def add_webhooks(document: JsonObject) -> None:
    """Describe every kind of event, with an example of each."""
    wanted = [(body, "serialization") for body in _BODIES.values()]
    _, made = models_json_schema(wanted, ref_template="#/components/schemas/{model}")  # type: ignore[arg-type]
    schemas = document["components"]["schemas"]
    document["components"]["schemas"] = made["$defs"] | schemas
    examples = json.loads(Path(__file__).with_name("webhook_examples.json").read_text(encoding="utf-8"))
    document["webhooks"] = {
        kind.value: {"post": _operation(kind, examples[kind.value])} for kind in EventType
    }


def _operation(kind: EventType, example: JsonObject) -> JsonObject:
    body = _BODIES[kind]
    content = {
        "schema": {"$ref": f"#/components/schemas/{body.__name__}"},
        "examples": {kind.value: {"value": {"type": TYPES[kind], **example}}},
    }
    return {
        "operationId": "receive" + body.__name__,
        "tags": ["Themes out"],
        "summary": _SUMMARIES[kind],
        "description": _ABOUT,
        "security": [],
        "parameters": [_header(name, *said) for name, said in _HEADERS.items()],
        "requestBody": {"required": True, "content": {CLOUD_EVENT: content}},
        "responses": {status: {"description": said} for status, said in _ANSWERS.items()},
    }


def _header(name: str, description: str, example: str) -> JsonObject:
    return {
        "name": name,
        "in": "header",
        "required": True,
        "description": description,
        "schema": {"type": "string"},
        "example": example,
    }
