"""The issuer in this process, a real provider beside it, and a member who has signed in."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient
from tests.conftest import free_port
from tests.identity.parties import NOW, Clock
from tests.issuer.parties import CLIENT, HERE, PRODUCT, SECRET, Browser, real_provider

from feedback_api.issuer import schema
from feedback_api.issuer.app import build, now
from feedback_api.issuer.keys import KeyFolder
from feedback_api.issuer.settings import IssuerSettings
from feedback_api.store.engine import open_database
from feedback_api.terms.codebook import SourceGroup
from feedback_api.terms.passes import PASS_GROUPS
from feedback_api.terms.period import ReportingPeriod

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def issuer_port() -> int:
    """Where the issuer's process listens, in the tests that start one."""
    return free_port()


@pytest.fixture(scope="session")
def sign_in_service(issuer_port: int) -> Iterator[str]:
    """Address of the npm package oidc-provider in a process of its own."""
    backs = [f"{address}/signed-in" for address in (HERE, f"http://127.0.0.1:{issuer_port}")]
    client = {"client_id": CLIENT, "client_secret": SECRET, "redirect_uris": backs}
    accounts = {"ada": ["asylum-staff"], "bo": ["lawyers", "other"], "cy": ["canteen"], "di": []}
    with real_provider(ROOT, [client], accounts) as address:
        yield address


@pytest.fixture(scope="session")
def key_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keys of both groups for now and for the quarter of the clock; of staff for one that closed."""
    path = tmp_path_factory.mktemp("issuer") / "keys"
    then = ReportingPeriod.of(NOW)
    for period in {then, ReportingPeriod.of(now())}:
        for group in PASS_GROUPS:
            KeyFolder(path).create(group, period)
    KeyFolder(path).create(SourceGroup.STAFF, then.previous)
    return path


@pytest.fixture
def counts(empty_url: str) -> Iterator[Engine]:
    """The issuer's own database, of each kind."""
    engine = open_database(empty_url, lock_timeout=10.0)
    schema.upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def small_counts(tmp_path: Path) -> Iterator[Engine]:
    """The issuer's own database as a file, for tests that ask something else of it."""
    engine = open_database(f"sqlite:///{tmp_path / 'counts.db'}")
    schema.upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def clock() -> Clock:
    """The clock of the issuer."""
    return Clock()


@pytest.fixture
def issuer(key_folder: Path, clock: Clock) -> Callable[..., TestClient]:
    """Build the issuer over a database, trusting a provider."""

    def make(
        database: Engine, provider: str, time: Callable[..., object] = clock, **more: object
    ) -> TestClient:
        given = {
            "address": HERE,
            "product": PRODUCT,
            "provider": provider,
            "client_id": CLIENT,
            "client_secret": SECRET,
            "staff": "asylum-staff",
            "chain_partner": "lawyers interpreters",
            "keys": key_folder,
            "contact": "the desk",
            "tokens_per_period": 2,
        }
        settings = IssuerSettings(**(given | more))
        return TestClient(build(settings, database, time), base_url=HERE, follow_redirects=False)

    return make


@pytest.fixture
def browser() -> Callable[[TestClient], Browser]:
    """Somebody's browser on the issuer's pages."""
    return Browser
