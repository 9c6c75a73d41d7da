"""Paraphrases, the audit log of the desk, and how words that a reviewer masked had passed."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_REFUSED = "lines of the audit log are not changed or deleted"


def upgrade() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("person", sa.String(32), nullable=False),
        sa.Column("verb", sa.String(20), nullable=False),
        sa.Column("subject", sa.String(20), nullable=False),
        sa.Column("theme", sa.String(30), nullable=False),
        sa.Column("period", sa.String(7)),
    )
    op.create_table(
        "paraphrase",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("period", sa.String(7), nullable=False),
        sa.Column("theme", sa.String(30), nullable=False),
        sa.Column("nl", sa.String, nullable=False),
        sa.Column("en", sa.String, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("written_by", sa.String(32), nullable=False),
        sa.Column("decided_by", sa.String(32)),
        sqlite_with_rowid=False,
    )
    columns = ("language", 8), ("step", 30), ("entry", 80), ("kind", 20)
    op.create_table(
        "leak_candidate",
        *(sa.Column(name, sa.String(size), primary_key=True) for name, size in columns),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "postgresql":
        _refuse_on_postgresql()
        for name, _ in columns:
            op.execute(f"ALTER TABLE leak_candidate ALTER {name} SET STATISTICS 0")
    else:
        for verb in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER audit_entry_no_{verb} BEFORE {verb.upper()} ON audit_entry "
                f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
            )


def _refuse_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSED}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_entry_refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_refuse()"
    )


def downgrade() -> None:
    for table in ("leak_candidate", "paraphrase", "audit_entry"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_entry_refuse()")
