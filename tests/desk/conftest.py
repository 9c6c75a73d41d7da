"""The desk in this process with a clock moved by hand, a provider that says anything, and a real one."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient
from tests.identity.parties import Clock
from tests.issuer.parties import CLIENT, SECRET, Forger, real_provider, serving

from feedback_api import assemble
from feedback_api.flows.receive import Reader
from feedback_api.settings import Settings

HERE = "https://feedback.example.org"
ACCOUNTS = {
    "ada": ["texts"],
    "bo": ["texts", "actions"],
    "cy": ["canteen"],
    "di": [],
    "ed": ["texts", "officers"],
}


@pytest.fixture
def clock() -> Clock:
    """The clock of the house."""
    return Clock()


@pytest.fixture
def desk(reader: Reader, clock: Clock) -> Callable[..., TestClient]:
    """A browser at a worker of the house, which people reach under a name of its own."""

    def make(database: Engine, base: str = HERE, **more: object) -> TestClient:
        given = {"form_key": b"shared by all workers"} | more
        app = assemble.build(Settings(**given), database, reader, clock)
        return TestClient(app, base_url=base, follow_redirects=False)

    return make


@pytest.fixture
def guarded(desk: Callable[..., TestClient]) -> Callable[..., TestClient]:
    """The same, where people sign in at a provider."""

    def make(database: Engine, provider: str, **more: object) -> TestClient:
        given = {
            "signin_provider": provider,
            "signin_address": HERE,
            "signin_client_id": CLIENT,
            "signin_client_secret": SECRET,
            "signin_roles_claim": "groups",
            "signin_reviewers": "texts",
            "signin_editors": "actions redaction",
            "signin_deciders": "officers",
        }
        return desk(database, **(given | more))

    return make


@pytest.fixture
def forger() -> Iterator[Forger]:
    """A provider that publishes its keys and answers with whatever a test wants."""
    with serving(Forger(leaves_at="/desk/en/provider", returns_to="/desk/signed-in")) as made:
        made.claims = {"groups": ["texts"]}
        yield made


@pytest.fixture(scope="session")
def sign_in_service(pytestconfig: pytest.Config) -> Iterator[str]:
    """The npm package oidc-provider in a process of its own."""
    client = {"client_id": CLIENT, "client_secret": SECRET, "redirect_uris": [f"{HERE}/desk/signed-in"]}
    with real_provider(pytestconfig.rootpath, [client], ACCOUNTS) as address:
        yield address
