"""Who froze a release: an Ed25519 signature over its canonical bytes, checked with a published key alone.

Source: RFC 8032 (EdDSA), section 5.1.
"""

from base64 import b64decode, b64encode
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from feedback_api.terms.errors import ReleaseRefused

PREFIX = "ed25519:"
"""What stands before a key or a signature in base64, so that readers know the scheme."""


@dataclass(frozen=True, slots=True)
class Signer:
    """The key that seals releases; it cannot be printed."""

    _key: Ed25519PrivateKey

    def sign(self, document: bytes) -> str:
        """Signature over these very bytes, as ``ed25519:`` and base64."""
        return PREFIX + b64encode(self._key.sign(document)).decode()

    @property
    def public_key(self) -> str:
        """What readers check signatures with, as ``ed25519:`` and base64."""
        return _written(self._key.public_key())

    def __repr__(self) -> str:
        return "Signer(…)"


def new_key() -> bytes:
    """Draw a fresh private key, as a PEM file's content."""
    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def load_signer(path: Path | None) -> Signer:
    """Read the signing key from its PEM file.

    Raises:
        ReleaseRefused: ``no-signing-key``, when there is none or the file holds no Ed25519 key.
    """
    if path is None:
        raise no_key("no signing key is configured; make one with: feedback-api keys create PATH")
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError):
        raise no_key("the signing key's file cannot be read as a PEM key without a password") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise no_key("the signing key is not an Ed25519 key")
    return Signer(key)


def no_key(detail: str) -> ReleaseRefused:
    """The refusal of a release that nobody would sign."""
    return ReleaseRefused("no-signing-key", detail)


def public_pem(public_key: str) -> bytes:
    """A published key as a PEM file's content, for any other program.

    Raises:
        ValueError: when it is no published key.
    """
    return _read(public_key).public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def read_public_key(content: bytes) -> str:
    """A published key from a file: PEM, or one line ``ed25519:…``.

    Raises:
        ValueError: when the file holds neither; the message does not repeat it.
    """
    if content.startswith(PREFIX.encode()):
        return _written(_read(content.decode("ascii").strip()))
    key = serialization.load_pem_public_key(content)
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError("the key is not an Ed25519 public key")
    return _written(key)


def is_signed(document: bytes, signature: str, public_key: str) -> bool:
    """Whether the holder of the key signed these very bytes."""
    try:
        _read(public_key).verify(b64decode(signature.removeprefix(PREFIX), validate=True), document)
    except (InvalidSignature, ValueError):
        return False
    return signature.startswith(PREFIX)


def _read(public_key: str) -> Ed25519PublicKey:
    if not public_key.startswith(PREFIX):
        raise ValueError("a published key starts with ed25519:")
    return Ed25519PublicKey.from_public_bytes(b64decode(public_key.removeprefix(PREFIX), validate=True))


def _written(key: Ed25519PublicKey) -> str:
    return PREFIX + b64encode(key.public_bytes_raw()).decode()
