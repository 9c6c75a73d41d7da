"""The real product in this process: its store, its releases, its HTTP API."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import Engine
from starlette.testclient import TestClient
from tests.attack.published import Publication, read_all
from tests.attack.worlds import World, tell, world

from feedback_api import assemble
from feedback_api.flows.make_release import make_release
from feedback_api.flows.receive import Reader
from feedback_api.release.sign import Signer
from feedback_api.settings import Settings
from feedback_api.store import schema
from feedback_api.store.engine import open_database
from feedback_api.terms.errors import PeriodCarried
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import Policy

NOW = datetime(2300, 1, 2, 12, 0, tzinfo=UTC)
TODAY = date(2300, 1, 2)
"""Long after every quarter that the tests release."""

RELEASES = 2
MOST_QUARTERS = 8


@dataclass(frozen=True)
class House:
    """One deployment."""

    database: Engine
    signer: Signer
    reader: Reader
    settings: Settings

    @property
    def policy(self) -> Policy:
        return self.settings.policy

    def release(self, quarter: ReportingPeriod) -> bool:
        """Release a quarter as the operator does; false when it is carried into the next."""
        version = assemble.codebook().version
        try:
            make_release(self.database, quarter, self.policy, version, TODAY, self.signer)
        except PeriodCarried:
            return False
        return True

    def open(self) -> TestClient:
        """The application, started anew."""
        app = assemble.build(self.settings, self.database, self.reader, lambda: NOW)
        return TestClient(app, base_url="http://testserver")


class Houses:
    """Makes deployments; the empty database is migrated once and copied."""

    def __init__(self, folder: Path, signer: Signer, reader: Reader) -> None:
        self._folder, self._signer, self._reader = folder, signer, reader
        self._made = 0
        self._empty = folder / "empty.db"
        engine = open_database(f"sqlite:///{self._empty}")
        schema.upgrade(engine)
        engine.dispose()

    def make(self, messages: int) -> House:
        """An empty deployment that expects so many messages in a quarter."""
        self._made += 1
        path = self._folder / f"house-{self._made}.db"
        shutil.copyfile(self._empty, path)
        settings = Settings(
            expected_messages=messages,
            members_sounding_board=messages,
            members_chain_partner=messages,
            members_staff=messages,
        )
        return House(open_database(f"sqlite:///{path}"), self._signer, self._reader, settings)


@dataclass(frozen=True)
class Attacked:
    """A released world: what is true, what is published, and where to ask."""

    world: World
    house: House
    publications: list[Publication]


def release_world(houses: Houses, messages: int, seed: int) -> Attacked:
    """Quarter after quarter, thin ones carried, until two releases stand."""
    house, invented = houses.make(messages), world(messages, seed, MOST_QUARTERS)
    made = 0
    told = {}
    for quarter, said in invented.said.items():
        tell(house.database, quarter, said)
        told[quarter] = said
        made += house.release(quarter)
        if made == RELEASES:
            break
    with house.open() as site:
        return Attacked(World(messages, told), house, read_all(site))


Publish = Callable[[int, int], Attacked]
"""The released world of a volume and a seed."""
