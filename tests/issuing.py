"""An issuer in a few lines, and a client beside it: passes made with the functions of the room."""

import secrets
from dataclasses import dataclass, field
from functools import cache

from cryptography.hazmat.primitives.asymmetric import rsa

from feedback_api.privacy_pass.blind_rsa import PSS_DETERMINISTIC, blind, blind_sign, finalize
from feedback_api.privacy_pass.directory import write_directory
from feedback_api.privacy_pass.headers import to_base64url
from feedback_api.privacy_pass.keys import encode_key, key_id
from feedback_api.privacy_pass.tokens import Token, TokenChallenge, token_input
from feedback_api.terms.codebook import SourceGroup
from feedback_api.terms.passes import PassKey
from feedback_api.terms.period import ReportingPeriod

ISSUER, ORIGIN = "https://passes.example", "https://door.example"
CHALLENGE = TokenChallenge("passes.example", "door.example")
NOW, NEXT, LAST = ReportingPeriod(2026, 4), ReportingPeriod(2027, 1), ReportingPeriod(2026, 3)


@dataclass(frozen=True)
class Key:
    """One key pair of the issuer."""

    group: SourceGroup
    period: ReportingPeriod
    secret: rsa.RSAPrivateKey = field(repr=False)

    @property
    def published(self) -> PassKey:
        return PassKey(self.group, self.period, encode_key(self.secret.public_key()))


@cache
def key_of(group: SourceGroup, period: ReportingPeriod = NOW, number: int = 0) -> Key:
    """A key pair, the same one for the same people; ``number`` tells a second one from the first."""
    taken = {k.published.key_id[-1] for k in _made}
    while True:
        key = Key(group, period, rsa.generate_private_key(65537, 2048))
        if key.published.key_id[-1] not in taken:
            _made.append(key)
            return key


_made: list[Key] = []


def directory_of(*keys: Key) -> bytes:
    return write_directory([key.published for key in keys], f"{ISSUER}/token-request")


def make_pass(key: Key, challenge: TokenChallenge = CHALLENGE, nonce: bytes | None = None) -> bytes:
    """A fresh pass: blinded, signed, unblinded."""
    nonce = nonce or secrets.token_bytes(32)
    public, name = key.secret.public_key(), key_id(key.published.public_key)
    prepared = token_input(nonce, challenge.digest(), name)
    hidden = blind(PSS_DETERMINISTIC, public, prepared)
    answer = blind_sign(key.secret, hidden.message)
    signature = finalize(PSS_DETERMINISTIC, public, prepared, answer, hidden.inverse)
    return Token(nonce, challenge.digest(), name, signature).encode()


def shown(token: bytes) -> dict[str, str]:
    """The header that shows a pass, and a fresh key for retries."""
    return {
        "Authorization": f'PrivateToken token="{to_base64url(token)}"',
        "Idempotency-Key": f'"{secrets.token_hex(8)}"',
    }
