"""Keys of a pass issuer: one for each group and quarter, never one for a person or an organisation."""

import hashlib
from dataclasses import dataclass

from feedback_api.terms.codebook import SourceGroup
from feedback_api.terms.period import ReportingPeriod

PASS_GROUPS = (SourceGroup.CHAIN_PARTNER, SourceGroup.STAFF)
"""Groups whose members have accounts; members of the sounding board get a code on paper."""


@dataclass(frozen=True, slots=True)
class PassKey:
    """A published key. Passes that it signed are of this group, and can be spent in this quarter only.

    No day longer: what one member sends in a quarter is what a release protects, so a pass of the last
    quarter that is spent in this one would count for two.
    """

    group: SourceGroup
    period: ReportingPeriod
    public_key: bytes

    @property
    def key_id(self) -> bytes:
        """Name of the key, as passes carry it: SHA-256 of its published form."""
        return hashlib.sha256(self.public_key).digest()


@dataclass(frozen=True, slots=True)
class PassDoor:
    """The two names that every pass of this house carries: who issued it, and for which door."""

    issuer: str
    origin: str


@dataclass(frozen=True, slots=True)
class Pass:
    """A pass that its issuer signed, for a group and this quarter; whether it was spent is not yet known."""

    source_group: SourceGroup
    period: ReportingPeriod
    spent_as: bytes

    def __repr__(self) -> str:
        return "Pass(…)"
