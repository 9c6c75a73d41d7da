"""People who work at the desk: a pseudonym each, what they may do, and the one rule of two pairs of eyes."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from feedback_api.terms.client import Scope


class Role(StrEnum):
    """What somebody is at the desk; one person may be several.

    There is no role of approver: whoever may write may approve what another wrote, and nobody their own.
    """

    DESIGNER = "designer"
    REVIEWER = "reviewer"
    EDITOR = "editor"


MAY: Mapping[Role, frozenset[Scope]] = {
    Role.DESIGNER: frozenset({Scope.AGGREGATES_READ}),
    Role.REVIEWER: frozenset({Scope.AGGREGATES_READ, Scope.REVIEW_WRITE}),
    Role.EDITOR: frozenset({Scope.AGGREGATES_READ, Scope.ACTIONS_WRITE}),
}
"""Who may do what, in the words that tokens of systems use too."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who signed in: an HMAC of provider and account, 32 hex digits, never a name or an address."""

    id: str
    roles: frozenset[Role]

    @property
    def may(self) -> frozenset[Scope]:
        """All that these roles allow together."""
        return frozenset[Scope]().union(*(MAY[role] for role in self.roles))


def may_approve(approver: Person, written_by: str) -> bool:
    """Whether somebody may approve what the person of that id wrote: not what they wrote themselves."""
    return approver.id != written_by
