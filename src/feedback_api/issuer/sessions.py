"""Cookies that only this process can read: one while somebody signs in, one while somebody is signed in.

Neither holds a name, an address or the provider's word for the account: only the pseudonym of the quarter.
"""

import base64
import hashlib
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from cryptography.fernet import Fernet, InvalidToken

from feedback_api.issuer.member import Member
from feedback_api.terms.codebook import SourceGroup
from feedback_api.terms.period import ReportingPeriod

LIFETIME = 600
"""Seconds in which somebody signs in, and again that somebody stays signed in."""


@dataclass(frozen=True, slots=True)
class SigningIn:
    """What must come back from the provider, and what proves that we asked (PKCE, RFC 7636)."""

    language: str
    state: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    nonce: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48), repr=False)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A member, and a value that only our own pages send along with a post."""

    member: Member
    name: str = field(default_factory=lambda: secrets.token_urlsafe(16), repr=False)
    proof: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)


class Cookies:
    """Seals and opens both cookies; what is older than their lifetime or was ended opens no more."""

    def __init__(self, key: bytes, seconds: Callable[[], float]) -> None:
        # Hashed, so that a key of any length set by an operator fits the cipher.
        self._fernet = Fernet(base64.urlsafe_b64encode(hashlib.sha256(key).digest()))
        self._seconds = seconds
        self._ended = Remembered(seconds)

    def seal_signing_in(self, signing_in: SigningIn) -> str:
        """The cookie of somebody who is on the way to the provider."""
        return self._seal(
            ["in", signing_in.language, signing_in.state, signing_in.nonce, signing_in.verifier]
        )

    def open_signing_in(self, sealed: str) -> SigningIn | None:
        """Who was on the way; nobody, when too much time passed or it was sealed elsewhere."""
        match self._open(sealed):
            case ["in", language, state, nonce, verifier]:
                return SigningIn(language, state, nonce, verifier)
        return None

    def seal_signed_in(self, who: SignedIn) -> str:
        """The cookie of somebody who is signed in."""
        member = who.member
        return self._seal(
            ["on", member.pseudonym.hex(), member.group, str(member.period), who.name, who.proof]
        )

    def open_signed_in(self, sealed: str) -> SignedIn | None:
        """Who is signed in; nobody, when the time is over or they signed out."""
        match self._open(sealed):
            case ["on", pseudonym, group, period, name, proof] if not self._ended.has(name):
                member = Member(bytes.fromhex(pseudonym), SourceGroup(group), ReportingPeriod.parse(period))
                return SignedIn(member, name, proof)
        return None

    def end(self, who: SignedIn) -> None:
        """Sign out: a copy of the cookie opens no more either."""
        self._ended.add(who.name)

    def _seal(self, content: list[str]) -> str:
        moment = int(self._seconds())
        return self._fernet.encrypt_at_time(json.dumps(content).encode(), moment).decode("ascii")

    def _open(self, sealed: str) -> Any:
        try:
            content = self._fernet.decrypt_at_time(sealed.encode(), LIFETIME, int(self._seconds()))
        except (InvalidToken, ValueError):
            return None
        return json.loads(content)


class Remembered:
    """Values kept in memory for as long as a session can last."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        self._seconds, self._until, self._lock = seconds, dict[str, float](), Lock()

    def add(self, value: str) -> None:
        """Keep a value, and forget those whose time is over."""
        moment = self._seconds()
        with self._lock:
            self._until = {kept: until for kept, until in self._until.items() if until > moment}
            self._until[value] = moment + 2 * LIFETIME

    def has(self, value: str) -> bool:
        """Whether the value is kept."""
        return value in self._until
