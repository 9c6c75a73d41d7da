"""Propose: what masked messages of a closed quarter speak of that no theme fits; for a reviewer."""

from datetime import date

from sqlalchemy import Engine

from feedback_api.classify.emerging import DOUBTFUL, Doubtful, Proposal, propose
from feedback_api.flows.read_submission import Reader
from feedback_api.intake import language
from feedback_api.store.engine import reading
from feedback_api.store.feedback import texts_for_review
from feedback_api.terms.errors import ReleaseRefused
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.text import RawText


def propose_themes(reader: Reader, database: Engine, period: ReportingPeriod, today: date) -> list[Proposal]:
    """Clusters of the quarter's doubtful messages; nothing is stored or published.

    Only text that is still kept is read: languages of tier A, settled, and not yet erased.

    Raises:
        ReleaseRefused: ``period-open`` while the quarter lasts.
        Unavailable: when the database or the encoder failed.
    """
    if not period.is_closed(today):
        raise ReleaseRefused("period-open", "the period has not ended; its messages are not settled")
    with reading(database) as session:
        texts = texts_for_review(session, period)
    return propose([one for text in texts if (one := _doubtful(reader, text)) is not None])


def _doubtful(reader: Reader, masked: str) -> Doubtful | None:
    spoken = language.identify(RawText(masked), None, reader.deidentifier.known_share)
    if not reader.deidentifier.keeps_text(spoken):
        return None  # The language left tier A since.
    placed = reader.classifier.place(masked, spoken)
    return Doubtful(masked, placed.vector) if placed is not None and placed.confidence < DOUBTFUL else None
