"""Sign in at a provider: who came back from there, and what they may do here."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from feedback_api.flows.sign_in import person_id
from feedback_api.signin.accounts import RoleRules
from feedback_api.signin.on_the_way import LIFETIME, SealedCookies, SigningIn
from feedback_api.signin.provider import IdentityProvider
from feedback_api.store import desk_sessions
from feedback_api.store.engine import writing
from feedback_api.terms.errors import NoRole, SignInFailed
from feedback_api.terms.roles import Person


@dataclass(frozen=True, slots=True)
class TrustedProvider:
    """Where people of the desk sign in: its name, how it is asked, and which of its words give a role."""

    name: str
    identity: IdentityProvider
    rules: RoleRules
    cookies: SealedCookies


def come_back(
    database: Engine, at: TrustedProvider, signing_in: SigningIn, came_back: Mapping[str, str], now: datetime
) -> Person:
    """Who came back from the provider. Of its words only a pseudonym and the roles go on.

    Raises:
        SignInFailed: anything does not fit, or this attempt came back before.
        NoRole: an account that may do nothing here, or that decides on applications.
        ProviderDown: the provider does not answer as it should.
        Unavailable: when the database failed; nobody is signed in then.
    """
    _count_once(database, signing_in.state, now)
    claims = at.identity.account(signing_in, came_back)
    roles = at.rules.roles_of(claims)
    if not roles:
        raise NoRole
    return Person(person_id(database, at.name, claims["sub"]), roles)


def _count_once(database: Engine, state: str, now: datetime) -> None:
    # All workers and replicas together: a copy of the cookie and the address gets nobody in a second time.
    spent = hashlib.sha256(state.encode()).digest()
    try:
        with writing(database) as session:
            desk_sessions.spend_sign_in(session, spent, int(now.timestamp()) + 2 * LIFETIME)
    except IntegrityError:
        raise SignInFailed from None
