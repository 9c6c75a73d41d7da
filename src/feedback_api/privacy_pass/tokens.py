"""What client, issuer and door send each other: challenge, request, response and token, byte for byte.

Source: RFC 9577, sections 2.1 and 2.2; RFC 9578, section 6 (type 0x0002, Blind RSA of 2048 bits).
"""

import hashlib
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from feedback_api.privacy_pass.blind_rsa import PSS_DETERMINISTIC, verify
from feedback_api.terms.errors import PassRefused, PassRequestRefused

BLIND_RSA_2048 = 2
"""The token type that is used here (RFC 9578, section 8.2.2)."""

SIGNATURE_BYTES = 256
NONCE_BYTES = 32
DIGEST_BYTES = 32
TOKEN_BYTES = 2 + NONCE_BYTES + 2 * DIGEST_BYTES + SIGNATURE_BYTES
REQUEST_BYTES = 3 + SIGNATURE_BYTES

_TYPE = BLIND_RSA_2048.to_bytes(2)


@dataclass(frozen=True, slots=True)
class TokenChallenge:
    """What a door asks for: whose token, and for which door. We never bind it to one session.

    ``redemption_context`` is empty or 32 bytes; ours is always empty, so that all challenges of a door are
    one and the same, and tokens can be fetched long before they are spent (RFC 9577, section 2.1.1).
    """

    issuer_name: str
    origin_info: str
    redemption_context: bytes = b""
    token_type: int = BLIND_RSA_2048

    def encode(self) -> bytes:
        """The challenge's bytes."""
        issuer, origin = self.issuer_name.encode("ascii"), self.origin_info.encode("ascii")
        context = len(self.redemption_context).to_bytes(1) + self.redemption_context
        kind = self.token_type.to_bytes(2)
        return kind + len(issuer).to_bytes(2) + issuer + context + len(origin).to_bytes(2) + origin

    def digest(self) -> bytes:
        """SHA-256 of the challenge, as tokens carry it."""
        return hashlib.sha256(self.encode()).digest()

    @classmethod
    def decode(cls, content: bytes) -> "TokenChallenge":
        """Read a challenge.

        Raises:
            PassRefused: when a byte is missing, left over or out of bounds.
        """
        kind, rest = content[:2], content[2:]
        issuer, rest = _take(rest, 2)
        context, rest = _take(rest, 1)
        origin, rest = _take(rest, 2)
        if len(kind) != 2 or rest or not issuer or len(context) not in (0, DIGEST_BYTES):
            raise PassRefused("no token challenge")
        return cls(_name(issuer), _name(origin), context, int.from_bytes(kind))


@dataclass(frozen=True, slots=True)
class TokenRequest:
    """What a client asks the issuer to sign: which key, by one byte of its name, and a blinded message."""

    truncated_key_id: int
    blinded_message: bytes

    def encode(self) -> bytes:
        """The request's 259 bytes."""
        return _TYPE + self.truncated_key_id.to_bytes(1) + self.blinded_message

    @classmethod
    def decode(cls, content: bytes) -> "TokenRequest":
        """Read a request.

        Raises:
            PassRequestRefused: for another length or another type.
        """
        if len(content) != REQUEST_BYTES or content[:2] != _TYPE:
            raise PassRequestRefused("no token request of this type")
        return cls(content[2], content[3:])


@dataclass(frozen=True, slots=True)
class TokenResponse:
    """The issuer's answer: the blinded signature and nothing else."""

    blind_signature: bytes

    def encode(self) -> bytes:
        """The response's 256 bytes."""
        return self.blind_signature

    @classmethod
    def decode(cls, content: bytes) -> "TokenResponse":
        """Read a response.

        Raises:
            PassRequestRefused: for another length.
        """
        if len(content) != SIGNATURE_BYTES:
            raise PassRequestRefused("no token response of this type")
        return cls(content)


@dataclass(frozen=True, slots=True, repr=False)
class Token:
    """A pass: a random number that the issuer signed without seeing it. It is spent once, by anyone."""

    nonce: bytes
    challenge_digest: bytes
    key_id: bytes
    authenticator: bytes

    def signed_part(self) -> bytes:
        """The bytes under the signature: type, nonce, digest of the challenge, name of the key."""
        return token_input(self.nonce, self.challenge_digest, self.key_id)

    def encode(self) -> bytes:
        """The token's 354 bytes."""
        return self.signed_part() + self.authenticator

    def spent_as(self) -> bytes:
        """SHA-256 of the nonce: all that is kept of a spent token."""
        return hashlib.sha256(self.nonce).digest()

    def is_signed_by(self, key: RSAPublicKey) -> bool:
        """Whether the holder of this key signed the token."""
        return verify(PSS_DETERMINISTIC, key, self.signed_part(), self.authenticator)

    @classmethod
    def decode(cls, content: bytes) -> "Token":
        """Read a token; nothing of it is believed yet.

        Raises:
            PassRefused: for another length or another type.
        """
        if len(content) != TOKEN_BYTES or content[:2] != _TYPE:
            raise PassRefused("no token of this type")
        return cls(content[2:34], content[34:66], content[66:98], content[98:])


def token_input(nonce: bytes, challenge_digest: bytes, key_id: bytes) -> bytes:
    """What a client has signed: a token without its signature (RFC 9578, section 6.1)."""
    return _TYPE + nonce + challenge_digest + key_id


def _take(content: bytes, size: int) -> tuple[bytes, bytes]:
    """A part that begins with its own length in so many bytes, and what follows it."""
    end = size + int.from_bytes(content[:size])
    if len(content) < max(size, end):
        raise PassRefused("no token challenge")
    return content[size:end], content[end:]


def _name(content: bytes) -> str:
    try:
        return content.decode("ascii")
    except UnicodeDecodeError:
        raise PassRefused("a name is written in ASCII") from None
