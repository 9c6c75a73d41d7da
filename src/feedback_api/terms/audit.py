"""What people at the desk did, as the audit log keeps it: a day, a pseudonym, a verb, a theme."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from feedback_api.terms.codebook import Theme
from feedback_api.terms.period import ReportingPeriod


class Verb(StrEnum):
    """What somebody did."""

    READ = "read"
    MASKED = "masked"
    WROTE = "wrote"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDREW = "withdrew"


class Subject(StrEnum):
    """What they did it with; never which one."""

    TEXTS = "texts"
    PARAPHRASE = "paraphrase"
    ACTION = "action"


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line of the log: by whom is an HMAC of an account; no message, no text, no moment but the day."""

    day: date
    person: str
    verb: Verb
    subject: Subject
    theme: Theme
    period: ReportingPeriod | None = None
    """The release that it is about, where it is about one."""
