"""The first tables: inbox, records, invitations, clients, idempotency, releases, ledger."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _message_columns() -> list[sa.Column[str]]:
    return [
        sa.Column("period", sa.String(7), nullable=False),
        sa.Column("source_group", sa.String(20), nullable=False),
        sa.Column("partner_type", sa.String(20)),
        sa.Column("step", sa.String(20), nullable=False),
        sa.Column("rating", sa.String(10)),
        sa.Column("sentiment", sa.String(10), nullable=False),
        sa.Column("good", sa.String()),
        sa.Column("improve", sa.String()),
    ]


def _key(name: str, size: int) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary(size), primary_key=True)


def upgrade() -> None:
    op.create_table(
        "inbox_item",
        *_message_columns(),
        _key("id", 16),
        sa.Column("themes", sa.String(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table("feedback_record", *_message_columns(), _key("id", 16), sqlite_with_rowid=False)
    op.create_table(
        "theme_assignment",
        sa.Column(
            "record_id",
            sa.LargeBinary(16),
            sa.ForeignKey("feedback_record.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("theme", sa.String(30), primary_key=True),
        sa.Column("sixths", sa.Integer(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "api_client",
        sa.Column("client_id", sa.String(60), primary_key=True),
        sa.Column("token_hash", sa.LargeBinary(32), nullable=False, unique=True),
        sa.Column("source_group", sa.String(20), nullable=False),
        sa.Column("partner_type", sa.String(20)),
        sa.Column("scopes", sa.String(200), nullable=False),
    )
    op.create_table(
        "invitation",
        _key("code_hash", 32),
        sa.Column("source_group", sa.String(20), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "idempotency_secret",
        sa.Column("half_day", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("secret", sa.LargeBinary(32), nullable=False),
    )
    op.create_table(
        "idempotency_answer",
        _key("key_hmac", 32),
        sa.Column("body_hmac", sa.LargeBinary(32), nullable=False),
        sa.Column("half_day", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "published_release",
        sa.Column("period", sa.String(7), primary_key=True),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("digest", sa.String(80), nullable=False),
        sa.Column("frozen_on", sa.Date(), nullable=False),
    )
    op.create_table(
        "ledger_entry",
        sa.Column("period", sa.String(7), primary_key=True),
        sa.Column("table_name", sa.String(40), primary_key=True),
        sa.Column("epsilon", sa.Float(), nullable=False),
    )


def downgrade() -> None:
    for table in (
        "ledger_entry",
        "published_release",
        "idempotency_answer",
        "idempotency_secret",
        "invitation",
        "api_client",
        "theme_assignment",
        "feedback_record",
        "inbox_item",
    ):
        op.drop_table(table)
