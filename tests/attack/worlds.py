"""Invented worlds: what people said in each quarter, known to the tests and to nobody who attacks.

Only the world comes from a seed. The noise of a release is the product's own and has none.
"""

import os
import secrets
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from sqlalchemy import Engine, insert

from feedback_api.store.engine import writing
from feedback_api.store.tables import AssignmentRow, FeedbackRow
from feedback_api.terms.codebook import PartnerType, Rating, Sentiment, SourceGroup, Step, Theme
from feedback_api.terms.feedback import VOTE_SIXTHS
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import NOT_GIVEN

FULL = os.environ.get("FEEDBACK_ATTACK") == "full"
"""Whether every world is attacked, or few of them as in the normal run."""

VOLUMES = (300, 900, 3_000, 9_000)
"""Messages of one quarter."""

SEEDS = tuple(range(5)) if FULL else (0,)
"""Worlds of each volume."""

FIRST = ReportingPeriod(2024, 1)

CODES: dict[str, tuple[str, ...]] = {
    "theme": tuple(Theme),
    "source_group": tuple(SourceGroup),
    "step": tuple(Step),
    "sentiment": tuple(Sentiment),
    "rating": (*Rating, NOT_GIVEN),
    "partner_type": tuple(PartnerType),
}
"""The closed lists, which everybody knows."""

Key = tuple[str, ...]
"""One cell: a code for each dimension."""

_GROUPS = (0.08, 0.52, 0.40)
_TONES = (0.55, 0.15, 0.20, 0.10)
_RATINGS = (0.15, 0.20, 0.40, 0.25)
_THEMES_PER_MESSAGE = (0.55, 0.30, 0.15)
_TYPES = tuple(1 / place for place in range(1, len(PartnerType) + 1))


@dataclass(frozen=True, slots=True)
class Said:
    """One message as the world knows it."""

    source_group: str
    step: str
    sentiment: str
    rating: str
    themes: tuple[str, ...]
    partner_type: str | None = None


@dataclass(frozen=True, slots=True)
class World:
    """All messages by quarter."""

    messages: int
    said: dict[ReportingPeriod, list[Said]]

    def cells(self, dimensions: Sequence[str], quarters: Iterable[str]) -> dict[Key, int]:
        """True sixths of votes of all cells, empty ones too."""
        every = [m for quarter, said in self.said.items() if str(quarter) in set(quarters) for m in said]
        return count(every, dimensions)


def count(said: Iterable[Said], dimensions: Sequence[str]) -> dict[Key, int]:
    """True sixths of votes of all cells that these dimensions have."""
    counted: Counter[Key] = Counter(dict.fromkeys(product(*(CODES[name] for name in dimensions)), 0))
    for message in said:
        for key, sixths in votes(message, dimensions):
            counted[key] += sixths
    return dict(counted)


def votes(message: Said, dimensions: Sequence[str]) -> list[tuple[Key, int]]:
    """Cells that a message counts in, with its sixths in each; only partners have a type."""
    if "partner_type" in dimensions and message.partner_type is None:
        return []
    if "theme" not in dimensions:
        return [(tuple(getattr(message, name) for name in dimensions), VOTE_SIXTHS)]
    part = VOTE_SIXTHS // len(message.themes)
    return [
        (tuple(theme if name == "theme" else getattr(message, name) for name in dimensions), part)
        for theme in message.themes
    ]


def world(messages: int, seed: int, quarters: int = 2) -> World:
    """Quarters of one deployment: large themes and a long tail, groups alike but not the same."""
    chance = np.random.default_rng([messages, seed])
    common = chance.dirichlet(np.full(len(Theme), 0.7))
    themes = np.array([chance.dirichlet(40 * common + 0.02) for _ in SourceGroup])
    steps = chance.dirichlet(np.full(len(Step), 2.0))
    said = {}
    for quarter in _quarters(quarters):
        said[quarter] = draw(chance, messages, themes, steps)
    return World(messages, said)


def _quarters(many: int) -> list[ReportingPeriod]:
    quarters = [FIRST]
    while len(quarters) < many:
        quarters.append(quarters[-1].next)
    return quarters


def draw(chance: np.random.Generator, messages: int, themes: Any, steps: Any) -> list[Said]:
    """So many messages; each names one to three different themes."""
    group = chance.choice(len(_GROUPS), messages, p=_GROUPS)
    drawn = [
        chance.choice(len(steps), messages, p=steps),
        chance.choice(len(_TONES), messages, p=_TONES),
        chance.choice(len(_RATINGS), messages, p=_RATINGS),
    ]
    keys = chance.gumbel(size=(messages, themes.shape[1])) + np.log(themes[group] + 1e-9)
    named = np.argsort(-keys, axis=1)
    how_many = 1 + chance.choice(3, messages, p=_THEMES_PER_MESSAGE)
    kinds = chance.choice(len(_TYPES), messages, p=np.array(_TYPES) / sum(_TYPES))
    return [
        Said(
            CODES["source_group"][group[i]],
            *(CODES[name][column[i]] for name, column in zip(_OTHERS, drawn, strict=True)),
            tuple(CODES["theme"][t] for t in named[i, : how_many[i]]),
            CODES["partner_type"][kinds[i]] if group[i] == _PARTNERS else None,
        )
        for i in range(messages)
    ]


_PARTNERS = CODES["source_group"].index(SourceGroup.CHAIN_PARTNER)
_OTHERS = ("step", "sentiment", "rating")


def tell(database: Engine, quarter: ReportingPeriod, said: Iterable[Said]) -> None:
    """Messages of a quarter as settled records, in bulk, as settling writes them."""
    keyed = [(secrets.token_bytes(16), message) for message in said]
    parts = [
        {"record_id": key, "period": str(quarter), "theme": theme, "sixths": sixths}
        for key, message in keyed
        for (theme,), sixths in votes(message, ("theme",))
    ]
    with writing(database) as session:
        session.execute(insert(FeedbackRow), [_record(key, quarter, message) for key, message in keyed])
        session.execute(insert(AssignmentRow), parts)


def _record(key: bytes, quarter: ReportingPeriod, message: Said) -> dict[str, Any]:
    return {
        "id": key,
        "period": str(quarter),
        "source_group": message.source_group,
        "partner_type": message.partner_type,
        "step": message.step,
        "rating": None if message.rating == NOT_GIVEN else message.rating,
        "sentiment": message.sentiment,
    }
