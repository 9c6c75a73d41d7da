"""Counting what each member got, and handing out waiting codes: each in one transaction.

A row says how many, never what: neither a token, nor a code, nor a moment.
"""

import secrets
from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa
from sqlalchemy import Engine
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from feedback_api.issuer.member import Member
from feedback_api.issuer.refusals import IssuerRefused
from feedback_api.issuer.tables import ISSUANCE, WAITING_CODE
from feedback_api.store.engine import reading, writing
from feedback_api.terms.codebook import SourceGroup
from feedback_api.terms.errors import FieldProblem, InvalidInput
from feedback_api.terms.period import ReportingPeriod


def issued_to(database: Engine, member: Member) -> int:
    """How many passes and codes the member got in this quarter."""
    mine = (ISSUANCE.c.pseudonym == member.pseudonym) & (ISSUANCE.c.period == str(member.period))
    with reading(database) as session:
        return session.connection().execute(sa.select(ISSUANCE.c.issued).where(mine)).scalar() or 0


def count_one(database: Engine, member: Member, most: int) -> None:
    """Count one pass.

    Raises:
        IssuerRefused: ``quota-spent``; nothing is counted.
        Unavailable: when the database does not answer; nothing is counted.
    """
    with writing(database) as session:
        _count(session, member, most)


def take_code(database: Engine, member: Member, most: int, today: date) -> str:
    """Count one, and give a waiting code of the member's group, drawn at random; it is kept nowhere after.

    Raises:
        IssuerRefused: ``quota-spent`` or ``no-codes``; nothing is counted.
        Unavailable: when the database does not answer; nothing is counted.
    """
    with writing(database) as session:
        _count(session, member, most)
        return _draw(session, member.group, today)


def load_codes(database: Engine, codes: Iterable[str], group: SourceGroup, last_day: date) -> int:
    """Put codes that the product knows into the pool; how many. All of them or none.

    Raises:
        InvalidInput: ``exists``, when one of them waits already.
    """
    rows = [{"code": code, "source_group": group.value, "last_day": last_day} for code in codes]
    try:
        with writing(database) as session:
            if rows:
                session.connection().execute(sa.insert(WAITING_CODE), rows)
    except IntegrityError:
        raise InvalidInput([FieldProblem("/codes", "exists")]) from None
    return len(rows)


def erase_closed(database: Engine, current: ReportingPeriod, today: date) -> int:
    """Delete the counts of earlier quarters and codes past their last day; how many rows."""
    with writing(database) as session:
        connection = session.connection()
        counts = connection.execute(sa.delete(ISSUANCE).where(ISSUANCE.c.period < str(current)))
        codes = connection.execute(sa.delete(WAITING_CODE).where(WAITING_CODE.c.last_day < today))
        return counts.rowcount + codes.rowcount


def _count(session: Session, member: Member, most: int) -> None:
    # One statement, so that no other request can come between looking and counting.
    insert = postgresql.insert if session.connection().dialect.name == "postgresql" else sqlite.insert
    row = {"pseudonym": member.pseudonym, "period": str(member.period), "issued": 1}
    counted = (
        insert(ISSUANCE)
        .values(row)
        .on_conflict_do_update(
            index_elements=["pseudonym", "period"],
            set_={"issued": ISSUANCE.c.issued + 1},
            where=ISSUANCE.c.issued < most,
        )
    )
    if session.connection().execute(counted.returning(ISSUANCE.c.issued)).first() is None:
        raise IssuerRefused("quota-spent")


def _draw(session: Session, group: SourceGroup, today: date) -> str:
    fits = (WAITING_CODE.c.source_group == group.value) & (WAITING_CODE.c.last_day >= today)
    waiting = sa.select(WAITING_CODE.c.code).where(fits)
    connection = session.connection()
    while count := connection.execute(
        sa.select(sa.func.count()).select_from(waiting.subquery())
    ).scalar_one():
        one = waiting.order_by(WAITING_CODE.c.code).offset(secrets.randbelow(count)).limit(1)
        drawn = WAITING_CODE.c.code == connection.execute(one).scalar()
        taken = connection.execute(sa.delete(WAITING_CODE).where(drawn).returning(WAITING_CODE.c.code))
        # Nothing, when another request took that very code a moment ago: then one fewer waits.
        if code := taken.scalar():
            return str(code)
    raise IssuerRefused("no-codes")
