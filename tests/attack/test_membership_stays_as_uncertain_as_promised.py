"""Membership: everyone else is known; did this one person send this one message?

The person takes part in every second quarter by chance. The attacker knows all other messages of every
quarter and the message that would have been sent, takes all measured numbers that it would move, and
chooses what is more likely under the published law of the noise. For epsilon 1 nobody can be right more
often than e / (1 + e) = 73 % of the time, whatever the numbers look like.

Source: Wasserman and Zhou 2010, theorem 2.4 (power of a test under differential privacy); with equal odds.
"""

import math
from collections.abc import Sequence

import numpy as np
import pytest
from tests.attack.house import House, Houses
from tests.attack.published import Publication, Table, publication, read_one
from tests.attack.score import MEASURED, at_least
from tests.attack.weak import document, exact_from_threshold, exact_tables
from tests.attack.worlds import FIRST, FULL, Said, count, tell, votes

from feedback_api.release import measure
from feedback_api.store.engine import writing
from feedback_api.store.feedback import erase_period
from feedback_api.terms.feedback import VOTE_SIXTHS

QUARTERS = 1_000 if FULL else 120
MESSAGES = 600
PROMISED = math.e / (1 + math.e)
ROOM = 0.02

PERSON = Said("staff", "interview", "negative", "bad", ("interpreting",))
"""The message that the attacker looks for; its cells are large, so that they are shown."""


def others() -> list[Said]:
    """All other messages: the same in each quarter, which the attacker knows anyway."""
    chance = np.random.default_rng(5)
    groups, steps = ("chain_partner", "staff"), ("interview", "waiting", "decision")
    themes = ("interpreting", "waiting_time", "information")
    return [
        Said(
            groups[chance.integers(2)],
            steps[chance.integers(3)],
            "negative",
            ("bad", "mixed")[chance.integers(2)],
            (themes[chance.integers(3)],),
        )
        for _ in range(MESSAGES)
    ]


def is_there(one: Publication, known: Sequence[Said]) -> bool:
    """The more likely of the two worlds."""
    return sum(evidence(table, known) for table in one.tables if table.name in MEASURED_TABLES) > 0


MEASURED_TABLES = ("theme-by-group", "group-by-step", "step-by-rating")
"""The rest are sums of these and say nothing more."""


def evidence(table: Table, known: Sequence[Said]) -> float:
    """Log of how much more likely the table's numbers are with the person, by the published noise."""
    scale = max(table.sigma, 0.01) / math.sqrt(2)
    exact = count(known, table.dimensions)
    found = 0.0
    for key, sixths in votes(PERSON, table.dimensions):
        number = table.cells[key]
        if number is not None:
            left = number.estimate - exact[key] / VOTE_SIXTHS
            found += (abs(left) - abs(left - sixths / VOTE_SIXTHS)) / scale
    return found


def quarters_of(house: House, known: list[Said]) -> list[bool]:
    """Whether the attacker was right, quarter after quarter of the real product."""
    chance, right, quarter = np.random.default_rng(11), [], FIRST
    with house.open() as site:
        for _ in range(QUARTERS):
            present = bool(chance.integers(2))
            tell(house.database, quarter, [*known, PERSON] if present else known)
            assert house.release(quarter)
            right.append(is_there(read_one(site, str(quarter)), known) == present)
            with writing(house.database) as session:
                erase_period(session, quarter)
            quarter = quarter.next
    return right


def accuracy(right: list[bool], server: str) -> float:
    MEASURED.append(
        f"membership {server}: {sum(right)} of {len(right)} right; {PROMISED:.1%} promised at most"
    )
    return sum(right) / len(right)


def test_the_attacker_is_not_right_more_often_than_promised(houses: Houses) -> None:
    right = quarters_of(houses.make(MESSAGES), others())

    found = accuracy(right, "ours")

    # Above a coin as well: an attacker who sees nothing would pass everything.
    assert found > 0.5
    if FULL:
        assert found <= PROMISED + ROOM
    assert at_least(sum(right), len(right), PROMISED + ROOM) > 0.01


def test_a_quarter_of_the_noise_is_caught(houses: Houses, monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted weakness: less noise than is published."""
    right = measure.scale_for
    monkeypatch.setattr(measure, "scale_for", lambda epsilon, sensitivity: right(epsilon, sensitivity) / 4)

    answers = quarters_of(houses.make(MESSAGES), others())

    assert accuracy(answers, "a quarter of the noise") > PROMISED + ROOM


def test_exact_counts_tell_everything(houses: Houses) -> None:
    """Planted weakness: exact counts from ten votes on."""
    known, chance, right = others(), np.random.default_rng(11), []
    house = houses.make(MESSAGES)
    tell(house.database, FIRST, known)
    assert house.release(FIRST)
    with house.open() as site:
        like = read_one(site, str(FIRST))
    for _ in range(20):
        present = bool(chance.integers(2))
        said = [*known, PERSON] if present else known
        right.append(
            is_there(publication(document("1", exact_tables(said, like), like, exact_from_threshold)), known)
            == present
        )

    assert accuracy(right, "threshold") == 1.0
