import json
import re
from datetime import date

import pytest

from feedback_api.signals.cloud_events import CONTENT_TYPE, TYPES, cloud_event, is_source
from feedback_api.terms.signals import Event, EventType

SOURCE = "urn:nld:oin:00000001823288444000:systeem:feedback"
EVENT = Event(
    "theme-rising:2026-Q3:digital",
    EventType.THEME_RISING,
    "digital",
    date(2026, 10, 2),
    {"themeId": "digital", "label": "één"},
)


def test_an_event_has_the_attributes_of_the_profile():
    assert json.loads(cloud_event(EVENT, SOURCE)) == {
        "specversion": "1.0",
        "id": "theme-rising:2026-Q3:digital",
        "source": SOURCE,
        "type": "nl.asielfeedback.theme-rising",
        "subject": "digital",
        "datacontenttype": "application/json",
        "data": {"day": "2026-10-02", "themeId": "digital", "label": "één"},
    }
    assert CONTENT_TYPE.startswith("application/cloudevents+json")


def test_a_retry_sends_the_very_same_bytes():
    turned = Event(EVENT.id, EVENT.type, EVENT.subject, EVENT.day, dict(reversed(EVENT.data.items())))
    assert cloud_event(turned, SOURCE) == cloud_event(EVENT, SOURCE)


def test_attribute_names_and_types_keep_to_the_profile():
    for name in json.loads(cloud_event(EVENT, SOURCE)):
        assert re.fullmatch("[a-z0-9]{1,20}", name)
    for written in TYPES.values():
        assert re.fullmatch(r"nl(\.[a-z][a-z-]*)+", written)
    assert len(set(TYPES.values())) == len(EventType)


@pytest.mark.parametrize(
    ("written", "holds"),
    [
        (SOURCE, True),
        ("urn:nld:kvknr:09220932.feedback", True),
        ("urn:nld:gemeente-Bergen%20%28L%29.feedback", True),
        ("", False),
        ("urn:nld:", False),
        ("https://example.org/", False),
        ("urn:nld:with blank", False),
        ("urn:nld:line\nbreak", False),
        ("urn:nld:x\u0000y", False),
    ],
)
def test_a_source_is_a_urn_of_the_netherlands(written, holds):
    assert is_source(written) is holds
