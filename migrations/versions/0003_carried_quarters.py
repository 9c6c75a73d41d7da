"""Thin quarters are written down, so that a later release counts their messages."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("carried_quarter", sa.Column("period", sa.String(7), primary_key=True))


def downgrade() -> None:
    op.drop_table("carried_quarter")
