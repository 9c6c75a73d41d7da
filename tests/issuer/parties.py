"""Who takes part: a browser that follows redirects, and a provider that says anything."""

import json
import queue
import re
import shutil
import subprocess
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
from cryptography.hazmat.primitives.asymmetric import rsa
from joserfc import jws
from joserfc.jwk import RSAKey
from starlette.testclient import TestClient
from tests.conftest import absent

from feedback_api.privacy_pass import blind_rsa
from feedback_api.privacy_pass.directory import REQUEST_MEDIA_TYPE
from feedback_api.privacy_pass.keys import decode_key, key_id, truncated
from feedback_api.privacy_pass.tokens import Token, TokenChallenge, TokenRequest, token_input

HERE = "http://127.0.0.1:8010"
PRODUCT = "https://feedback.example.org"
CLIENT = "passes"
SECRET = "a secret of the tests"
SIGNING = RSAKey.generate_key(2048, {"kid": "one"})
CHALLENGE = TokenChallenge("127.0.0.1:8010", "feedback.example.org").digest()


class Browser:
    """Somebody on the issuer's pages, without scripts."""

    def __init__(self, site: TestClient) -> None:
        self.site, self.page = site, ""

    def signs_in(self, account: str) -> httpx.Response:
        """Choose an account at a real provider and come back."""
        return self.site.get(self.comes_back_with(account))

    def comes_back_with(self, account: str) -> str:
        """The address with which a real provider sends somebody back."""
        sent = self.site.get("/en/sign-in")
        assert sent.status_code == 303, sent.text
        with httpx.Client() as web:
            answer = web.get(sent.headers["location"])
            while not (address := answer.headers.get("location", "")).startswith(HERE):
                if answer.status_code == 200:
                    answer = web.get(f"{answer.url}/{account}")
                else:
                    answer = web.get(str(answer.url.join(address)))
        return address

    def sees(self, path: str = "/en") -> str:
        self.page = self.site.get(path).text
        return self.page

    def proof(self) -> str:
        found = re.search(r'name="proof" value="([^"]+)"', self.page or self.sees())
        assert found
        return found[1]

    def asks(self, content: bytes, **headers: str) -> httpx.Response:
        sent = {"Content-Type": REQUEST_MEDIA_TYPE, "Passes-Proof": self.proof()} | headers
        return self.site.post("/token-request", content=content, headers=sent)


@dataclass
class Pass:
    """A pass in the making."""

    public_key: bytes
    nonce: bytes = b"n" * 32

    def __post_init__(self) -> None:
        self.key: rsa.RSAPublicKey = decode_key(self.public_key)
        self.message = token_input(self.nonce, CHALLENGE, key_id(self.public_key))
        self.blinded = blind_rsa.blind(blind_rsa.PSS_DETERMINISTIC, self.key, self.message)

    def request(self) -> bytes:
        return TokenRequest(truncated(key_id(self.public_key)), self.blinded.message).encode()

    def finish(self, response: bytes) -> Token:
        signature = blind_rsa.finalize(
            blind_rsa.PSS_DETERMINISTIC, self.key, self.message, response, self.blinded.inverse
        )
        return Token.decode(self.message + signature)


def encoded(content: object) -> str:
    written = content if isinstance(content, bytes) else json.dumps(content).encode()
    return urlsafe_b64encode(written).rstrip(b"=").decode()


@dataclass
class Forger:
    """A provider that publishes its keys, and answers an exchange with any ID token."""

    address: str = ""
    metadata: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)
    token: dict[str, Any] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: SIGNING)
    status: int = 200
    posted: list[dict[str, list[str]]] = field(default_factory=list)
    nonce: str = ""
    leaves_at: str = "/en/sign-in"
    returns_to: str = "/signed-in"

    def document(self, path: str) -> object:
        if path == "/jwks":
            return {"keys": [SIGNING.as_dict(private=False, kid="one")]}
        places = {"authorization_endpoint": "/auth", "token_endpoint": "/token", "jwks_uri": "/jwks"}
        return {"issuer": self.address} | {n: self.address + p for n, p in places.items()} | self.metadata

    def answer(self, body: bytes) -> object:
        self.posted.append(parse_qs(body.decode()))
        if self.status != 200:
            return {"error": "invalid_grant"}
        return {"access_token": "a", "token_type": "Bearer", "id_token": self.id_token()} | self.token

    def id_token(self) -> str:
        moment = int(time.time())
        claims = {
            "iss": self.address, "aud": CLIENT, "sub": "eve", "nonce": self.nonce, "iat": moment,
            "exp": moment + 60, "groups": ["asylum-staff"],
        } | self.claims  # fmt: skip
        head = {"alg": "RS256", "kid": "one"} | self.header
        message = f"{encoded(head)}.{encoded({n: v for n, v in claims.items() if v is not None})}"
        if head["alg"] not in ("RS256", "PS256"):
            return f"{message}."
        made = jws.JWSRegistry.algorithms[head["alg"]].sign(message.encode(), self.key)
        return f"{message}.{encoded(made)}"

    def sends_back(self, site: TestClient, **change: str) -> httpx.Response:
        """Somebody starts to sign in and comes back from here."""
        asked = parse_qs(urlsplit(site.get(self.leaves_at).headers["location"]).query)
        self.nonce = asked["nonce"][0]
        query = {"code": "c", "state": asked["state"][0]} | change
        return site.get(self.returns_to, params={n: v for n, v in query.items() if v})


# When tests are collected, which may be many minutes before one runs: hence the wide margins.
_NOW = int(time.time())
WRONG = {
    "another audience": {"claims": {"aud": "somebody-else"}},
    "two audiences, made for the other": {"claims": {"aud": [CLIENT, "other"], "azp": "other"}},
    "no audience": {"claims": {"aud": None}},
    "another issuer": {"claims": {"iss": "https://other.example.org"}},
    "no issuer": {"claims": {"iss": None}},
    "another nonce": {"claims": {"nonce": "n"}},
    "no nonce": {"claims": {"nonce": None}},
    "expired": {"claims": {"iat": _NOW - 400, "exp": _NOW - 100}},
    "no end": {"claims": {"exp": None}},
    "not yet": {"claims": {"nbf": _NOW + 50_000}},
    "from the future": {"claims": {"iat": _NOW + 50_000, "exp": _NOW + 90_000}},
    "no account": {"claims": {"sub": None}},
    "an account that is no text": {"claims": {"sub": 7}},
    "an endless account": {"claims": {"sub": "a" * 256}},
    "alg none": {"header": {"alg": "none"}},
    "alg HS256": {"header": {"alg": "HS256"}},
    "an extension": {"header": {"crit": ["x"], "x": 1}},
    "an unknown key": {"header": {"kid": "two"}},
    "another key": {"key": RSAKey.generate_key(2048, {"kid": "one"})},
    "an access token that does not belong": {"claims": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}},
    "no ID token": {"token": {"id_token": None}},
    "an ID token that is none": {"token": {"id_token": "a.b.c"}},
    "an endless ID token": {"token": {"id_token": "a" * 20_000}},
    "a refusal": {"status": 400},
}
"""What a provider, or somebody in between, may say instead: one thing wrong in each."""


@contextmanager
def serving(made: Forger) -> Iterator[Forger]:
    """That provider, on loopback."""

    class Handler(BaseHTTPRequestHandler):
        def _say(self, document: object) -> None:
            self.send_response(made.status if self.command == "POST" else 200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(document).encode())

        def do_GET(self) -> None:
            self._say(made.document(self.path))

        def do_POST(self) -> None:
            self._say(made.answer(self.rfile.read(int(self.headers["Content-Length"]))))

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def real_provider(root: Path, clients: object, accounts: object) -> Iterator[str]:
    """Address of the npm package oidc-provider in a process of its own."""
    node = shutil.which("node")
    if node is None or not (root / "node_modules" / "oidc-provider").is_dir():
        absent("node with oidc-provider (npm ci)")
    plan = json.dumps({"clients": clients, "accounts": accounts})
    process = subprocess.Popen(
        [str(node), str(Path(__file__).with_name("provider.mjs")), plan],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    lines: queue.Queue[str] = queue.Queue()
    reader = threading.Thread(target=_read_lines, args=(process, lines))
    reader.start()
    try:
        yield lines.get(timeout=60).removeprefix("ready ")
    finally:
        process.stdin.close()
        process.wait(20)
        reader.join()
        process.stdout.close()


def _read_lines(process: "subprocess.Popen[str]", lines: "queue.Queue[str]") -> None:
    for line in process.stdout or ():
        if line.startswith("ready "):  # the package has remarks of its own
            lines.put(line.strip())
