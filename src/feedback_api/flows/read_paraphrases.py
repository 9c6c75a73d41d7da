"""Read: what was said about a theme in reviewers' words, once a second reviewer let it out."""

from sqlalchemy import Engine

from feedback_api.store.engine import reading
from feedback_api.store.paraphrases import published_paraphrases
from feedback_api.terms.codebook import Theme
from feedback_api.terms.paraphrases import Paraphrase
from feedback_api.terms.period import ReportingPeriod


def read_paraphrases(database: Engine, period: ReportingPeriod, theme: Theme) -> list[Paraphrase]:
    """Published paraphrases of a theme of a release, in Dutch and English; none is the normal case.

    Raises:
        Unavailable: when the database failed.
    """
    with reading(database) as session:
        return published_paraphrases(session, period, theme)
