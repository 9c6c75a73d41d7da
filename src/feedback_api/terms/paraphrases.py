"""Paraphrases: what people said about a theme, in a reviewer's words; a second reviewer lets it out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from feedback_api.terms.codebook import Theme
from feedback_api.terms.period import ReportingPeriod


class ParaphraseState(StrEnum):
    """Where a paraphrase stands: it waits for a second reviewer until one of them decided."""

    WAITING = "waiting"
    PUBLISHED = "published"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Paraphrase:
    """What was said about a theme of a release, in Dutch (``nl``) and English (``en``)."""

    theme: Theme
    period: ReportingPeriod
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class KeptParaphrase:
    """A paraphrase as the desk keeps it: its random id, who wrote it, and where it stands."""

    id: str
    paraphrase: Paraphrase = field(repr=False)
    state: ParaphraseState
    written_by: str
    decided_by: str | None = None
