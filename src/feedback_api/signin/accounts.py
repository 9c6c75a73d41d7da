"""What a provider says of an account: the values of a claim, and a pseudonym in its place."""

import hmac
from collections.abc import Mapping
from typing import Any


def values_of(claims: Mapping[str, Any], claim: str) -> frozenset[str]:
    """The values of a claim that is a text or a list of texts; none of anything else."""
    said = claims.get(claim)
    listed = [said] if isinstance(said, str) else said if isinstance(said, list) else []
    return frozenset(value for value in listed if isinstance(value, str))


def pseudonym_of(secret: bytes, provider: str, account: str) -> bytes:
    """What stands for an account: an HMAC that nobody without the secret can repeat."""
    written = provider.encode()
    return hmac.digest(secret, len(written).to_bytes(4, "big") + written + account.encode(), "sha256")
