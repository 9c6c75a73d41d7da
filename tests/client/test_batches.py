"""Batches through a connection that breaks: every item once, every result once, by both clients."""

import pytest
from tests.client.front import front

from feedback_api.client import Item, KeyConflict, NotAuthenticated, NotReached, Patience

GOOD = [Item(step="decision", good=f"The letter was clear, I read it {n} times.") for n in range(2, 7)]
MIXED = [
    GOOD[0],
    Item(step="decision", improve="", client_ref="row-2"),
    Item(step="nowhere", good="It was clear."),
    Item(step="decision", good="It was clear.", dependency="pending"),
    GOOD[1],
]


@pytest.mark.parametrize(
    "faults", [(), ("cut",), ("503",), ("cut-after",), ("cut-mid",), ("cut-mid", "cut-mid")]
)
def test_each_item_is_stored_once_and_told_once(client, served, partner, stored, faults):
    with front(served.url, *faults) as flaky:
        results = client(flaky.url, partner).batch(GOOD)
    assert sorted(result.index for result in results) == [0, 1, 2, 3, 4]
    assert {result.status for result in results} == {"stored"}
    assert stored() == len(GOOD)


def test_each_item_is_judged_alone(client, served, partner, stored):
    results = client(served.url, partner).batch(MIXED)
    assert [result.status for result in results] == ["stored", "rejected", "rejected", "rejected", "stored"]
    assert [result.problem.kind for result in results[1:4]] == [
        "invalid-input",
        "invalid-input",
        "dependent-respondent",
    ]
    assert results[1].client_ref == "row-2"
    assert results[1].problem.errors[0].pointer == "/items/1/improve"
    assert stored() == 2


def test_a_batch_goes_on_later_with_its_key(client, served, partner, stored):
    patience = Patience(seconds=0.4, first_wait=0.1)
    with front(served.url, "cut-after", *["cut"] * 50) as flaky, pytest.raises(NotReached):
        client(flaky.url, partner, patience).batch(GOOD, key=f"batch-{id(flaky)}")
    results = client(served.url, partner).batch(GOOD, key=f"batch-{id(flaky)}")
    assert len(results) == stored() == len(GOOD)
    with pytest.raises(KeyConflict):
        client(served.url, partner).batch(GOOD[:2], key=f"batch-{id(flaky)}")


def test_a_batch_that_is_refused_as_a_whole(client, served, partner, stored):
    with pytest.raises(NotAuthenticated):
        client(served.url, "fba_unknown").batch(GOOD)
    with pytest.raises(ValueError, match="1 to 1000"):
        client(served.url, partner).batch([])
    assert stored() == 0
