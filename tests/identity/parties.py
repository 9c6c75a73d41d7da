"""Who takes part: a clock, an issuer that signs anything, a client with a certificate, a real provider."""

import hashlib
import json
import queue
import subprocess
import uuid
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import httpx
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from joserfc import jws, jwt
from joserfc.jwk import ECKey, RSAKey
from starlette.testclient import TestClient

from feedback_api import assemble

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
AUDIENCE = "https://feedback.example.org/v1"
PARTNER = "lawyers-portal"
PROXY = "10.9.8.7"
HEADER = "X-Client-Certificate"
ITEM = {"improve": "The waiting room was cold and nobody explained anything.", "step": "arrival"}
RSA = RSAKey.generate_key(2048, {"kid": "rsa"})


def encoded(content: bytes) -> str:
    """As tokens write bytes."""
    return urlsafe_b64encode(content).rstrip(b"=").decode()


class Clock:
    """A clock moved by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def move(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@dataclass
class Issuer:
    """An issuer that publishes any keys and signs anything."""

    address: str = ""
    keys: dict[str, RSAKey | ECKey] = field(default_factory=dict)
    status: int = 200
    asked: list[str] = field(default_factory=list)

    def document(self, path: str) -> object:
        if path == "/.well-known/oauth-authorization-server":
            return {"issuer": self.address, "jwks_uri": f"{self.address}/jwks"}
        return {"keys": [key.as_dict(private=False, kid=name) for name, key in self.keys.items()]}

    def claims(self, **change: object) -> dict[str, object]:
        moment = int(NOW.timestamp())
        claims = {
            "iss": self.address,
            "aud": AUDIENCE,
            "iat": moment,
            "exp": moment + 300,
            "sub": PARTNER,
            "client_id": PARTNER,
            "jti": str(uuid.uuid4()),
            "scope": "feedback:write",
        }
        return {name: value for name, value in (claims | change).items() if value is not None}

    def token(self, kid: str = "one", key: RSAKey | ECKey | None = None, header=None, **claims) -> str:
        """A token signed by hand: a library would not make most of them."""
        key = key or self.keys[kid]
        alg = "ES256" if isinstance(key, ECKey) else "PS256"
        head = {"typ": "at+jwt", "alg": alg, "kid": kid} | (header or {})
        parts = (json.dumps(part).encode() for part in (head, self.claims(**claims)))
        message = ".".join(map(encoded, parts))
        signature = jws.JWSRegistry.algorithms[alg].sign(message.encode(), key)
        return f"{message}.{encoded(signature)}"


def post(site: TestClient, token: str | None, **headers: str) -> httpx.Response:
    """Post one item with a token, or without."""
    sent = {"Idempotency-Key": f'"{uuid.uuid4()}"'} | headers
    if token is not None:
        sent["Authorization"] = f"Bearer {token}"
    return site.post("/v1/feedback-items", json=ITEM, headers=sent)


@dataclass(frozen=True)
class Certificate:
    """A client's certificate, as a proxy passes it on and as tokens name it."""

    passed_on: str
    thumbprint: bytes

    @property
    def named(self) -> str:
        return encoded(self.thumbprint)


def certificate(name: str) -> Certificate:
    """A fresh self-signed certificate."""
    key, subject = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    alternative = x509.SubjectAlternativeName([x509.DNSName(name)])
    made = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2036, 1, 1, tzinfo=UTC))
        .add_extension(alternative, critical=True)
        .sign(key, SHA256())
    )
    pem, der = made.public_bytes(Encoding.PEM), made.public_bytes(Encoding.DER)
    return Certificate(quote(pem), hashlib.sha256(der).digest())


@dataclass(frozen=True)
class Provider:
    """A certified OAuth provider in a process of its own."""

    address: str
    key: RSAKey
    process: "subprocess.Popen[str]"
    lines: "queue.Queue[str]"

    def sign_with(self, *names: str) -> None:
        """Publish these keys from now on and sign with the last."""
        assert self.process.stdin is not None
        self.process.stdin.write(" ".join(names) + "\n")
        self.process.stdin.flush()
        assert self.lines.get(timeout=30) == f"keys {' '.join(names)}"

    def assertion(self, client_id: str = PARTNER, key: RSAKey | None = None) -> str:
        """Proof that the client holds its private key (RFC 7523, section 2.2)."""
        moment = int(assemble.now().timestamp())
        claims = {"iss": client_id, "sub": client_id, "aud": self.address, "jti": str(uuid.uuid4())}
        header = {"alg": "PS256", "kid": "client-key"}
        return jwt.encode(header, claims | {"iat": moment, "exp": moment + 60}, key or self.key, ["PS256"])

    def answer(
        self, scope: str = "feedback:write", assertion: str | None = None, **change: str
    ) -> httpx.Response:
        """What the provider says to a request for a token."""
        form = {
            "grant_type": "client_credentials",
            "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "client_assertion": assertion or self.assertion(change.get("client_id", PARTNER)),
            "client_id": PARTNER,
            "resource": AUDIENCE,
            "scope": scope,
        }
        headers = {"X-Certificate": change.pop("certificate")} if "certificate" in change else {}
        return httpx.post(f"{self.address}/token", data=form | change, headers=headers)

    def token(self, **change: str) -> str:
        """A fresh access token."""
        answer = self.answer(**change)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["access_token"])
