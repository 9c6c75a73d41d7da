"""Sign-in links: the operator lets one person in, once, without a provider.

Whom the operator hands a link to is who that account is from then on: the name of the account, under the
house's secret, is the person. Two people therefore need two accounts before one can approve what the other
wrote.
"""

from collections.abc import Set as AbstractSet
from datetime import datetime

from sqlalchemy import Engine

from feedback_api.flows.sign_in import person_id
from feedback_api.signin.codes import draw_code, hash_code
from feedback_api.store import desk_sessions
from feedback_api.store.engine import writing
from feedback_api.terms.roles import Person, Role

SECONDS = 15 * 60
"""How long a link lets somebody in."""

_NO_PROVIDER = ""


def id_of(database: Engine, account: str) -> str:
    """The id of the person that the operator gave this account.

    Raises:
        Unavailable: when the database failed.
    """
    return person_id(database, _NO_PROVIDER, account)


def make_link(database: Engine, account: str, roles: AbstractSet[Role], now: datetime) -> str:
    """A code that lets the person of that account in, once, within a quarter of an hour.

    An earlier code of theirs lets nobody in any more.

    Raises:
        Unavailable: when the database failed; there is no code then.
    """
    code = draw_code()
    hashed = hash_code(code)
    if hashed is None:  # cannot be: we drew it
        raise ValueError("a code that cannot be read")
    person = Person(id_of(database, account), frozenset(roles))
    with writing(database) as session:
        desk_sessions.add_link(session, hashed, person, int(now.timestamp()) + SECONDS)
    return code


def spend_link(database: Engine, typed: str, now: datetime) -> Person | None:
    """Whom a code lets in; nobody when it is unknown, spent or too old. It works for one only.

    Raises:
        Unavailable: when the database failed; the code was not spent then.
    """
    hashed = hash_code(typed)
    if hashed is None:
        return None
    with writing(database) as session:
        return desk_sessions.take_link(session, hashed, int(now.timestamp()))
