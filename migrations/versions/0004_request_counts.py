"""Items that each system sent in one minute, so that all workers and replicas keep one limit."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "request_count",
        sa.Column("key", sa.LargeBinary(32), primary_key=True),
        sa.Column("half_day", sa.Integer, nullable=False),
        sa.Column("taken", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("request_count")
