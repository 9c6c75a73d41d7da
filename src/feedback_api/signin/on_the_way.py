"""Somebody on the way to a provider: what must come back, in a cookie that only this house can read."""

import base64
import hashlib
import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from cryptography.fernet import Fernet, InvalidToken

LIFETIME = 600
"""Seconds in which somebody signs in; unless said otherwise, what is sealed opens no longer than that."""


@dataclass(frozen=True, slots=True)
class SigningIn:
    """What must come back from the provider, and what proves that we asked (PKCE, RFC 7636)."""

    language: str
    goes_to: str = ""
    state: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    nonce: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48), repr=False)


class SealedCookies:
    """Seals and opens lists of texts; what is older than their lifetime opens no more."""

    def __init__(self, key: bytes, seconds: Callable[[], float], lifetime: int = LIFETIME) -> None:
        # Hashed, so that a key of any length set by an operator fits the cipher.
        self._fernet = Fernet(base64.urlsafe_b64encode(hashlib.sha256(key).digest()))
        self._seconds, self._lifetime = seconds, lifetime

    def seal(self, content: Sequence[str]) -> str:
        """The texts as an opaque value (Fernet: AES-128-CBC and HMAC-SHA-256)."""
        moment = int(self._seconds())
        return self._fernet.encrypt_at_time(json.dumps(list(content)).encode(), moment).decode("ascii")

    def open(self, sealed: str) -> Any:
        """The texts; nothing, when too much time passed or it was sealed elsewhere."""
        try:
            content = self._fernet.decrypt_at_time(sealed.encode(), self._lifetime, int(self._seconds()))
        except (InvalidToken, ValueError):
            return None
        return json.loads(content)

    def seal_signing_in(self, who: SigningIn) -> str:
        """The cookie of somebody who is on the way to the provider."""
        return self.seal(["in", who.language, who.goes_to, who.state, who.nonce, who.verifier])

    def open_signing_in(self, sealed: str) -> SigningIn | None:
        """Who was on the way; nobody, when too much time passed or it was sealed elsewhere."""
        match self.open(sealed):
            case ["in", language, goes_to, state, nonce, verifier]:
                return SigningIn(language, goes_to, state, nonce, verifier)
        return None
