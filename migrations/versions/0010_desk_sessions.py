"""Who is signed in at the desk, and links that let somebody in once: hashes, pseudonyms and seconds."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "desk_secret",
        sa.Column("only", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("secret", sa.LargeBinary(32), nullable=False),
    )
    op.create_table(
        "desk_session",
        sa.Column("cookie_hash", sa.LargeBinary(32), primary_key=True),
        sa.Column("person", sa.String(32), nullable=False),
        sa.Column("roles", sa.String(100), nullable=False),
        sa.Column("idle_until", sa.BigInteger, nullable=False),
        sa.Column("ends", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_desk_session_person", "desk_session", ["person"])
    op.create_table(
        "sign_in_link",
        sa.Column("code_hash", sa.LargeBinary(32), primary_key=True),
        sa.Column("person", sa.String(32), nullable=False),
        sa.Column("roles", sa.String(100), nullable=False),
        sa.Column("ends", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "spent_sign_in",
        sa.Column("state_hash", sa.LargeBinary(32), primary_key=True),
        sa.Column("ends", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "postgresql":
        # ANALYZE would keep samples of who was signed in after the rows are gone.
        for table in ("desk_session", "sign_in_link"):
            op.execute(f"ALTER TABLE {table} ALTER person SET STATISTICS 0")


def downgrade() -> None:
    for table in ("spent_sign_in", "sign_in_link", "desk_session", "desk_secret"):
        op.drop_table(table)
