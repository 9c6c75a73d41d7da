"""Who may have passes: an account under a pseudonym of one quarter, in one group."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from feedback_api.signin.accounts import values_of
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
        told = values_of(claims, self.claim)
        return next((group for group, values in self.values.items() if told & values), None)
