"""A count per pseudonym and quarter; codes that wait for somebody without a script."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "issuance",
        sa.Column("pseudonym", sa.LargeBinary(32), primary_key=True),
        sa.Column("period", sa.String(7), primary_key=True),
        sa.Column("issued", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "waiting_code",
        sa.Column("code", sa.String(24), primary_key=True),
        sa.Column("source_group", sa.String(20), nullable=False),
        sa.Column("last_day", sa.Date, nullable=False),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("waiting_code")
    op.drop_table("issuance")
