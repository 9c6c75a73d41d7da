"""Issuers on loopback: one that says what a test wants, and a real, certified provider."""

import json
import queue
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from joserfc.jwk import ECKey, RSAKey
from starlette.testclient import TestClient
from tests.conftest import absent
from tests.identity.parties import AUDIENCE, HEADER, PARTNER, PROXY, RSA, Clock, Issuer, Provider

from feedback_api import assemble
from feedback_api.flows.register_client import register_without_token
from feedback_api.settings import Settings
from feedback_api.terms.client import ApiClient, Scope
from feedback_api.terms.codebook import PartnerType, SourceGroup

_ROOT = Path(__file__).parents[2]


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    """That issuer, served on loopback."""
    made = Issuer(keys={"one": ECKey.generate_key("P-256"), "rsa": RSA})

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append(self.path)
            self.send_response(made.status)
            self.end_headers()
            self.wfile.write(json.dumps(made.document(self.path)).encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield made
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def clock() -> Clock:
    """The clock of the house."""
    return Clock()


@pytest.fixture
def trusting(database, reader, clock) -> Callable[..., TestClient]:
    """Build the application that trusts an issuer and a proxy; the peer of its requests is given."""

    def build(address: str, peer: str = "192.0.2.1", time=clock, **more: object) -> TestClient:
        settings = Settings(
            oauth_issuer=address,
            oauth_audience=AUDIENCE,
            certificate_header=HEADER,
            certificate_proxies=f"{PROXY} fd00::/120",
            **more,
        )
        app = assemble.build(settings, database, reader, time)
        return TestClient(app, base_url="http://testserver", client=(peer, 50000))

    return build


@pytest.fixture
def partner(database) -> str:
    """A system registered for tokens of the issuer: it may write, and nothing else."""
    scopes = frozenset({Scope.FEEDBACK_WRITE})
    register_without_token(database, ApiClient(PARTNER, SourceGroup.CHAIN_PARTNER, PartnerType.LEGAL, scopes))
    return PARTNER


@pytest.fixture(scope="session")
def provider() -> Iterator[Provider]:
    """The npm package oidc-provider on loopback, with private_key_jwt clients."""
    node = shutil.which("node")
    if node is None or not (_ROOT / "node_modules" / "oidc-provider").is_dir():
        absent("node with oidc-provider (npm ci)")
    key = RSAKey.generate_key(2048, {"kid": "client-key"})
    plan = {
        "algorithm": "PS256",
        "scopes": [scope.value for scope in Scope],
        "clients": [_client(PARTNER, key), _client("not-registered-here", key), _client("bound", key, True)],
    }
    script = Path(__file__).with_name("provider.mjs")
    process = subprocess.Popen(
        [str(node), str(script), json.dumps(plan)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    lines: queue.Queue[str] = queue.Queue()
    reader = threading.Thread(target=_read_lines, args=(process, lines))
    reader.start()
    try:
        yield Provider(lines.get(timeout=60).removeprefix("ready "), key, process, lines)
    finally:
        process.stdin.close()
        process.wait(20)
        reader.join()
        process.stdout.close()


def _client(name: str, key: RSAKey, bound: bool = False) -> dict[str, object]:
    return {
        "client_id": name,
        "token_endpoint_auth_method": "private_key_jwt",
        "token_endpoint_auth_signing_alg": "PS256",
        "id_token_signed_response_alg": "PS256",
        "jwks": {"keys": [key.as_dict(private=False)]},
        "grant_types": ["client_credentials"],
        "redirect_uris": [],
        "response_types": [],
        "tls_client_certificate_bound_access_tokens": bound,
    }


def _read_lines(process: "subprocess.Popen[str]", lines: "queue.Queue[str]") -> None:
    for line in process.stdout or ():
        if line.startswith(("ready ", "keys ")):  # the package has remarks of its own
            lines.put(line.strip())
