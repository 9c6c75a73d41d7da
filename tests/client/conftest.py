"""The client before the real server, and a counter of what that server stored."""

import asyncio
from collections.abc import Callable

import pytest
from sqlalchemy import text

from feedback_api.client import AsyncFeedbackClient, FeedbackClient, Patience
from feedback_api.flows.register_client import register_client
from feedback_api.terms.client import ApiClient, Scope
from feedback_api.terms.codebook import PartnerType, SourceGroup


@pytest.fixture(scope="session")
def partner(served) -> str:
    """A token at the served product."""
    scopes = frozenset({Scope.FEEDBACK_WRITE})
    client = ApiClient("client-tests", SourceGroup.CHAIN_PARTNER, PartnerType.SUPPORT, scopes)
    return register_client(served.database, client)


@pytest.fixture
def stored(served) -> Callable[[], int]:
    """How many items the served product stored since the test began."""

    def count() -> int:
        with served.database.connect() as connection:
            waiting = connection.execute(text("SELECT count(*) FROM inbox_item")).scalar_one()
            kept = connection.execute(text("SELECT count(*) FROM feedback_record")).scalar_one()
        return waiting + kept

    before = count()
    return lambda: count() - before


QUICK = Patience(seconds=20, first_wait=0.05, longest_wait=0.2)


class Sync:
    """The sync client, called plainly."""

    def __init__(self, url, token=None, patience=QUICK, **options):
        self._client = FeedbackClient(url, token, patience=patience, **options)

    def __getattr__(self, name):
        return getattr(self._client, name)

    def batch(self, items, **options):
        return list(self._client.batch(items, **options))


class Async:
    """The async client, awaited call by call in one loop."""

    def __init__(self, url, token=None, patience=QUICK, **options):
        self._loop = asyncio.Runner()
        self._client = AsyncFeedbackClient(url, token, patience=patience, **options)

    def close(self):
        self._loop.run(self._client.close())
        self._loop.close()

    def __getattr__(self, name):
        return lambda *given, **options: self._loop.run(getattr(self._client, name)(*given, **options))

    def batch(self, items, **options):
        async def collect():
            return [result async for result in self._client.batch(items, **options)]

        return self._loop.run(collect())


@pytest.fixture(params=[Sync, Async], ids=["sync", "async"])
def client(request):
    """Makes a client of each kind for an address."""
    made = []

    def make(*given, **options):
        made.append(request.param(*given, **options))
        return made[-1]

    yield make
    for one in made:
        one.close()
