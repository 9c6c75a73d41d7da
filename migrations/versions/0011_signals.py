"""Events, those who want to hear of them, and what is delivered to whom."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "signal_event",
        sa.Column("id", sa.String(120), primary_key=True),
        sa.Column("type", sa.String(30), nullable=False),
        sa.Column("subject", sa.String(60), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("data", sa.String, nullable=False),
    )
    op.create_table(
        "webhook_subscriber",
        sa.Column("name", sa.String(60), primary_key=True),
        sa.Column("address", sa.String(500), nullable=False),
        sa.Column("events", sa.String(200), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("salt", sa.LargeBinary(16), nullable=False),
        sa.Column("key_mark", sa.LargeBinary(8), nullable=False),
        sa.Column("previous_salt", sa.LargeBinary(16)),
        sa.Column("overlap_until", sa.BigInteger),
    )
    op.create_table(
        "webhook_delivery",
        sa.Column(
            "event_id", sa.String(120), sa.ForeignKey("signal_event.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column(
            "subscriber",
            sa.String(60),
            sa.ForeignKey("webhook_subscriber.name", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("outcome", sa.String(30)),
        sa.Column("first_tried_at", sa.BigInteger, nullable=False),
        sa.Column("due_at", sa.BigInteger, nullable=False),
        sa.Column("lease", sa.String(32)),
        sa.Column("leased_until", sa.BigInteger),
    )
    op.create_index("ix_webhook_delivery_due", "webhook_delivery", ["state", "due_at"])


def downgrade() -> None:
    op.drop_table("webhook_delivery")
    op.drop_table("webhook_subscriber")
    op.drop_table("signal_event")
