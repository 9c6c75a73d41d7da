"""A partner system or staff system that may call the API."""

from dataclasses import dataclass
from enum import StrEnum

from feedback_api.terms.codebook import PartnerType, SourceGroup


class Scope(StrEnum):
    """What a token may be used for (API conventions, Identity)."""

    FEEDBACK_WRITE = "feedback:write"
    AGGREGATES_READ = "aggregates:read"
    ACTIONS_WRITE = "actions:write"
    REVIEW_WRITE = "review:write"
    ADMIN = "admin"


class Proof(StrEnum):
    """How a system shows who it is; fixed when it is registered."""

    API_TOKEN = "api-token"  # noqa: S105  (a kind of proof, not one)
    OAUTH = "oauth"
    CERTIFICATE = "certificate"


@dataclass(frozen=True, slots=True)
class ApiClient:
    """A registered system; its registration, not its body, fixes group and partner type."""

    client_id: str
    source_group: SourceGroup
    partner_type: PartnerType | None
    scopes: frozenset[Scope]
    proof: Proof = Proof.API_TOKEN


@dataclass(frozen=True, slots=True)
class Allowance:
    """Items that a system may still send, and the seconds until it may send ``limit`` again."""

    limit: int
    left: int
    seconds: int
