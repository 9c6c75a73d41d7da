"""What is really sent keeps to the API's document, member by member, and so do its examples."""

import json
from datetime import date

import jsonschema_rs
import pytest

from feedback_api.flows.make_release import make_release
from feedback_api.flows.raise_signals import raise_action_published
from feedback_api.signals.cloud_events import TYPES, cloud_event
from feedback_api.store.engine import reading, writing
from feedback_api.store.outbox import list_events
from feedback_api.terms.action import ActionStatus
from feedback_api.terms.codebook import SourceGroup, Theme
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.signals import EventType, PublishedAction

DAY = date(2026, 11, 23)
SOURCE = "urn:nld:oin:00000001823288444000:systeem:feedback"


@pytest.fixture(scope="module")
def document(house):
    return house.site.get("/v1/openapi.json").json()


def closed(part):
    """The schema with every object closed, so that a member nobody described is seen."""
    if isinstance(part, list):
        return [closed(one) for one in part]
    if not isinstance(part, dict):
        return part
    shut = {"additionalProperties": False} if "properties" in part else {}
    return {name: closed(one) for name, one in part.items()} | shut


def validator(document, kind):
    content = document["webhooks"][kind]["post"]["requestBody"]["content"]["application/cloudevents+json"]
    return jsonschema_rs.Draft202012Validator(
        closed({**content["schema"], "components": document["components"]}), validate_formats=True
    )


def test_every_kind_of_event_is_described_once(document):
    assert set(document["webhooks"]) == {kind.value for kind in EventType}
    ids = [path["post"]["operationId"] for path in document["webhooks"].values()]
    assert len(set(ids)) == len(EventType)


@pytest.mark.parametrize("kind", EventType)
def test_the_examples_keep_to_their_schema(document, kind):
    content = document["webhooks"][kind]["post"]["requestBody"]["content"]["application/cloudevents+json"]
    example = content["examples"][kind]["value"]
    assert example["type"] == TYPES[kind]
    validator(document, kind).validate(example)
    with pytest.raises(jsonschema_rs.ValidationError):
        validator(document, kind).validate(example | {"sender": "somebody"})


@pytest.mark.parametrize("path", ["/v1/docs", "/v1/nl/docs"])
def test_the_documentation_page_shows_every_event(house, document, path):
    page = house.site.get(path).text
    for described in document["webhooks"].values():
        assert f'id="{described["post"]["operationId"]}"' in page
    assert all(written in page for written in TYPES.values())


def test_what_is_sent_keeps_to_the_schema(document, sqlite, settings, signer, fill):
    for quarter, digital, interpreting in ((2, 60, 0), (3, 150, 80)):
        period = ReportingPeriod(2026, quarter)
        votes = {Theme.POLICY: 100, Theme.DIGITAL: digital, Theme.INTERPRETING: interpreting}
        fill(sqlite, period, {(group, theme): votes[theme] for group in SourceGroup for theme in votes})
        make_release(sqlite, period, settings.policy, 1, DAY, signer)
    with writing(sqlite) as session:
        for revision, status in enumerate(ActionStatus, 1):
            action = PublishedAction("a-1", revision, Theme.DIGITAL, status.value, period)
            raise_action_published(session, action, DAY)
    with reading(sqlite) as session:
        for kind in EventType:
            events = list_events(session, kind, date.min)
            assert events
            for event in events:
                validator(document, kind).validate(json.loads(cloud_event(event, SOURCE)))
