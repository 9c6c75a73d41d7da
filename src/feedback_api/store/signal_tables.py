"""Rows of events, of those who want to hear of them, and of deliveries. Times are of machines only."""

from datetime import date

from sqlalchemy import BigInteger, Column, ForeignKey, Index, LargeBinary
from sqlmodel import Field, SQLModel


class EventRow(SQLModel, table=True):
    """An event as raised, in the transaction of what it tells; its id makes a second one impossible."""

    __tablename__ = "signal_event"

    id: str = Field(primary_key=True, max_length=120)
    type: str = Field(max_length=30)
    subject: str = Field(max_length=60)
    day: date
    data: str


class SubscriberRow(SQLModel, table=True):
    """A receiver's address and events; its secret is derived from a salt and a key that is not here."""

    __tablename__ = "webhook_subscriber"

    name: str = Field(primary_key=True, max_length=60)
    address: str = Field(max_length=500)
    events: str = Field(max_length=200)
    state: str = Field(max_length=10)
    salt: bytes = Field(sa_column=Column(LargeBinary(16), nullable=False))
    key_mark: bytes = Field(sa_column=Column(LargeBinary(8), nullable=False))
    previous_salt: bytes | None = Field(default=None, sa_column=Column(LargeBinary(16)))
    overlap_until: int | None = Field(default=None, sa_column=Column(BigInteger))


class DeliveryRow(SQLModel, table=True):
    """One event for one subscriber; nothing of what the receiver answered but how it ended.

    ``lease`` names the process that tries it now, and ``leased_until`` when another may.
    """

    __tablename__ = "webhook_delivery"
    __table_args__ = (Index("ix_webhook_delivery_due", "state", "due_at"),)

    event_id: str = Field(
        sa_column=Column(ForeignKey("signal_event.id", ondelete="CASCADE"), primary_key=True)
    )
    subscriber: str = Field(
        sa_column=Column(ForeignKey("webhook_subscriber.name", ondelete="CASCADE"), primary_key=True)
    )
    state: str = Field(max_length=10)
    attempts: int = 0
    outcome: str | None = Field(default=None, max_length=30)
    first_tried_at: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))
    due_at: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))
    lease: str | None = Field(default=None, max_length=32)
    leased_until: int | None = Field(default=None, sa_column=Column(BigInteger))
