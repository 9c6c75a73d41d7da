"""Repetition: does asking again, as somebody else or after a restart, give another number to average?"""

from collections.abc import Iterator, Mapping

import numpy as np
import pytest
from starlette.testclient import TestClient
from tests.attack.house import House, Publish
from tests.attack.published import (
    Cell,
    Dimensions,
    Number,
    Publication,
    every_address,
    read_one,
    theme_questions,
)
from tests.attack.score import MEASURED, score, small_cells
from tests.attack.weak import document, exact_tables, fresh_noise, serve
from tests.attack.worlds import FIRST, FULL, VOLUMES, Key, World

from feedback_api.flows.register_client import register_client
from feedback_api.terms.client import ApiClient, Scope
from feedback_api.terms.codebook import PartnerType, SourceGroup
from feedback_api.terms.feedback import VOTE_SIXTHS

REPEATS = 1_000 if FULL else 200
RESTARTS = 3 if FULL else 2
"""Times that the application is started anew."""
THINNED = 2 if FULL else 7
"""Every second address is asked, or every seventh."""


def everyone(house: House) -> Iterator[dict[str, str]]:
    """Headers of a stranger, of two systems with different rights, and of one with a false token."""
    yield {}
    rights = [frozenset({Scope.FEEDBACK_WRITE}), frozenset(Scope)]
    clients = [
        ApiClient("first", SourceGroup.CHAIN_PARTNER, PartnerType.LEGAL, rights[0]),
        ApiClient("second", SourceGroup.STAFF, None, rights[1]),
    ]
    for client in clients:
        yield {"Authorization": f"Bearer {register_client(house.database, client)}"}
    yield {"Authorization": "Bearer false", "Accept-Language": "ar", "User-Agent": "another"}


def read(site: TestClient, address: str, headers: dict[str, str]) -> tuple[int, bytes]:
    answer = site.get(address, headers=headers)
    return answer.status_code, answer.content


@pytest.mark.parametrize("messages", VOLUMES[1::2] if FULL else VOLUMES[1:2])
def test_everyone_reads_the_same_bytes_at_any_time(attacked: Publish, messages: int) -> None:
    of = attacked(messages, 0)
    addresses = every_address([one.label for one in of.publications])[::THINNED]
    people = list(everyone(of.house))
    with of.house.open() as site:
        first = {address: read(site, address, {}) for address in addresses}

    changed = 0
    for restart in range(RESTARTS):
        with of.house.open() as site:
            for person in people if restart == 0 else people[restart % len(people) :][:1]:
                changed += sum(read(site, address, person) != first[address] for address in addresses)

    MEASURED.append(f"asking again {messages}: {len(addresses)} addresses, {changed} answers changed")
    assert sum(status == 200 for status, _ in first.values()) > len(addresses) / 10
    assert changed == 0


def test_asking_a_thousand_times_gives_one_answer(attacked: Publish) -> None:
    of = attacked(900, 0)
    address = f"/v1/releases/{of.publications[0].label}"

    with of.house.open() as site:
        answers = {read(site, address, {}) for _ in range(REPEATS)}

    assert len(answers) == 1


def test_answers_about_themes_hold_only_what_the_document_holds(attacked: Publish) -> None:
    """So an attack on the documents is an attack on every question about themes."""
    for messages in VOLUMES[1:] if FULL else VOLUMES[1:3]:
        of = attacked(messages, 0)
        with of.house.open() as site:
            for one in of.publications:
                published = {t.dimensions: t.cells for t in one.tables}
                for filters, address in theme_questions(one.label)[:: 1 if FULL else 3]:
                    check(site, address, filters, published)


def check(
    site: TestClient,
    address: str,
    filters: dict[str, str],
    published: Mapping[Dimensions, Mapping[Key, Number | None]],
) -> None:
    chosen = {_NAMES.get(name, name): code for name, code in filters.items()}
    table = next((d for d in published if set(d) == {"theme", *chosen}), None)
    answer = site.get(address)
    assert answer.status_code == (404 if table is None else 200)
    for item in answer.json()["items"] if table else ():
        number = published[table][_key(table, chosen | {"theme": item["themeId"]})]
        if number is None:
            assert item["votes"] == "too-few"
            assert "share" not in item
        else:
            assert item["votes"]["estimate"] == round(number.estimate, 1)


_NAMES = {"sourceGroup": "source_group", "partnerType": "partner_type"}


def _key(dimensions: Dimensions, codes: dict[str, str]) -> Key:
    return tuple(codes[name] for name in dimensions)


def test_noise_drawn_for_every_query_averages_out(attacked: Publish) -> None:
    """Planted weakness: the same noise as ours, but new for every answer."""
    of = attacked(900, 0)
    one, said = of.publications[0], of.world.said[FIRST]
    exact = exact_tables(said, one)
    site = serve({one.label: lambda: document(one.label, exact, one, fresh_noise())})
    asked = [dict(read_one(site, one.label).numbers()) for _ in range(REPEATS)]
    means = {cell: float(np.mean([answer[cell].estimate for answer in asked])) for cell in asked[0]}
    truth = {c: v for c, v in small_cells(of.world, one).items() if _is_whole(of.world, one, c)}

    found = score([(means, truth)])

    found.note(f"{REPEATS} repeats", 900, "fresh noise")
    assert len({tuple(answer.values()) for answer in asked}) == REPEATS
    assert found.right / found.said > 0.9


def _is_whole(world: World, one: Publication, cell: Cell) -> bool:
    """A true number of votes away from where rounding turns."""
    dimensions, key = cell
    return world.cells(dimensions, one.periods)[key] % VOTE_SIXTHS in (0, 1, 5)
