"""Differencing: can published numbers be added and subtracted until one small cell stands alone?"""

import numpy as np
import pytest
from tests.attack.house import Attacked, Houses, Publish, release_world
from tests.attack.published import Publication, publication, read_all
from tests.attack.score import SMALL, Guesses, Score, score, small_cells
from tests.attack.subtract import Known, between_releases, by_parts, read_off
from tests.attack.weak import document, exact_from_threshold, exact_tables, threshold_server
from tests.attack.worlds import FIRST, SEEDS, VOLUMES, Said, count, tell, world

from feedback_api.release import measure
from feedback_api.terms.errors import ReleaseRefused
from feedback_api.terms.feedback import VOTE_SIXTHS

LATE = 40
"""Messages that come in after a period was released."""


def along_everything(one: Publication) -> Guesses:
    """What every kind of subtraction gives, and every number that is published as it stands."""
    found: Known = read_off(one)
    for isolated in by_parts(one).values():
        found |= isolated
    return found


def attack(of: Attacked, publications: list[Publication]) -> list[tuple[Guesses, Guesses]]:
    return [(along_everything(one), small_cells(of.world, one)) for one in publications]


@pytest.mark.parametrize("messages", VOLUMES)
def test_sums_and_differences_tell_no_more_than_a_blind_guess(attacked: Publish, messages: int) -> None:
    worlds = [attacked(messages, seed) for seed in SEEDS]

    found = score(pair for of in worlds for pair in attack(of, of.publications))

    found.note("differencing", messages, "ours")
    assert found.small > 50
    assert found.chance > 0.01


@pytest.mark.parametrize("messages", VOLUMES)
def test_no_cell_is_isolated_in_the_answers_about_two_releases(attacked: Publish, messages: int) -> None:
    """Every quarter is in one release only, so there is nothing to subtract."""
    for seed in SEEDS:
        earlier, later = attacked(messages, seed).publications

        assert between_releases(earlier, later) == {}


@pytest.mark.parametrize("messages", VOLUMES)
def test_a_threshold_gives_small_cells_away(attacked: Publish, messages: int) -> None:
    """Planted weakness: exact counts from ten votes on."""
    worlds = [attacked(messages, seed) for seed in SEEDS]

    found = score(pair for of in worlds for pair in attack(of, threshold_server(of.world, of.publications)))

    found.note("differencing", messages, "threshold")
    assert found.right > 10
    assert found.chance <= 0.01


def test_late_messages_do_not_change_a_released_period(houses: Houses) -> None:
    """The product refuses a second release, so late messages leave no difference to take."""
    of = release_world(houses, 900, 77)
    late = world(LATE, 78, 1).said[FIRST]
    tell(of.house.database, FIRST, late)

    with pytest.raises(ReleaseRefused):
        of.house.release(FIRST)

    with of.house.open() as site:
        assert read_all(site) == of.publications


def test_a_second_release_of_a_period_gives_late_messages_away(attacked: Publish) -> None:
    """Planted weakness: a threshold server that releases a period again when messages came late."""
    of = attacked(900, 0)
    first, said = of.publications[0], of.world.said[FIRST]
    late = world(LATE, 78, 1).said[FIRST]
    once = publication(document("once", exact_tables(said, first), first, exact_from_threshold))
    again = publication(document("again", exact_tables([*said, *late], first), first, exact_from_threshold))

    found = score([(between_releases(once, again), small_late_cells(late, first))])

    found.note("a period released twice", 900, "threshold")
    assert found.said > 20
    assert found.right / found.said > 0.9


def small_late_cells(late: list[Said], like: Publication) -> Guesses:
    votes = {
        (table.dimensions, key): round(sixths / VOTE_SIXTHS)
        for table in like.tables
        for key, sixths in count(late, table.dimensions).items()
    }
    return {cell: number for cell, number in votes.items() if number in SMALL}


def exact_changes(of: Attacked) -> tuple[int, int]:
    """Cells shown in two releases, and how many changes between them are published to the sixth."""
    earlier, later = of.publications
    before, after = read_off(earlier), read_off(later)
    both = before.keys() & after.keys()
    right = 0
    for dimensions, key in both:
        was, became = (of.world.cells(dimensions, one.periods)[key] for one in of.publications)
        told = after[dimensions, key] - before[dimensions, key]
        right += round(told * VOTE_SIXTHS) == became - was
    return len(both), right


def test_noise_does_not_cancel_between_releases(attacked: Publish) -> None:
    cells, right = map(sum, zip(*(exact_changes(attacked(900, seed)) for seed in SEEDS), strict=True))

    Score(cells, cells, right, 1 / 6).note("change between releases", 900, "ours")
    assert cells > 20
    assert right / cells < 1 / 6


def test_a_seeded_generator_cancels(houses: Houses, monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted weakness: noise from a generator with a seed, so that every release has the same."""
    monkeypatch.setattr(measure, "discrete_laplace", seeded_noise)

    cells, right = exact_changes(release_world(houses, 900, 0))

    Score(cells, cells, right, 1 / 6).note("change between releases", 900, "seeded noise")
    assert cells > 20
    assert right / cells > 0.9


def seeded_noise(counts: list[int], scale: float) -> list[int]:
    draws = np.random.default_rng(2024).laplace(0, scale, len(counts))
    return [exact + round(draw) for exact, draw in zip(counts, draws, strict=True)]
