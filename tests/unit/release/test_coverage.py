"""Of the intervals that are published, 95 in 100 hold the votes that were counted; in every table."""

import random
from collections import Counter, defaultdict

import pytest

from feedback_api.release.measure import make_release
from feedback_api.release.plan import DIMENSIONS
from feedback_api.release.tabulate import CellKey, Tally, margin
from feedback_api.terms.codebook import PartnerType, Rating, Sentiment, SourceGroup, Step, Theme
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import NOT_GIVEN, Policy, Release

LEAST = 0.94
GROUPS = {SourceGroup.SOUNDING_BOARD: 0.08, SourceGroup.CHAIN_PARTNER: 0.52, SourceGroup.STAFF: 0.40}
VOTES = ("theme", "source_group", "step", "sentiment", "partner_type")
MESSAGES = ("source_group", "step", "rating", "partner_type")
NO_TYPE = ""


def tallies(messages: int, seed: int) -> dict[str, Tally]:
    """An invented period: one to three themes a message, each group with its own order of themes."""
    chance = random.Random(seed)
    order = {group: chance.sample(list(Theme), 25) for group in GROUPS}
    steps = chance.sample(list(Step), 11)
    votes: defaultdict[CellKey, int] = defaultdict(int)
    whole: defaultdict[CellKey, int] = defaultdict(int)
    for _ in range(messages):
        (group,) = chance.choices(list(GROUPS), list(GROUPS.values()))
        (step,) = chance.choices(steps, [1 / place for place in range(1, 12)])
        (tone,) = chance.choices(list(Sentiment), [6, 1.5, 1.5, 1])
        (rating,) = chance.choices([*Rating, NOT_GIVEN], [2, 2.5, 3.5, 2])
        (partner,) = chance.choices(list(PartnerType), [1 / place for place in range(1, 12)])
        kind = partner if group is SourceGroup.CHAIN_PARTNER else NO_TYPE
        drawn = chance.choices(
            order[group], [1 / place for place in range(1, 26)], k=chance.choice([1, 2, 3])
        )
        for theme in set(drawn):
            votes[theme, group, step, tone, kind] += 6 // len(set(drawn))
        whole[group, step, rating, kind] += 6
    found = {
        name: margin(votes, VOTES, by) if "theme" in by else margin(whole, MESSAGES, by)
        for name, by in DIMENSIONS.items()
    }
    return {name: {key: n for key, n in tally.items() if NO_TYPE not in key} for name, tally in found.items()}


def judged(release: Release, exact: dict[str, Tally]) -> Counter[tuple[str, bool]]:
    """How many shown cells of each table hold, and how many do not."""
    found: Counter[tuple[str, bool]] = Counter()
    for table in release.tables:
        source = next(name for name, by in DIMENSIONS.items() if set(table.dimensions) <= set(by))
        true = margin(exact[source], DIMENSIONS[source], table.dimensions)
        for cell in table.cells:
            if cell.low is not None and cell.high is not None:
                votes = true.get(tuple(cell.key[name] for name in table.dimensions), 0) / 6
                found[table.name, cell.low - 1e-9 <= votes <= cell.high + 1e-9] += 1
    return found


@pytest.mark.parametrize(("messages", "runs"), [(600, 60), (900, 40), (2_500, 30), (6_000, 10)])
def test_published_intervals_hold_in_every_table(messages: int, runs: int) -> None:
    found: Counter[tuple[str, bool]] = Counter()
    for seed in range(3):
        exact = tallies(messages, seed)
        for _ in range(runs):
            policy = Policy(expected_messages=messages)
            made, _ = make_release(exact, [ReportingPeriod(2026, 3)], policy, codebook_version=1)
            found += judged(made, exact)

    held = sum(count for (_, holds), count in found.items() if holds)
    assert held / found.total() >= LEAST
    for name in {name for name, _ in found}:
        holds, fails = found[name, True], found[name, False]
        # Four standard errors for tables of few cells, whose share wavers by chance.
        chance = 4 * (0.05 * 0.95 / (holds + fails)) ** 0.5
        assert holds / (holds + fails) >= min(LEAST, 0.95 - chance), name
