"""Two people who answer, and a released quarter with themes to answer; every text is invented."""

from datetime import date, datetime

from sqlalchemy import Engine
from tests.conftest import NOW, fill

from feedback_api.flows.approve_action import approve_action
from feedback_api.flows.draft_action import draft_action
from feedback_api.flows.make_release import make_release
from feedback_api.flows.receive import Reader
from feedback_api.release.sign import Signer
from feedback_api.settings import Settings
from feedback_api.terms.action import Action, ActionStatus, Answer, Asked
from feedback_api.terms.codebook import SourceGroup, Theme
from feedback_api.terms.period import ReportingPeriod

PERIOD = ReportingPeriod(2026, 3)
FROZEN = date(2026, 11, 1)
SHOWN, ALSO_SHOWN, HIDDEN = Theme.DECISION_LETTER, Theme.WAITING_TIME, Theme.SAFETY
"""Two themes far above any threshold, and one that nobody named."""

ANN, BEN, CAS = "a" * 32, "b" * 32, "c" * 32
TEXTS = {"nl": "De brief is korter.", "en": "The letter is shorter."}
SAID = {
    **TEXTS,
    "fr": "La lettre est plus courte depuis mars.",
    "ar": "أصبحت الرسالة أقصر.",
    "fa": "نامه کوتاه‌تر شد.",
    "ps": "لیک اوس لنډ شوی دی.",
    "ckb": "نامەکە ئێستا کورتترە.",
    "kmr": "Name niha kurttir e.",
    "tr": "Mektup artık daha kısa.",
    "so": "Warqaddu hadda way ka gaaban tahay.",
    "ti": "እቲ ደብዳበ ሓጺሩ።",
    "uk": "Лист тепер коротший.",
}
ASKED = Asked(SHOWN, PERIOD)
DONE = Answer(ActionStatus.DONE, TEXTS)
PLANNED = Answer(ActionStatus.PLANNED, {"nl": "De brief wordt korter.", "en": "The letter will be shorter."})


def released(database: Engine, signer: Signer, period: ReportingPeriod = PERIOD, day: date = FROZEN) -> None:
    """A release with two displayed themes."""
    settings = Settings(
        expected_messages=900, members_sounding_board=300, members_chain_partner=350, members_staff=300
    )
    fill(database, period, {(group, theme): 150 for group in SourceGroup for theme in (SHOWN, ALSO_SHOWN)})
    make_release(database, period, settings.policy, 1, day, signer)


def published(
    database: Engine, reader: Reader, answer: Answer = DONE, asked: Asked = ASKED, now: datetime = NOW
) -> Action:
    """An action that one person wrote and another approved."""
    draft = draft_action(reader.deidentifier, database, asked, answer, ANN, now)
    return approve_action(database, draft, BEN, now.date())
