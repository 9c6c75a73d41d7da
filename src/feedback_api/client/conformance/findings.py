"""What a check found: fine, to be mended, or not seen; in plain words."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """How a check ended; ``not-seen`` keeps a verdict from being good, a ``note`` does not."""

    OK = "ok"
    MEND = "mend this"
    NOT_SEEN = "not seen"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what was looked at, how it ended, and what to do about it."""

    outcome: Outcome
    what: str
    advice: str = ""


def ok(what: str) -> Finding:
    """It is as it should be."""
    return Finding(Outcome.OK, what)


def mend(what: str, advice: str) -> Finding:
    """It has to change, and how."""
    return Finding(Outcome.MEND, what, advice)


def not_seen(what: str, advice: str) -> Finding:
    """It could not be tried, and how to try it."""
    return Finding(Outcome.NOT_SEEN, what, advice)


def note(what: str, advice: str = "") -> Finding:
    """Good to know."""
    return Finding(Outcome.NOTE, what, advice)


def judge(holds: bool, what: str, advice: str) -> Finding:
    """Fine, or to be mended."""
    return ok(what) if holds else mend(what, advice)


def is_right(findings: list[Finding]) -> bool:
    """Whether everything that was looked at is fine, and everything was looked at."""
    return not {Outcome.MEND, Outcome.NOT_SEEN} & {finding.outcome for finding in findings}
