"""Keys of the pass issuer, one for each group and quarter, and the passes that were spent."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pass_key",
        sa.Column("key_id", sa.LargeBinary(32), primary_key=True),
        sa.Column("source_group", sa.String(20), nullable=False),
        sa.Column("period", sa.String(7), nullable=False),
        sa.Column("public_key", sa.LargeBinary(342), nullable=False),
        # A second key for the same people and the same quarter could mark a person.
        sa.UniqueConstraint("source_group", "period", name="uq_pass_key_group_period"),
    )
    op.create_table(
        "spent_pass",
        sa.Column("nonce_hash", sa.LargeBinary(32), primary_key=True),
        sa.Column("period", sa.String(7), nullable=False),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("spent_pass")
    op.drop_table("pass_key")
