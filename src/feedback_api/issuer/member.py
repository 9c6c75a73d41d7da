"""Who may have passes: an account under a pseudonym of one quarter, in one group."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from feedback_api.terms.codebook import SourceGroup
from feedback_api.terms.period import ReportingPeriod


@dataclass(frozen=True, slots=True)
class Member:
    """An account in one quarter. Its pseudonym fits no other quarter: each has a secret of its own."""

    pseudonym: bytes = field(repr=False)
    group: SourceGroup
    period: ReportingPeriod


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Which values of which claim put an account into which group; the first group that fits counts."""

    claim: str
    values: Mapping[SourceGroup, frozenset[str]]

    def group_of(self, claims: Mapping[str, Any]) -> SourceGroup | None:
        """The account's group; none when no value fits."""
        said = claims.get(self.claim)
        told = (
            {said} if isinstance(said, str) else set(filter(_is_text, said if isinstance(said, list) else ()))
        )
        return next((group for group, values in self.values.items() if told & values), None)


def pseudonym_of(secret: bytes, provider: str, account: str) -> bytes:
    """What stands for an account in one quarter: an HMAC that nobody without the secret can repeat."""
    written = provider.encode()
    return hmac.digest(secret, len(written).to_bytes(4, "big") + written + account.encode(), "sha256")


def _is_text(value: object) -> bool:
    return isinstance(value, str)
