"""PostgreSQL keeps no samples of messages and proofs: ANALYZE would put texts and hashes in its catalogue."""

from alembic import op
from sqlalchemy import inspect

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_TABLES = (
    "inbox_item",
    "feedback_record",
    "theme_assignment",
    "invitation",
    "spent_pass",
    "idempotency_answer",
    "request_count",
)
_TEXTS = ("inbox_item", "feedback_record")


def upgrade() -> None:
    _set_samples(0)
    if op.get_bind().dialect.name == "postgresql":
        for table in _TEXTS:
            # A type set again throws away samples that were taken before.
            op.execute(f"ALTER TABLE {table} ALTER good TYPE VARCHAR, ALTER improve TYPE VARCHAR")


def downgrade() -> None:
    _set_samples(-1)


def _set_samples(most: int) -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in _TABLES:
        for column in inspect(op.get_bind()).get_columns(table):
            op.execute(f"ALTER TABLE {table} ALTER {column['name']} SET STATISTICS {most}")
