"""API tokens for systems: shown once, stored as a hash."""

import hashlib
import secrets

_PREFIX = "fba_"


def draw_token() -> str:
    """Draw a token of 256 random bits; its prefix lets secret scanners find a leaked one."""
    return _PREFIX + secrets.token_urlsafe(32)


def is_api_token(token: str) -> bool:
    """Whether this looks like a token of ours, rather than one of an OAuth issuer."""
    return token.startswith(_PREFIX)


def hash_token(token: str) -> bytes:
    """SHA-256 of a token. No slow hash is needed: 256 random bits cannot be guessed."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
