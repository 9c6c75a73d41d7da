"""A released quarter with masked texts that reviewers may read, invented word by word."""

from datetime import date

from sqlalchemy import Engine

from feedback_api.flows.make_release import make_release
from feedback_api.flows.settle import settle
from feedback_api.release.sign import Signer
from feedback_api.settings import Settings
from feedback_api.store.engine import writing
from feedback_api.store.feedback import add_to_inbox
from feedback_api.terms.codebook import Sentiment, SourceGroup, Step, Theme
from feedback_api.terms.feedback import FeedbackRecord, split_vote
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.text import MaskedText

PERIOD = ReportingPeriod(2026, 3)
FROZEN = date(2026, 11, 20)
TODAY = date(2026, 11, 23)
HEARD, LONELY, SPARSE = Theme.DECISION_LETTER, Theme.WAITING_TIME, Theme.INTERPRETING
"""Themes displayed in three groups, in one group only, and in three of which hardly a text is kept."""

ANN, BEN = "a" * 32, "b" * 32
"""Two reviewers."""

_PLACES = ("at the desk", "on the letter", "in the hall", "by the phone", "on the website")
_WISHES = ("shorter words", "a clear date", "a larger print", "one page less", "my own language")


def told(number: int) -> str:
    """One of many texts that are all different and identify nobody."""
    place, wish = _PLACES[number % 5], _WISHES[number // 5 % 5]
    return f"I would like {wish} {place} and {number % 97} times less waiting there"


def tell(
    database: Engine,
    votes: dict[tuple[SourceGroup, Theme], int],
    texts: int = 60,
    planted: dict[int, str] | None = None,
) -> None:
    """Settled records: so many per group and theme, the first of each with a text; some with planted ones."""
    with writing(database) as session:
        number = 0
        for (group, theme), count in votes.items():
            for nth in range(count):
                said = (planted or {}).get(number, told(number)) if nth < texts else None
                number += 1
                add_to_inbox(
                    session,
                    FeedbackRecord(
                        PERIOD,
                        group,
                        Step.GENERAL,
                        Sentiment.NEGATIVE,
                        split_vote([theme]),
                        improve=None if said is None else MaskedText(said),
                    ),
                )
    settle(database)


def release(database: Engine, signer: Signer) -> None:
    """Freeze what was told."""
    settings = Settings(
        expected_messages=900, members_sounding_board=300, members_chain_partner=350, members_staff=300
    )
    make_release(database, PERIOD, settings.policy, 1, FROZEN, signer)


def reviewable(database: Engine, signer: Signer, planted: dict[int, str] | None = None) -> None:
    """A release with one theme to review; the others may not be read, each for its own reason.

    The numbers are far from any threshold, so that noise decides nothing.
    """
    tell(database, {(group, HEARD): 60 for group in SourceGroup}, planted=planted)
    tell(database, {(SourceGroup.STAFF, LONELY): 60})
    tell(database, {(group, SPARSE): 60 for group in SourceGroup}, texts=3)
    tell(database, {(group, Theme.SAFETY): 60 for group in SourceGroup}, texts=0)
    release(database, signer)
