"""Keys with which an issuer signs: read from what it publishes, and kept only as long as is safe.

Source: RFC 7517 (JWK), section 5; RFC 8414 (issuer metadata), sections 3.1 and 3.3.
"""

import contextlib
import json
import math
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from joserfc.errors import JoseError, SecurityWarning
from joserfc.jwk import ECKey, KeySet, RSAKey, import_key

from feedback_api.terms.errors import TokenRefused, Unavailable

FRESH_SECONDS = 300.0
"""Keys younger than this are used without asking: so long may a withdrawn key live on."""

KEPT_SECONDS = 3600.0
"""With the issuer out of reach, its last keys serve so long: about the life of the tokens it gave."""

REFETCH_SECONDS = 10.0
"""The issuer is asked at most this often, whatever key names anybody makes up."""

_MOST_KEYS = 64
_LEAST_RSA_BITS = 2048
"""RFC 7518, section 3.3."""


def metadata_addresses(issuer: str) -> tuple[str, ...]:
    """Where an issuer publishes its metadata: as RFC 8414 says, then as OpenID Connect does."""
    parts = urlsplit(issuer)
    path = parts.path.rstrip("/")
    oauth = parts._replace(path=f"/.well-known/oauth-authorization-server{path}")
    openid = parts._replace(path=f"{path}/.well-known/openid-configuration")
    return urlunsplit(oauth), urlunsplit(openid)


def keys_address(metadata: bytes, issuer: str) -> str:
    """Where the keys are, by the issuer's own metadata.

    Raises:
        ValueError: when it is no metadata, is that of another issuer, or names no safe address.
    """
    document = _document(metadata)
    address = document.get("jwks_uri")
    # Metadata of another issuer would let that one sign in this one's name (RFC 8414, section 3.3).
    if document.get("issuer") != issuer or not isinstance(address, str) or not is_safe(address):
        raise ValueError("no metadata of this issuer")
    return address


def is_safe(address: str) -> bool:
    """Whether nobody on the way can change what is fetched: https, or this very machine."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return False
    loopback = host in {"127.0.0.1", "::1", "localhost"}
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and loopback))


def read_keys(document: bytes) -> KeySet:
    """The keys in a published set that can check signatures; the others are left out.

    Raises:
        ValueError: when it is no key set, or holds no key of use.
    """
    listed = _document(document).get("keys")
    if not isinstance(listed, list):
        raise ValueError("no key set")
    keys = [key for key in map(_key, listed[:_MOST_KEYS]) if key is not None]
    if not keys:
        raise ValueError("no key of use")
    return KeySet(list(keys))


def _document(content: bytes) -> dict[str, Any]:
    try:
        document = json.loads(content)
    except RecursionError:
        document = None
    if not isinstance(document, dict):
        raise ValueError("no JSON object")
    return document


def _key(published: object) -> RSAKey | ECKey | None:
    if not isinstance(published, dict) or published.get("kty") not in ("RSA", "EC"):
        return None
    try:
        with warnings.catch_warnings():
            # Weak keys are refused below; the warning says no more.
            warnings.simplefilter("ignore", SecurityWarning)
            key = import_key(published)
    except (JoseError, ValueError, TypeError, KeyError):
        return None
    if isinstance(key, RSAKey) and key.raw_value.key_size < _LEAST_RSA_BITS:
        return None
    return key if isinstance(key, RSAKey | ECKey) else None


@dataclass(frozen=True, slots=True)
class _Held:
    keys: KeySet
    since: float


class KeyRing:
    """The issuer's keys as last fetched; asks again when they are old or lack a key, but not too often."""

    def __init__(self, fetch: Callable[[], KeySet], seconds: Callable[[], float]) -> None:
        self._fetch, self._seconds = fetch, seconds
        self._held: _Held | None = None
        self._tried, self._failed = -math.inf, False
        self._lock = Lock()

    def holding(self, key_id: str) -> KeySet:
        """The issuer's keys, among them the named one.

        Raises:
            TokenRefused: when the issuer has no such key.
            Unavailable: when the issuer cannot be asked, so that nobody can tell.
        """
        fresh = self._with(key_id, FRESH_SECONDS)
        if fresh is not None:
            return fresh
        kept = self._with(key_id, KEPT_SECONDS)
        # Who has keys to go on with does not wait while another request fetches.
        if self._lock.acquire(blocking=kept is None):
            try:
                self._fetch_when_due()
            finally:
                self._lock.release()
        found = self._with(key_id, KEPT_SECONDS)
        if found is not None:
            return found
        if self._failed:
            raise Unavailable("the issuer's keys cannot be had")
        raise TokenRefused("the issuer has no such key")

    def _with(self, key_id: str, most_seconds: float) -> KeySet | None:
        held = self._held
        if held is None or self._since(held.since) >= most_seconds:
            return None
        return held.keys if any(key.kid == key_id for key in held.keys) else None

    def _fetch_when_due(self) -> None:
        if self._since(self._tried) < REFETCH_SECONDS:
            return
        # Failed until it worked: also a failure that nobody foresaw must not count as an answer.
        self._tried, self._failed = self._seconds(), True
        with contextlib.suppress(Unavailable):
            self._held, self._failed = _Held(self._fetch(), self._seconds()), False

    def _since(self, moment: float) -> float:
        # A clock that was set back must not make keys last for ever.
        return abs(self._seconds() - moment)
