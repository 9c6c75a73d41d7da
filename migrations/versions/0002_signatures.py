"""Releases carry a signature and the key to check it with; older ones have none."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("published_release") as table:
        table.add_column(sa.Column("signature", sa.String(100)))
        table.add_column(sa.Column("public_key", sa.String(60)))


def downgrade() -> None:
    with op.batch_alter_table("published_release") as table:
        table.drop_column("public_key")
        table.drop_column("signature")
