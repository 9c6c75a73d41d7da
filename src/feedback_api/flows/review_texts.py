"""Review: masked texts of a displayed theme, for a reviewer, of a released period that is not yet erased.

What they see is the same draw for everybody, in an order that is fresh each time, with nothing beside the
words: no group, step, kind of partner, day or number (docs/explanation/review.md).
"""

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Engine
from sqlmodel import Session

from feedback_api.flows.erase_expired import DAYS_KEPT
from feedback_api.flows.read_releases import parse_frozen
from feedback_api.publish.drawn import draw, heard_in, themes_for_review
from feedback_api.store import releases
from feedback_api.store.audit import add_entry
from feedback_api.store.engine import reading, writing
from feedback_api.store.masked_texts import texts_on_theme
from feedback_api.terms.audit import AuditEntry, Subject, Verb
from feedback_api.terms.codebook import Theme
from feedback_api.terms.errors import NotForReview, ReviewFault
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import Release
from feedback_api.terms.review import KeptText, ShownText, TextReference


@dataclass(frozen=True, slots=True)
class Readable:
    """A release whose texts are still kept, and the themes that may be read in it."""

    period: ReportingPeriod
    themes: tuple[Theme, ...]


def what_to_review(database: Engine, today: date) -> list[Readable]:
    """Releases whose texts are not erased yet, newest first, with the themes that may be read.

    Raises:
        Unavailable: when the database failed.
    """
    with reading(database) as session:
        frozen = releases.list_releases(session)
    kept = [parse_frozen(one) for one in frozen if is_kept(one.frozen_on, today)]
    return [Readable(release.period, themes_for_review(release)) for release in kept]


def read_texts(
    database: Engine, period: ReportingPeriod, theme: Theme, person: str, today: date
) -> list[ShownText]:
    """Texts of a theme for one look of a reviewer; that they looked is written down.

    Raises:
        NotForReview: no such release, texts erased, a theme that too few groups were heard on, or too few
            texts to hide one among the others.
        Unavailable: when the database failed.
    """
    with writing(database) as session:
        release = open_release(session, period, today)
        drawn = draw(texts_to_compare(session, release, theme), theme)
        if not drawn:
            raise NotForReview(ReviewFault.TOO_FEW)
        add_entry(session, AuditEntry(today, person, Verb.READ, Subject.TEXTS, theme, period))
    random.SystemRandom().shuffle(drawn)
    return [ShownText(text.masked, reference_to(text, period, theme)) for text in drawn]


def open_release(session: Session, period: ReportingPeriod, today: date) -> Release:
    """A release whose texts may still be read.

    Raises:
        NotForReview: there is none, or its texts are due to be erased.
    """
    frozen = releases.find_release(session, period)
    if frozen is None or not is_kept(frozen.frozen_on, today):
        raise NotForReview(ReviewFault.CLOSED)
    return parse_frozen(frozen)


def texts_to_compare(session: Session, release: Release, theme: Theme) -> Sequence[KeptText]:
    """All texts on a theme of the groups that were heard on it; for drawing and comparing, not for showing.

    Raises:
        NotForReview: when the theme was not displayed in two groups.
    """
    groups = heard_in(release, theme)
    if not groups:
        raise NotForReview(ReviewFault.NOT_HEARD)
    return texts_on_theme(session, release.covered, theme, groups)


def reference_to(text: KeptText, period: ReportingPeriod, theme: Theme) -> TextReference:
    """What refers to a text as it is now; a page may hold it sealed only."""
    return TextReference(period, theme, text.place, digest_of(text))


def digest_of(text: KeptText) -> bytes:
    """A digest of what a text says now, to see whether somebody changed it meanwhile."""
    return hashlib.sha256(text.masked.text.encode()).digest()[:16]


def is_kept(frozen_on: date, today: date) -> bool:
    """Whether texts of a release may be read: until the day on which they are due to be erased."""
    return today < frozen_on + timedelta(days=DAYS_KEPT)
