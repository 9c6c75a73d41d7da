"""Invite: draw codes for a round; only their hashes stay here."""

from datetime import date

from sqlalchemy import Engine

from feedback_api.flows.admit import check_group
from feedback_api.membership.codes import draw_code, hash_code
from feedback_api.store.engine import writing
from feedback_api.store.invitations import add_invitations
from feedback_api.terms.codebook import SourceGroup
from feedback_api.terms.release import Policy

_MEMBERS_NOT_COUNTED = Policy()


def invite(
    database: Engine, group: SourceGroup, count: int, last_day: date, policy: Policy = _MEMBERS_NOT_COUNTED
) -> list[str]:
    """Draw codes that members of a group can each spend once, until the last day.

    The codes are given back in the order they were drawn, which is random, and never again.

    Raises:
        GroupTooSmall: when the policy would publish nothing of the group.
        Unavailable: when the database failed; no code was drawn.
    """
    check_group(policy, group)
    codes = [draw_code() for _ in range(count)]
    with writing(database) as session:
        add_invitations(session, [hash_code(code) for code in codes], group, last_day)
    return codes
