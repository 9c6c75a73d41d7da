"""Folder of keys: one per group and quarter, a secret per quarter, in files that only their owner reads."""

import os
import secrets
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from feedback_api.issuer.refusals import IssuerRefused
from feedback_api.privacy_pass.keys import KEY_BITS, encode_key, key_id, truncated
from feedback_api.terms.codebook import SourceGroup
from feedback_api.terms.errors import FieldProblem, InvalidInput, Unavailable
from feedback_api.terms.passes import PASS_GROUPS, PassKey
from feedback_api.terms.period import ReportingPeriod

_SECRET_BYTES = 32
_ONLY_OWNER = 0o600


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key of the issuer: what is published of it, and the half that signs."""

    published: PassKey
    private: rsa.RSAPrivateKey = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeyFolder:
    """Keys as files named ``2026-Q4.staff.pem``, and what makes pseudonyms as ``2026-Q4.secret``."""

    path: Path

    def create(self, group: SourceGroup, period: ReportingPeriod) -> PassKey:
        """Make the key of a group and quarter, once. A second one is refused: it could mark a person.

        Raises:
            InvalidInput: ``exists``, ``unknown-value`` for a group without accounts, or ``not-writable``.
        """
        if group not in PASS_GROUPS:
            raise InvalidInput([FieldProblem("/group", "unknown-value")])
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            taken = {truncated(key.key_id) for key in self.published()}
            key = _draw(taken)
            pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
            _write(self._key_file(group, period), pem)
            self._make_secret(period)
        except FileExistsError:
            raise InvalidInput([FieldProblem("/key", "exists")]) from None
        except OSError:
            raise InvalidInput([FieldProblem("/folder", "not-writable")]) from None
        return PassKey(group, period, encode_key(key.public_key()))

    def key(self, group: SourceGroup, period: ReportingPeriod) -> SigningKey:
        """The key of a group and quarter.

        Raises:
            IssuerRefused: ``no-key``.
            Unavailable: when others than its owner may read the file, or it holds something else.
        """
        private = _parse(_read(self._key_file(group, period)))
        return SigningKey(PassKey(group, period, encode_key(private.public_key())), private)

    def secret(self, period: ReportingPeriod) -> bytes:
        """What pseudonyms of a quarter are made with.

        Raises:
            IssuerRefused: ``no-key``: it is made with the first key of a quarter.
            Unavailable: when others than its owner may read the file.
        """
        content = _read(self._secret_file(period))
        if len(content) != _SECRET_BYTES:
            raise Unavailable("a secret of the issuer is not whole")
        return content

    def published(self, today: date | None = None) -> list[PassKey]:
        """All keys; with a day, those of its quarter and of later ones."""
        found = sorted(self.path.glob("*.*.pem"))
        keys = [self.key(*_group_and_period(file)).published for file in found]
        return [key for key in keys if today is None or not key.period.is_closed(today)]

    def erase_closed(self, today: date) -> int:
        """Delete keys and secrets of closed quarters; how many files. Nobody can be recognised after."""
        files = [
            *(f for f in self.path.glob("*.*.pem") if _group_and_period(f)[1].is_closed(today)),
            *(f for f in self.path.glob("*.secret") if _period(f.stem).is_closed(today)),
        ]
        for file in files:
            file.unlink()
        return len(files)

    def _make_secret(self, period: ReportingPeriod) -> None:
        file = self._secret_file(period)
        if not file.exists():
            _write(file, secrets.token_bytes(_SECRET_BYTES))

    def _key_file(self, group: SourceGroup, period: ReportingPeriod) -> Path:
        return self.path / f"{period}.{group}.pem"

    def _secret_file(self, period: ReportingPeriod) -> Path:
        return self.path / f"{period}.secret"


def _draw(taken: set[int]) -> rsa.RSAPrivateKey:
    while True:
        key = rsa.generate_private_key(65537, KEY_BITS)
        # A request names a key by one byte: two keys in one directory must not share it.
        if truncated(key_id(encode_key(key.public_key()))) not in taken:
            return key


def _write(file: Path, content: bytes) -> None:
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _ONLY_OWNER), "wb") as made:
        made.write(content)


def _read(file: Path) -> bytes:
    try:
        if file.stat().st_mode & 0o077:
            raise Unavailable("others than its owner may read a key of the issuer; run: chmod 600")
        return file.read_bytes()
    except FileNotFoundError:
        raise IssuerRefused("no-key") from None
    except OSError:
        raise Unavailable("a key of the issuer cannot be read") from None


@lru_cache(maxsize=32)
def _parse(pem: bytes) -> rsa.RSAPrivateKey:
    try:
        key = load_pem_private_key(pem, None)
    except (ValueError, TypeError):
        key = None
    if not isinstance(key, rsa.RSAPrivateKey):
        raise Unavailable("a file among the issuer's keys is no key")
    return key


def _group_and_period(file: Path) -> tuple[SourceGroup, ReportingPeriod]:
    period, group = file.name.removesuffix(".pem").split(".", 1)
    try:
        return SourceGroup(group), _period(period)
    except ValueError:
        raise Unavailable("a file among the issuer's keys has another name than it should") from None


def _period(label: str) -> ReportingPeriod:
    try:
        return ReportingPeriod.parse(label)
    except ValueError:
        raise Unavailable("a file among the issuer's keys has another name than it should") from None
