"""Who is signed in at the desk, under pseudonyms, and what lets somebody in once."""

import secrets
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import CursorResult, delete, insert, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from feedback_api.store.desk_tables import DeskSecretRow, DeskSessionRow, SignInLinkRow, SpentSignInRow
from feedback_api.terms.roles import Person, Role

_ONLY = 1


class Kept(NamedTuple):
    """A session as it lies on disk: whose, and until which second of Unix time."""

    person: Person
    idle_until: int
    ends: int


def desk_secret(session: Session) -> bytes:
    """The secret under which accounts become ids; made when first asked for, the same ever after."""
    row = {"only": _ONLY, "secret": secrets.token_bytes(32)}
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    statement = (sqlite.insert if on_sqlite else postgresql.insert)(DeskSecretRow)
    session.execute(statement.values(**row).on_conflict_do_nothing())
    return session.exec(select(DeskSecretRow.secret).where(DeskSecretRow.only == _ONLY)).one()


def add_session(session: Session, cookie_hash: bytes, kept: Kept) -> None:
    """Keep that somebody is signed in."""
    row = {
        "cookie_hash": cookie_hash,
        "person": kept.person.id,
        "roles": _written(kept.person.roles),
        "idle_until": kept.idle_until,
        "ends": kept.ends,
    }
    session.execute(insert(DeskSessionRow), [row])


def find_session(session: Session, cookie_hash: bytes) -> Kept | None:
    """The session of a cookie, also when its time is over but the row still lies there."""
    row = session.get(DeskSessionRow, cookie_hash)
    return None if row is None else Kept(_person(row.person, row.roles), row.idle_until, row.ends)


def prolong_session(session: Session, cookie_hash: bytes, idle_until: int) -> None:
    """Somebody was here: their session idles later. One that was ended meanwhile stays ended."""
    statement = update(DeskSessionRow).where(
        col(DeskSessionRow.cookie_hash) == cookie_hash, col(DeskSessionRow.idle_until) < idle_until
    )
    session.execute(statement.values(idle_until=idle_until))


def drop_session(session: Session, cookie_hash: bytes) -> None:
    """End one session."""
    session.execute(delete(DeskSessionRow).where(col(DeskSessionRow.cookie_hash) == cookie_hash))


def drop_sessions_of(session: Session, person_id: str) -> None:
    """End every session of somebody, and the links that would let them in again."""
    session.execute(delete(DeskSessionRow).where(col(DeskSessionRow.person) == person_id))
    session.execute(delete(SignInLinkRow).where(col(SignInLinkRow.person) == person_id))


def add_link(session: Session, code_hash: bytes, person: Person, ends: int) -> None:
    """Keep what lets somebody in once; an earlier link of theirs lets nobody in any more."""
    session.execute(delete(SignInLinkRow).where(col(SignInLinkRow.person) == person.id))
    row = {"code_hash": code_hash, "person": person.id, "roles": _written(person.roles), "ends": ends}
    session.execute(insert(SignInLinkRow), [row])


def take_link(session: Session, code_hash: bytes, moment: int) -> Person | None:
    """Whom a code lets in, and the code is gone. Two at once: one of them wins."""
    row = session.get(SignInLinkRow, code_hash)
    if row is None:
        return None
    person = _person(row.person, row.roles)
    statement = delete(SignInLinkRow).where(
        col(SignInLinkRow.code_hash) == code_hash, col(SignInLinkRow.ends) > moment
    )
    result = session.execute(statement)
    return person if isinstance(result, CursorResult) and result.rowcount == 1 else None


def spend_sign_in(session: Session, state_hash: bytes, ends: int) -> None:
    """Mark an attempt at the provider as come back; one that was breaks a unique rule."""
    session.execute(insert(SpentSignInRow), [{"state_hash": state_hash, "ends": ends}])


def drop_everybody(session: Session) -> None:
    """End all sessions, and links that nobody used yet."""
    session.execute(delete(DeskSessionRow))
    session.execute(delete(SignInLinkRow))


def forget_ended(session: Session, moment: int) -> None:
    """Delete sessions, links and attempts whose time is over."""
    for row in (DeskSessionRow, SignInLinkRow, SpentSignInRow):
        session.execute(delete(row).where(col(row.ends) <= moment))


def _written(roles: Iterable[Role]) -> str:
    return " ".join(sorted(roles))


def _person(person_id: str, roles: str) -> Person:
    return Person(person_id, frozenset(map(Role, roles.split())))
