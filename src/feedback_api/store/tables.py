"""Rows as they lie on disk. Nothing here says who, from where, or when within a quarter."""

from datetime import date

from sqlalchemy import Column, ForeignKeyConstraint, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

# Random keys and no rowid: the order of arrival is in no page of a SQLite file (P1, privacy page 3).
_NO_ORDER = {"sqlite_with_rowid": False}

# On PostgreSQL a quarter has its own files, and goes with them (store/partitions.py).
_BY_QUARTER = {**_NO_ORDER, "postgresql_partition_by": "LIST (period)"}


def _random_key() -> Column[bytes]:
    return Column("id", LargeBinary(16), primary_key=True)


class _MessageColumns(SQLModel):
    """What inbox items and records share: closed-list ids and masked text."""

    period: str = Field(max_length=7)
    source_group: str = Field(max_length=20)
    partner_type: str | None = Field(default=None, max_length=20)
    step: str = Field(max_length=20)
    rating: str | None = Field(default=None, max_length=10)
    sentiment: str = Field(max_length=10)
    good: str | None = None
    improve: str | None = None


class InboxItem(_MessageColumns, table=True):
    """A received message, durable before it is acknowledged, until it is settled."""

    __tablename__ = "inbox_item"
    __table_args__ = _NO_ORDER

    id: bytes = Field(sa_column=_random_key())
    themes: str


class FeedbackRow(_MessageColumns, table=True):
    """A settled microdata record."""

    __tablename__ = "feedback_record"
    __table_args__ = _BY_QUARTER

    id: bytes = Field(sa_column=_random_key())
    period: str = Field(primary_key=True, max_length=7)


class AssignmentRow(SQLModel, table=True):
    """One theme's part of a record's vote, in sixths."""

    __tablename__ = "theme_assignment"
    __table_args__ = (
        ForeignKeyConstraint(
            ["record_id", "period"], ["feedback_record.id", "feedback_record.period"], ondelete="CASCADE"
        ),
        _BY_QUARTER,
    )

    record_id: bytes = Field(sa_column=Column(LargeBinary(16), primary_key=True))
    period: str = Field(primary_key=True, max_length=7)
    theme: str = Field(primary_key=True, max_length=30)
    sixths: int


class ClientRow(SQLModel, table=True):
    """A system that may call the API; its token as a hash, its certificate as a thumbprint."""

    __tablename__ = "api_client"

    client_id: str = Field(primary_key=True, max_length=60)
    # Neither of the two: its proof is an access token of the trusted issuer.
    token_hash: bytes | None = Field(default=None, sa_column=Column(LargeBinary(32), unique=True))
    certificate: bytes | None = Field(default=None, sa_column=Column(LargeBinary(32), unique=True))
    source_group: str = Field(max_length=20)
    partner_type: str | None = Field(default=None, max_length=20)
    scopes: str = Field(max_length=200)


class InvitationRow(SQLModel, table=True):
    """A code that can still be spent; the row goes when it is."""

    __tablename__ = "invitation"
    __table_args__ = _NO_ORDER

    code_hash: bytes = Field(sa_column=Column(LargeBinary(32), primary_key=True))
    source_group: str = Field(max_length=20)
    last_day: date


class PassKeyRow(SQLModel, table=True):
    """A public key of the pass issuer; a second one for the same people and quarter could mark a person."""

    __tablename__ = "pass_key"
    __table_args__ = (UniqueConstraint("source_group", "period", name="uq_pass_key_group_period"),)

    key_id: bytes = Field(sa_column=Column(LargeBinary(32), primary_key=True))
    source_group: str = Field(max_length=20)
    period: str = Field(max_length=7)
    public_key: bytes = Field(sa_column=Column(LargeBinary(342), nullable=False))


class SpentPassRow(SQLModel, table=True):
    """A pass that cannot be spent again: SHA-256 of its random number, until its quarter ends."""

    __tablename__ = "spent_pass"
    __table_args__ = _NO_ORDER

    nonce_hash: bytes = Field(sa_column=Column(LargeBinary(32), primary_key=True))
    period: str = Field(max_length=7)


class IdempotencySecretRow(SQLModel, table=True):
    """The key of one half day, under which retries are recognised; destroyed with it."""

    __tablename__ = "idempotency_secret"

    half_day: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    secret: bytes = Field(sa_column=Column(LargeBinary(32), nullable=False))


class IdempotencyAnswerRow(SQLModel, table=True):
    """An answer that a retry gets again: HMACs and the answer, never a body or a record's key."""

    __tablename__ = "idempotency_answer"
    __table_args__ = _NO_ORDER

    key_hmac: bytes = Field(sa_column=Column(LargeBinary(32), primary_key=True))
    body_hmac: bytes = Field(sa_column=Column(LargeBinary(32), nullable=False))
    half_day: int
    answer: str


class RequestCountRow(SQLModel, table=True):
    """Items of one system in one minute; the key is an HMAC, so that the row tells neither."""

    __tablename__ = "request_count"
    __table_args__ = _NO_ORDER

    key: bytes = Field(sa_column=Column(LargeBinary(32), primary_key=True))
    half_day: int
    taken: int


class ReleaseRow(SQLModel, table=True):
    """A frozen release: the canonical document, byte for byte, its digest and who signed it."""

    __tablename__ = "published_release"

    period: str = Field(primary_key=True, max_length=7)
    document: str
    digest: str = Field(max_length=80)
    frozen_on: date
    signature: str | None = Field(default=None, max_length=100)
    public_key: str | None = Field(default=None, max_length=60)


class CodebookRow(SQLModel, table=True):
    """A version of the codebook that this house has used: its digest, and the quarter it counts from."""

    __tablename__ = "codebook_version"

    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    digest: str = Field(max_length=80)
    counts_from: str | None = Field(default=None, max_length=7)


class CarriedRow(SQLModel, table=True):
    """A quarter that was too thin, or not yet due, and is counted with a later one."""

    __tablename__ = "carried_quarter"

    period: str = Field(primary_key=True, max_length=7)


class LedgerRow(SQLModel, table=True):
    """Privacy loss spent on one table of one quarter; the key makes a second count impossible."""

    __tablename__ = "ledger_entry"

    period: str = Field(primary_key=True, max_length=7)
    table_name: str = Field(primary_key=True, max_length=40)
    epsilon: float
