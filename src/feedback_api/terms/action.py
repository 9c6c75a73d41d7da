"""Actions: what is done about a theme that people named; "you said, we did"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from feedback_api.terms.codebook import Step, Theme
from feedback_api.terms.period import ReportingPeriod

LANGUAGES = ("nl", "en", "ar", "ti", "fa", "tr", "so", "fr", "uk", "kmr", "ckb", "ps")
"""Languages that an answer may be written in: those of the form; Dutch and English always."""

REQUIRED = ("nl", "en")
"""Who finds no text in their own language reads these two."""


class ActionStatus(StrEnum):
    """How far something is."""

    CONSIDERING = "considering"
    PLANNED = "planned"
    DONE = "done"
    NOT_POSSIBLE = "not_possible"


@dataclass(frozen=True, slots=True)
class Asked:
    """What an action answers: a theme that a release displays, and the step it is about if only one."""

    theme: Theme
    period: ReportingPeriod
    step: Step | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of it by language code; reasons only where it is not possible."""

    status: ActionStatus
    texts: Mapping[str, str]
    reasons: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Version:
    """An answer as it became public: the first is 1, and every change is one more. No person is in it."""

    revision: int
    answer: Answer
    published_on: date


@dataclass(frozen=True, slots=True)
class Action:
    """An action as it is public, its newest version first; of a withdrawn one no version is left."""

    id: str
    asked: Asked
    versions: Sequence[Version]
    answered_on: date
    withdrawn_on: date | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer that waits for a second person; ``written_by`` is empty when a system sent it."""

    id: str
    action_id: str
    asked: Asked
    answer: Answer
    written_by: str
    changes: bool


@dataclass(frozen=True, slots=True)
class Answered:
    """How many of the themes that a release displays have an answer, and how long that took."""

    period: ReportingPeriod
    displayed: int
    answered: int
    median_days: int | None
