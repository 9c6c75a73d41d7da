"""What a provider says of an account: the values of a claim, and a pseudonym in its place."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from feedback_api.terms.roles import Role


def values_of(claims: Mapping[str, Any], claim: str) -> frozenset[str]:
    """The values of a claim that is a text or a list of texts; none of anything else."""
    said = claims.get(claim)
    listed = [said] if isinstance(said, str) else said if isinstance(said, list) else []
    return frozenset(value for value in listed if isinstance(value, str))


def pseudonym_of(secret: bytes, provider: str, account: str) -> bytes:
    """What stands for an account: an HMAC that nobody without the secret can repeat."""
    written = provider.encode()
    return hmac.digest(secret, len(written).to_bytes(4, "big") + written + account.encode(), "sha256")


@dataclass(frozen=True, slots=True)
class RoleRules:
    """Which values of a claim give an account its roles, and which say that it decides on applications."""

    claim: str
    values: Mapping[Role, frozenset[str]]
    deciders: frozenset[str] = frozenset()

    def roles_of(self, claims: Mapping[str, Any]) -> frozenset[Role]:
        """The roles of an account; none without a value that fits, and none at all for a decider.

        Whoever decides on applications gets nothing at the desk, whatever else the claim says.
        """
        told = values_of(claims, self.claim)
        if told & self.deciders:
            return frozenset()
        return frozenset(role for role, meant in self.values.items() if told & meant)
