"""Admit: whom a code lets in, without spending it."""

from datetime import datetime

from sqlalchemy import Engine

from feedback_api.membership.codes import hash_code
from feedback_api.release.plan import groups_with_column
from feedback_api.store.engine import reading
from feedback_api.store.invitations import Invitation, find_invitation
from feedback_api.terms.codebook import SourceGroup
from feedback_api.terms.errors import CodeFault, GroupTooSmall, InvitationRefused
from feedback_api.terms.release import Policy


def check_code(database: Engine, code: str, now: datetime) -> SourceGroup:
    """Group of an invitation code that can be spent; spends nothing.

    Raises:
        InvitationRefused: with what is wrong with the code.
        Unavailable: when the database failed.
    """
    with reading(database) as session:
        found = find_invitation(session, hash_code(code))
    if found is None or found.last_day < now.date():
        raise InvitationRefused(fault_of(found))
    return found.group


def fault_of(found: Invitation | None) -> CodeFault:
    """Why a well-written code cannot be spent: its round is closed, or it is not known (any more)."""
    return CodeFault.UNKNOWN if found is None else CodeFault.CLOSED


def check_group(policy: Policy, group: SourceGroup) -> None:
    """Refuse a group of which nothing would be published, before anybody writes for nothing.

    Raises:
        GroupTooSmall: when the release would give the group no column.
    """
    if group not in groups_with_column(policy):
        raise GroupTooSmall(group, policy.least_members)
