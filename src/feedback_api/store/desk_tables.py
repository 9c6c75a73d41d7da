"""Rows of the desk: who is signed in, and links that let somebody in once. No name, address or machine."""

from sqlalchemy import BigInteger, Column, LargeBinary
from sqlmodel import Field, SQLModel

_NO_ORDER = {"sqlite_with_rowid": False}


def _hash_key(name: str) -> Column[bytes]:
    return Column(name, LargeBinary(32), primary_key=True)


def _second() -> Column[int]:
    return Column(BigInteger, nullable=False)


class DeskSecretRow(SQLModel, table=True):
    """The one secret under which accounts become ids; without it nobody can tell which account is which."""

    __tablename__ = "desk_secret"

    only: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    secret: bytes = Field(sa_column=Column(LargeBinary(32), nullable=False))


class DeskSessionRow(SQLModel, table=True):
    """Somebody who is signed in: only a hash of what the cookie holds, and when it ends, in Unix seconds."""

    __tablename__ = "desk_session"
    __table_args__ = _NO_ORDER

    cookie_hash: bytes = Field(sa_column=_hash_key("cookie_hash"))
    person: str = Field(max_length=32, index=True)
    roles: str = Field(max_length=100)
    idle_until: int = Field(sa_column=_second())
    ends: int = Field(sa_column=_second())


class SignInLinkRow(SQLModel, table=True):
    """A link that lets one person in once; the row goes when it does."""

    __tablename__ = "sign_in_link"
    __table_args__ = _NO_ORDER

    code_hash: bytes = Field(sa_column=_hash_key("code_hash"))
    person: str = Field(max_length=32)
    roles: str = Field(max_length=100)
    ends: int = Field(sa_column=_second())


class SpentSignInRow(SQLModel, table=True):
    """An attempt to sign in at the provider that came back: it does not count twice."""

    __tablename__ = "spent_sign_in"
    __table_args__ = _NO_ORDER

    state_hash: bytes = Field(sa_column=_hash_key("state_hash"))
    ends: int = Field(sa_column=_second())
