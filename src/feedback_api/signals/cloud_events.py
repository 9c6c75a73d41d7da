"""Events as the Dutch government's profile for CloudEvents writes them, in structured JSON.

Source: NL GOV profile for CloudEvents 1.1, context attributes; CloudEvents 1.0, JSON event format.
"""

import json
import re
from typing import Any

from feedback_api.terms.signals import Event, EventType

CONTENT_TYPE = "application/cloudevents+json; charset=utf-8"
"""Media type of an event in structured mode (CloudEvents HTTP protocol binding, section 3.2)."""

TYPE_PREFIX = "nl.asielfeedback."
"""The data source, in reverse domain name notation; the profile advises against names of organisations."""

TYPES = {kind: TYPE_PREFIX + kind.value for kind in EventType}
"""``type`` of each kind; a change that old receivers cannot read gets a new one, ending in ``.v2``."""

_SOURCE = re.compile(r"urn:nld:[a-z0-9][a-z0-9.:%()-]{2,180}", re.IGNORECASE)


def is_source(written: str) -> bool:
    """Whether this may stand as ``source``: a URN under ``nld`` that names organisation and system."""
    return _SOURCE.fullmatch(written) is not None


def cloud_event(event: Event, source: str) -> bytes:
    """The event's bytes; always the same for the same event and source, so that a retry sends the same."""
    attributes: dict[str, Any] = {
        "specversion": "1.0",
        "id": event.id,
        "source": source,
        "type": TYPES[event.type],
        "subject": event.subject,
        "datacontenttype": "application/json",
        # No ``time``: the day is all that is told, and a moment would claim more.
        "data": {"day": event.day.isoformat(), **event.data},
    }
    return json.dumps(attributes, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
