"""What a backup does with each table, and why; a table that is not named here stops the tests.

The reasons in full: docs/decisions/0028-what-is-in-a-backup.md.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Row = Mapping[str, Any]


class Part(StrEnum):
    """Where in a backup rows lie: to be read by anyone, by the holder of a key, or there with texts only."""

    OPEN = "open"
    SEALED = "sealed"
    TEXTS = "texts"
    LEFT_OUT = "left-out"


@dataclass(frozen=True, slots=True)
class Rule:
    """One table's part and the reason; rows that ``is_open`` refuses are sealed, ``instead`` is written over.

    ``instead`` takes out times and what is of one process only.
    """

    part: Part
    reason: str
    is_open: Callable[[Row], bool] | None = None
    instead: Mapping[str, Any] = field(default_factory=dict)


_UNTRIED = {"attempts": 0, "first_tried_at": 0, "due_at": 0, "lease": None, "leased_until": None}

RULES: Mapping[str, Rule] = {
    "published_release": Rule(Part.OPEN, "published; the chain goes on from the newest"),
    "ledger_entry": Rule(Part.OPEN, "privacy loss that was spent stays spent"),
    "carried_quarter": Rule(Part.OPEN, "says which quarters the next release counts"),
    "codebook_version": Rule(Part.OPEN, "which codes count from when"),
    "pass_key": Rule(Part.OPEN, "public; a second key for a quarter could mark a person"),
    "spent_pass": Rule(Part.OPEN, "hashes; a spent pass stays spent"),
    "invitation": Rule(Part.OPEN, "hashes of codes that can be spent; what is not in it was spent"),
    "api_client": Rule(Part.OPEN, "hashes of tokens; systems go on posting"),
    "signal_event": Rule(Part.OPEN, "published in the feed; an id that exists is not raised twice"),
    "action": Rule(
        Part.OPEN,
        "published answers; one without an answer yet is sealed",
        lambda row: row["answered_on"] is not None or row["withdrawn_on"] is not None,
    ),
    "action_version": Rule(
        Part.OPEN,
        "published answers; a draft waits for a second person, who must be another",
        lambda row: row["revision"] is not None,
    ),
    "paraphrase": Rule(
        Part.OPEN,
        "published words; what no second reviewer read is sealed",
        lambda row: row["state"] != "waiting",
    ),
    "audit_entry": Rule(Part.OPEN, "days, pseudonyms and verbs: a log that nobody may lose lines of"),
    "leak_candidate": Rule(Part.OPEN, "entries of lists that we ship, no words of a message"),
    "desk_secret": Rule(Part.SEALED, "tells which account is which pseudonym"),
    "webhook_subscriber": Rule(Part.SEALED, "an address may hold a secret in its path"),
    "webhook_delivery": Rule(Part.SEALED, "what waits is delivered after all, anew", instead=_UNTRIED),
    "inbox_item": Rule(Part.TEXTS, "masked texts"),
    "feedback_record": Rule(Part.TEXTS, "masked texts, and single records without them"),
    "theme_assignment": Rule(Part.TEXTS, "goes with its record"),
    "idempotency_secret": Rule(
        Part.TEXTS, "opens the marks; without their messages a retry must be taken, not answered from memory"
    ),
    "idempotency_answer": Rule(Part.TEXTS, "goes with the messages that it answered"),
    "request_count": Rule(Part.LEFT_OUT, "counts of one minute"),
    "desk_session": Rule(Part.LEFT_OUT, "a session lasts hours; people sign in again"),
    "sign_in_link": Rule(Part.LEFT_OUT, "ends in minutes; one used since the backup must not live again"),
    "spent_sign_in": Rule(Part.LEFT_OUT, "lives for minutes, with seconds; the provider takes no code twice"),
    "alembic_version": Rule(Part.LEFT_OUT, "the manifest names the revision"),
}
"""Every table of the database, with what a backup does with it."""


def part_of(table: str, row: Row) -> Part:
    """Where this row of a table goes."""
    rule = RULES[table]
    return Part.SEALED if rule.is_open is not None and not rule.is_open(row) else rule.part
