"""Each system has one limit, whichever worker or replica it meets, and is told what is left of it."""

import itertools
import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from feedback_api import assemble
from feedback_api.flows.limit_items import ItemLimit
from feedback_api.flows.register_client import register_client
from feedback_api.store.engine import open_database
from feedback_api.terms.client import ApiClient, Scope
from feedback_api.terms.codebook import SourceGroup
from feedback_api.terms.errors import TooManyItems

NOW = datetime(2026, 11, 23, 12, 0, 15, tzinfo=UTC)
SECRET = b"a secret that all workers share."
ITEM = {"improve": "The waiting room was cold and nobody explained anything.", "step": "arrival"}


class Clock:
    """A clock that tests move."""

    def __init__(self):
        self.now = NOW

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def small_site(database, reader, settings, clock):
    """The application with a limit of three items a minute."""
    small = settings.model_copy(update={"items_per_minute": 3})
    return TestClient(assemble.build(small, database, reader, clock))


@pytest.fixture
def send(small_site, token):
    keys = itertools.count()

    def send(body=ITEM, path="/v1/feedback-items", token=token):
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": f"k{next(keys)}"}
        return small_site.post(path, json=body, headers=headers)

    return send


def stored(database):
    with database.connect() as connection:
        return connection.execute(text("SELECT count(*) FROM inbox_item")).scalar_one()


def test_over_the_limit_nothing_is_stored_and_the_answer_says_when(send, database, clock):
    assert [send().status_code for _ in range(3)] == [201, 201, 201]
    refused = send()
    assert refused.status_code == 429
    assert refused.json()["type"] == "/problems/rate-limited"
    assert refused.headers["Retry-After"] == "45"
    assert refused.headers["RateLimit"] == '"items";r=0;t=45'
    assert stored(database) == 3
    clock.now += timedelta(seconds=45)
    assert send().status_code == 201


def test_every_answer_to_a_known_system_says_what_is_left(send):
    assert send().headers["RateLimit-Policy"] == '"items";q=3;w=60'
    assert send({"step": "nowhere"}).headers["RateLimit"] == '"items";r=1;t=45'
    assert send(path="/v1/previews").headers["RateLimit"] == '"items";r=0;t=45'


def test_strangers_hear_nothing_of_limits(send, small_site):
    answer = send(token="fba_made-up")
    assert answer.status_code == 401
    assert "RateLimit" not in answer.headers
    assert "RateLimit" not in small_site.get("/v1/policy").headers


def test_one_system_does_not_use_up_anothers_limit(send, database):
    other = ApiClient("office", SourceGroup.STAFF, None, frozenset({Scope.FEEDBACK_WRITE}))
    other_token = register_client(database, other)
    for _ in range(4):
        last = send()
    assert last.status_code == 429
    assert send(token=other_token).status_code == 201


def taken_by(limit, client_id, times):
    """How many of so many single items are let through."""
    passed = 0
    for _ in range(times):
        try:
            limit.take(client_id, 1)
            passed += 1
        except TooManyItems:
            pass
    return passed


def test_workers_together_never_pass_the_limit(database_url, clock):
    """Each worker has connections and memory of its own, as separate processes have."""
    limits = [ItemLimit(open_database(database_url), SECRET, 100, clock) for _ in range(3)]
    passed = [0, 0, 0]

    def work(number):
        passed[number] = taken_by(limits[number], "lawyers", 60)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # A worker may hold on to a twentieth of the limit that it does not hand out.
    assert 90 <= sum(passed) <= 100
    for limit in limits:
        limit._database.dispose()


def test_what_does_not_fit_is_not_counted(database, clock):
    limit = ItemLimit(database, SECRET, 100, clock)
    limit.take("lawyers", 60)
    with pytest.raises(TooManyItems) as refused:
        limit.take("lawyers", 41)
    assert refused.value.allowance.left == 40
    assert limit.take("lawyers", 40).left == 0


def test_a_count_tells_neither_the_system_nor_the_minute(database, clock):
    """Nothing on disk can be tied to a system or a time finer than half a day without the secret."""
    ItemLimit(database, SECRET, 100, clock).take("lawyers", 1)
    with database.connect() as connection:
        (row,) = connection.execute(text("SELECT * FROM request_count")).mappings().all()
    assert set(row) == {"key", "half_day", "taken"}
    ItemLimit(database, b"another secret", 100, clock).take("lawyers", 1)
    with database.connect() as connection:
        assert connection.execute(text("SELECT count(DISTINCT key) FROM request_count")).scalar_one() == 2


def test_counts_of_earlier_half_days_are_gone(database, clock):
    limit = ItemLimit(database, SECRET, 100, clock)
    limit.take("lawyers", 1)
    clock.now += timedelta(hours=12)
    limit.take("office", 1)
    with database.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM request_count")).scalar_one() == 1
