"""Which versions of the codebook this house used, what they said, and from when each counts."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "codebook_version",
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("digest", sa.String(80), nullable=False),
        sa.Column("counts_from", sa.String(7)),
    )


def downgrade() -> None:
    op.drop_table("codebook_version")
