"""Sign in: who is behind a cookie, from the moment somebody shows who they are until they leave.

A row holds a hash of the cookie, a pseudonym, roles and two times. Roles are read at signing in only: who
loses one keeps it until the session ends, ten hours at most, or until the operator ends it.

Source: OWASP session management cheat sheet; NIST SP 800-63B, section 7.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from feedback_api.signin.accounts import pseudonym_of
from feedback_api.store import desk_sessions
from feedback_api.store.desk_sessions import Kept
from feedback_api.store.engine import reading, writing
from feedback_api.terms.roles import Person

IDLE = 30 * 60
"""Seconds without a request after which a session is over."""

LONGEST = 10 * 3600
"""Seconds after which a session is over, whatever happens in it: a long working day."""

_STEP = 60
# A row is written once a minute at most, so that reading pages seldom writes.


@dataclass(frozen=True, slots=True)
class Found:
    """Who is behind a cookie, and whether their time is over."""

    person: Person
    is_over: bool


def person_id(database: Engine, provider: str, account: str) -> str:
    """The id of an account at a provider, or without one: the same at every sign-in, and no name.

    Raises:
        Unavailable: when the database failed.
    """
    with writing(database) as session:
        secret = desk_sessions.desk_secret(session)
    return pseudonym_of(secret, provider, account).hex()[:32]


def sign_in(database: Engine, person: Person, now: datetime, instead_of: str = "") -> str:
    """Let somebody in; gives what their cookie holds, always a fresh value.

    The session of ``instead_of``, the cookie that the browser brought along, ends: a value that was known
    before signing in opens nothing after it.

    Raises:
        Unavailable: when the database failed; nobody is signed in then.
    """
    cookie, moment = secrets.token_urlsafe(32), int(now.timestamp())
    with writing(database) as session:
        desk_sessions.forget_ended(session, moment)
        desk_sessions.drop_session(session, _hashed(instead_of))
        kept = Kept(person, moment + IDLE, moment + LONGEST)
        desk_sessions.add_session(session, _hashed(cookie), kept)
    return cookie


def recognise(database: Engine, cookie: str, now: datetime) -> Found | None:
    """Who is behind a cookie; somebody whose time is not over may stay half an hour more.

    Raises:
        Unavailable: when the database failed.
    """
    hashed, moment = _hashed(cookie), int(now.timestamp())
    with reading(database) as session:
        kept = desk_sessions.find_session(session, hashed)
    if kept is None:
        return None
    if moment >= min(kept.idle_until, kept.ends):
        return Found(kept.person, is_over=True)
    if moment + IDLE - kept.idle_until >= _STEP:
        with writing(database) as session:
            desk_sessions.prolong_session(session, hashed, moment + IDLE)
    return Found(kept.person, is_over=False)


def sign_out(database: Engine, cookie: str) -> None:
    """End the session of a cookie: a copy of it opens nothing either.

    Raises:
        Unavailable: when the database failed; the session goes on.
    """
    with writing(database) as session:
        desk_sessions.drop_session(session, _hashed(cookie))


def sign_out_everywhere(database: Engine, person_id: str) -> None:
    """End all sessions of somebody, on every machine, and links of theirs that nobody used yet.

    Raises:
        Unavailable: when the database failed; the sessions go on.
    """
    with writing(database) as session:
        desk_sessions.drop_sessions_of(session, person_id)


def sign_everybody_out(database: Engine) -> None:
    """End all sessions, and links that nobody used yet.

    Raises:
        Unavailable: when the database failed; the sessions go on.
    """
    with writing(database) as session:
        desk_sessions.drop_everybody(session)


def _hashed(cookie: str) -> bytes:
    # No slow hash is needed: 256 random bits cannot be guessed.
    return hashlib.sha256(cookie.encode("utf-8", "surrogatepass")).digest()
