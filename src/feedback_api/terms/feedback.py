"""One message on its way in: as sent, as classified, as stored."""

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from feedback_api.terms.codebook import PartnerType, Rating, Sentiment, SourceGroup, Step, Theme
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.text import MaskedText, RawText, Tag

VOTE_SIXTHS = 6
"""One message is one vote, counted in sixths so that one, two or three themes share it exactly."""

MOST_THEMES = 3
"""Themes per message at most (design page, section 3)."""

_MARK_BYTES = 16


@dataclass(frozen=True, slots=True)
class Submission:
    """One form or API item as sent; lives in memory for the length of one request."""

    source_group: SourceGroup
    step: Step
    good: RawText | None = None
    improve: RawText | None = None
    partner_type: PartnerType | None = None
    rating: Rating | None = None
    language_hint: str | None = None


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a person shows to write once: a code, and a mark of this attempt that nobody else can guess.

    The mark is drawn when the code is first accepted and travels with the form, so that the same form
    sent again is known as the same. It says nothing about the code, the person or the words.
    """

    code: str = field(repr=False)
    mark: str = field(default_factory=lambda: secrets.token_hex(_MARK_BYTES), repr=False)


@dataclass(frozen=True, slots=True)
class Coding:
    """What the classifier says of one message: one to three themes, the tone, and two warnings."""

    themes: tuple[Theme, ...]
    sentiment: Sentiment
    confidence: float = 1.0
    danger: bool = False
    """Danger is likely enough to keep no text, also where safety is not among the themes."""
    pending: bool = False
    """The writer seems to wait for a decision on their own or their family's stay."""


@dataclass(frozen=True, slots=True)
class ThemeAssignment:
    """One theme's part of a message's vote, in sixths."""

    theme: Theme
    sixths: int


def split_vote(themes: Sequence[Theme]) -> tuple[ThemeAssignment, ...]:
    """Share one vote equally over one to three different themes.

    Raises:
        ValueError: for no theme, more than three, or a theme named twice.
    """
    if not 1 <= len(themes) <= MOST_THEMES or len(set(themes)) != len(themes):
        raise ValueError("a message has one to three different themes")
    return tuple(ThemeAssignment(theme, VOTE_SIXTHS // len(themes)) for theme in themes)


@dataclass(frozen=True, slots=True)
class FeedbackRecord:
    """Microdata record as stored (SDC): closed-list ids and masked text, nothing about the sender."""

    period: ReportingPeriod
    source_group: SourceGroup
    step: Step
    sentiment: Sentiment
    assignments: tuple[ThemeAssignment, ...]
    partner_type: PartnerType | None = None
    rating: Rating | None = None
    good: MaskedText | None = None
    improve: MaskedText | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be kept of a submission, for the eyes of its writer; nothing is stored yet."""

    good: MaskedText | None
    improve: MaskedText | None
    themes: tuple[Theme, ...]
    text_kept: bool
    danger: bool

    @property
    def redactions(self) -> Mapping[Tag, int]:
        """Removed spans of both answers together; empty when no text is kept."""
        total: Counter[Tag] = Counter()
        for masked in (self.good, self.improve):
            total.update(masked.redactions if masked is not None else {})
        return dict(total)


@dataclass(frozen=True, slots=True)
class Received:
    """What was kept of a submission: its quarter and counts, nothing to find it again by."""

    period: ReportingPeriod
    redactions: Mapping[Tag, int]
    text_kept: bool
    danger: bool
