"""Closed lists: who speaks, about which step, on which theme. Ids are the codebook's, on the wire too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from feedback_api.terms.period import ReportingPeriod


class SourceGroup(StrEnum):
    """Who gives feedback; fixed by the proof they show, never by the body they send."""

    SOUNDING_BOARD = "sounding_board"
    CHAIN_PARTNER = "chain_partner"
    STAFF = "staff"


class PartnerType(StrEnum):
    """Kind of organisation a chain partner works for; never the organisation itself."""

    RECEPTION = "reception"
    LEGAL = "legal"
    SUPPORT = "support"
    GUARDIANSHIP = "guardianship"
    INTERPRETING = "interpreting"
    HEALTH = "health"
    BORDER_POLICE = "border_police"
    RETURN = "return"
    COURTS = "courts"
    MUNICIPAL = "municipal"
    OTHER = "other"


class Step(StrEnum):
    """Step of the asylum procedure that the feedback is about."""

    ARRIVAL = "arrival"
    PREPARATION = "preparation"
    WAITING = "waiting"
    INTERVIEW = "interview"
    REPORT = "report"
    DECISION = "decision"
    APPEAL = "appeal"
    FAMILY = "family"
    PERMIT = "permit"
    RETURN = "return"
    GENERAL = "general"


class Rating(StrEnum):
    """How the step went, as the respondent rates it."""

    GOOD = "good"
    MIXED = "mixed"
    BAD = "bad"


class Sentiment(StrEnum):
    """Tone of a message as a coder would call it."""

    NEGATIVE = "negative"
    NEUTRAL = "neutral"
    POSITIVE = "positive"
    MIXED = "mixed"


class Dependency(StrEnum):
    """Whether the respondent waits for a decision; only ``none`` may speak here."""

    NONE = "none"
    PENDING = "pending"
    UNSURE = "unsure"


class Question(StrEnum):
    """Which of the two open questions a text answers."""

    GOOD = "good"
    IMPROVE = "improve"


class Theme(StrEnum):
    """The 24 themes of codebook version 1 and the residual ``other``."""

    WAITING_TIME = "waiting_time"
    INFORMATION = "information"
    REACHABILITY = "reachability"
    DOCUMENTS = "documents"
    INTERPRETING = "interpreting"
    LOCATION = "location"
    TREATMENT = "treatment"
    INTERVIEW_CONDUCT = "interview_conduct"
    REPORT_ACCURACY = "report_accuracy"
    DECISION_LETTER = "decision_letter"
    LEGAL_HELP = "legal_help"
    VULNERABILITY = "vulnerability"
    CONFIDENTIALITY = "confidentiality"
    COORDINATION = "coordination"
    DIGITAL = "digital"
    STAFF_CONDITIONS = "staff_conditions"
    POLICY = "policy"
    SAFETY = "safety"
    FAMILY_REUNIFICATION = "family_reunification"
    RECEPTION_HOUSING = "reception_housing"
    CHILDREN = "children"
    DISCRIMINATION = "discrimination"
    INTEGRATION = "integration"
    POSITIVE_EXPERIENCE = "positive_experience"
    OTHER = "other"


SENSITIVE_THEMES = frozenset({Theme.SAFETY, Theme.VULNERABILITY})
"""Themes whose threshold is doubled (design page, section 3)."""


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a closed list: its id, its labels by language, its definition if it has one."""

    id: str
    label: Mapping[str, str]
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Codebook:
    """The closed lists with their labels, as one version that a release names."""

    version: int
    themes: Sequence[Code]
    steps: Sequence[Code]
    source_groups: Sequence[Code]
    partner_types: Sequence[Code]
    ratings: Sequence[Code]
    valid_from: ReportingPeriod | None = None
    """First quarter that it may count in; none for the next quarter after it arrives."""

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Codebook":
        """Read the published codebook document (``codebook.json``)."""
        return cls(
            version=int(document["version"]),
            **{name: _codes(document[name]) for name in _CLOSED_LISTS},
            valid_from=ReportingPeriod.parse(start) if (start := document.get("valid_from")) else None,
        )

    def label(self, code_id: str, language: str) -> str:
        """Label of any id in the given language, Dutch where there is none."""
        for name in _CLOSED_LISTS:
            for code in getattr(self, name):
                if code.id == code_id:
                    return str(code.label.get(language) or code.label["nl"])
        return code_id


_CLOSED_LISTS = ("themes", "steps", "source_groups", "partner_types", "ratings")


def _codes(entries: Sequence[Mapping[str, Any]]) -> tuple[Code, ...]:
    return tuple(Code(e["id"], dict(e["label"]), e.get("definition", "")) for e in entries)
