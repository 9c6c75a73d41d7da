"""Releases of five kinds in one house, as designers would find them after a year; every number invented.

How much a quarter is worth is read off the release before it, so the numbers of messages follow that:

2025-Q2  all tables                         2025-Q3  with tones
2025-Q4  basic tables, nearly all too few   2026-Q1  too thin, carried into the next
2026-Q2  two quarters together, staff without a column
2026-Q3  with tones
"""

import random
from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import Engine

from feedback_api.flows.make_release import make_release
from feedback_api.flows.settle import settle
from feedback_api.release.sign import Signer
from feedback_api.settings import Settings
from feedback_api.store.engine import writing
from feedback_api.store.feedback import add_to_inbox
from feedback_api.terms.codebook import PartnerType, Rating, Sentiment, SourceGroup, Step, Theme
from feedback_api.terms.errors import ReleaseRefused
from feedback_api.terms.feedback import FeedbackRecord, split_vote
from feedback_api.terms.period import ReportingPeriod

NEWEST = ReportingPeriod(2026, 3)
LAST_DAY = date(2026, 11, 1)

_QUARTERS = [
    # quarter, messages, members of staff
    (ReportingPeriod(2025, 2), 2000, 300),
    (ReportingPeriod(2025, 3), 700, 300),
    (ReportingPeriod(2025, 4), 250, 300),
    (ReportingPeriod(2026, 1), 300, 300),
    (ReportingPeriod(2026, 2), 4800, 9),
    (ReportingPeriod(2026, 3), 2500, 300),
]


def seed(database: Engine, signer: Signer) -> None:
    """Fill a house with records and release them, quarter by quarter, as an operator would."""
    chance = random.Random(20261101)
    for period, messages, staff in _QUARTERS:
        with writing(database) as session:
            for record in _records(period, messages, chance):
                add_to_inbox(session, record)
        settle(database)
        settings = Settings(
            expected_messages=5000,
            members_sounding_board=3000,
            members_chain_partner=3000,
            members_staff=staff,
        )
        try:
            make_release(database, period, settings.policy, 1, LAST_DAY, signer)
        except ReleaseRefused as refused:
            print(period, refused)  # noqa: T201


def _records(period: ReportingPeriod, messages: int, chance: random.Random) -> Iterator[FeedbackRecord]:
    groups, steps, themes = list(SourceGroup), list(Step), list(Theme)
    for _ in range(messages):
        group = chance.choices(groups, [3, 4, 3])[0]
        step = chance.choices(steps, [3, 5, 9, 8, 4, 7, 3, 4, 3, 1, 2])[0]
        yield FeedbackRecord(
            period,
            group,
            step,
            chance.choices(list(Sentiment), [5, 1, 3, 1])[0],
            split_vote(_named(themes, group, chance)),
            rating=chance.choices([*Rating, None], _rated(step))[0],
            partner_type=chance.choices([*PartnerType], [5, 5, 4, 3, 3, 2, 1, 1, 1, 1, 1])[0]
            if group is SourceGroup.CHAIN_PARTNER
            else None,
        )


def _named(themes: Sequence[Theme], group: SourceGroup, chance: random.Random) -> list[Theme]:
    """One to three themes; each group has one that it names far more often than the others."""
    own = {
        SourceGroup.SOUNDING_BOARD: Theme.TREATMENT,
        SourceGroup.CHAIN_PARTNER: Theme.COORDINATION,
        SourceGroup.STAFF: Theme.STAFF_CONDITIONS,
    }[group]
    weights = [6 / (place + 2) if theme is own else 1 / (place + 2) for place, theme in enumerate(themes)]
    return list(dict.fromkeys(chance.choices(themes, weights, k=chance.choice([1, 1, 2, 3]))))


def _rated(step: Step) -> list[float]:
    """Good, mixed, bad, none: interviews go well and waiting does not."""
    good = {Step.INTERVIEW: 7.0, Step.WAITING: 1.0}.get(step, 4.0)
    return [good, 2.0, 8.0 - good, 2.0]
