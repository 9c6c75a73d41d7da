"""Rows of the desk: who is signed in, what they did and wrote. No name, address or machine."""

from datetime import date

from sqlalchemy import BigInteger, Column, LargeBinary, UniqueConstraint
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


class AuditRow(SQLModel, table=True):
    """One line of what people at the desk did; triggers of the database refuse to change or delete it."""

    __tablename__ = "audit_entry"

    number: int | None = Field(default=None, primary_key=True)
    day: date
    person: str = Field(max_length=32)
    verb: str = Field(max_length=20)
    subject: str = Field(max_length=20)
    theme: str = Field(max_length=30)
    period: str | None = Field(default=None, max_length=7)


class ParaphraseRow(SQLModel, table=True):
    """What was said about a theme in a reviewer's words; its texts go when it is refused or withdrawn."""

    __tablename__ = "paraphrase"
    __table_args__ = _NO_ORDER

    id: str = Field(primary_key=True, max_length=32)
    period: str = Field(max_length=7)
    theme: str = Field(max_length=30)
    nl: str
    en: str
    state: str = Field(max_length=10)
    written_by: str = Field(max_length=32)
    decided_by: str | None = Field(default=None, max_length=32)


class LeakCandidateRow(SQLModel, table=True):
    """How a word that a reviewer masked had passed: an entry of a list that we ship, or only the step.

    Neither the word as typed, nor where or when it stood. All columns are the key: twice is once.
    """

    __tablename__ = "leak_candidate"
    __table_args__ = _NO_ORDER

    language: str = Field(primary_key=True, max_length=8)
    step: str = Field(primary_key=True, max_length=30)
    entry: str = Field(primary_key=True, max_length=80)
    kind: str = Field(primary_key=True, max_length=20)


class ActionRow(SQLModel, table=True):
    """What an action answers; when it is withdrawn, this line is all that stays."""

    __tablename__ = "action"
    __table_args__ = _NO_ORDER

    id: str = Field(primary_key=True, max_length=32)
    theme: str = Field(max_length=30)
    period: str = Field(max_length=7)
    step: str | None = Field(default=None, max_length=30)
    answered_on: date | None = None
    withdrawn_on: date | None = None


class ActionVersionRow(SQLModel, table=True):
    """One answer: it waits while it has no revision; who wrote it is forgotten when somebody decides."""

    __tablename__ = "action_version"
    __table_args__ = (UniqueConstraint("action_id", "revision"), _NO_ORDER)

    id: str = Field(primary_key=True, max_length=32)
    action_id: str = Field(max_length=32)
    status: str = Field(max_length=20)
    words: str
    written_by: str = Field(max_length=32)
    revision: int | None = None
    published_on: date | None = None
