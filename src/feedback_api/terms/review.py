"""Masked texts as reviewers read them, and what becomes of a word that they mask."""

from dataclasses import dataclass, field

from feedback_api.terms.codebook import Question, Theme
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.text import MaskedText, Tag


@dataclass(frozen=True, slots=True)
class TextPlace:
    """Where one masked text lies: a random record key and the question it answers. Never in a page."""

    record: bytes = field(repr=False)
    question: Question


@dataclass(frozen=True, slots=True)
class KeptText:
    """One masked text with its place."""

    place: TextPlace
    masked: MaskedText = field(repr=False)


@dataclass(frozen=True, slots=True)
class TextReference:
    """One text as a reviewer was shown it: of which release and theme, and a digest of what it said then."""

    period: ReportingPeriod
    theme: Theme
    place: TextPlace
    digest: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class ShownText:
    """A text on a reviewer's page, with what the page must seal to refer to it."""

    masked: MaskedText = field(repr=False)
    reference: TextReference = field(repr=False)


@dataclass(frozen=True, slots=True, order=True)
class LeakCandidate:
    """How a word that a reviewer masked had passed the engine, for who maintains the word lists.

    ``entry`` is a word of a list that ships with the product, never the word as typed; empty where the word
    was on no list. ``kind`` is what the reviewer said that it was.
    """

    language: str
    step: str
    entry: str
    kind: Tag
