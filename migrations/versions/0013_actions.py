"""Actions: what is done about a theme, in versions that each had a second person's approval."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "action",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("theme", sa.String(30), nullable=False),
        sa.Column("period", sa.String(7), nullable=False),
        sa.Column("step", sa.String(30)),
        sa.Column("answered_on", sa.Date),
        sa.Column("withdrawn_on", sa.Date),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "action_version",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("action_id", sa.String(32), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("words", sa.String, nullable=False),
        sa.Column("written_by", sa.String(32), nullable=False),
        sa.Column("revision", sa.Integer),
        sa.Column("published_on", sa.Date),
        sa.UniqueConstraint("action_id", "revision"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("action_version")
    op.drop_table("action")
