"""What only the holder of a key can read: age files for X25519 keys.

Source: age-encryption.org/v1, recipient type X25519.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pyrage

from feedback_api.terms.errors import BackupRefused


@dataclass(frozen=True, slots=True)
class Opener:
    """The private keys of a backup; they cannot be printed."""

    _keys: tuple[pyrage.x25519.Identity, ...]

    def open(self, sealed: bytes) -> bytes:
        """What was sealed for one of these keys.

        Raises:
            BackupRefused: when it was sealed for another key, or changed since.
        """
        try:
            return bytes(pyrage.decrypt(sealed, list(self._keys)))
        except pyrage.DecryptError:
            raise BackupRefused(
                "the encrypted part cannot be opened: it was made for another key, or it was changed"
            ) from None

    def __repr__(self) -> str:
        return "Opener(…)"


def read_opener(content: str) -> Opener:
    """Private keys from an identity file: one a line, remarks behind ``#``.

    Raises:
        ValueError: when a line is none; the message does not repeat it.
    """
    lines = [line.strip() for line in content.splitlines()]
    try:
        keys = [pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except pyrage.IdentityError:
        raise ValueError("a line of the file is no age identity") from None
    if not keys:
        raise ValueError("the file holds no age identity")
    return Opener(tuple(keys))


def are_public_keys(keys: Sequence[str]) -> bool:
    """Whether each is a public key that parts can be sealed for."""
    try:
        _recipients(keys)
    except pyrage.RecipientError:
        return False
    return True


def seal(content: bytes, keys: Sequence[str]) -> bytes:
    """Content that each holder of one of these public keys can open, and nobody else."""
    return bytes(pyrage.encrypt(content, _recipients(keys)))


def _recipients(keys: Sequence[str]) -> list[pyrage.x25519.Recipient]:
    return [pyrage.x25519.Recipient.from_str(key) for key in keys]
