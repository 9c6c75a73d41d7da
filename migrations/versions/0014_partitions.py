"""Records lie by quarter, on PostgreSQL in a partition each, so that erasing drops files."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_TABLES = ("feedback_record", "theme_assignment")
_TEXTS = "period, source_group, partner_type, step, rating, sentiment, good, improve, id"
_VOTES = "v.record_id, v.theme, v.sixths"
_RECORDS = f"INSERT INTO feedback_record ({_TEXTS}) SELECT {_TEXTS} FROM held_feedback_record ORDER BY id"  # noqa: S608
_JOINED = "held_theme_assignment v JOIN held_feedback_record r ON r.id = v.record_id"


def upgrade() -> None:
    partitioned = op.get_bind().dialect.name == "postgresql"
    _hold()
    _make(by_quarter=True, partitioned=partitioned)
    if partitioned:
        for period in op.get_bind().execute(sa.text("SELECT DISTINCT period FROM held_feedback_record")):
            _partition(str(period[0]))
    op.execute(_RECORDS)
    op.execute(
        "INSERT INTO theme_assignment (record_id, theme, sixths, period) "  # noqa: S608
        f"SELECT {_VOTES}, r.period FROM {_JOINED} ORDER BY v.record_id, v.theme"
    )
    _let_go()


def downgrade() -> None:
    _hold()
    _make(by_quarter=False, partitioned=False)
    op.execute(_RECORDS)
    op.execute(
        "INSERT INTO theme_assignment (record_id, theme, sixths) "  # noqa: S608
        f"SELECT {_VOTES} FROM held_theme_assignment v ORDER BY v.record_id, v.theme"
    )
    _let_go()


def _hold() -> None:
    """Keep the rows aside; themes go first, as dropping records would take them along."""
    for table in _TABLES:
        op.execute(f"CREATE TEMPORARY TABLE held_{table} AS SELECT * FROM {table}")  # noqa: S608
    for table in reversed(_TABLES):
        op.drop_table(table)


def _let_go() -> None:
    for table in _TABLES:
        op.drop_table(f"held_{table}")


def _make(by_quarter: bool, partitioned: bool) -> None:
    quarter = ["period"] if by_quarter else []
    split = {"postgresql_partition_by": "LIST (period)"} if partitioned else {}
    op.create_table(
        "feedback_record",
        sa.Column("period", sa.String(7), nullable=False),
        sa.Column("source_group", sa.String(20), nullable=False),
        sa.Column("partner_type", sa.String(20)),
        sa.Column("step", sa.String(20), nullable=False),
        sa.Column("rating", sa.String(10)),
        sa.Column("sentiment", sa.String(10), nullable=False),
        sa.Column("good", sa.String()),
        sa.Column("improve", sa.String()),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.PrimaryKeyConstraint("id", *quarter),
        sqlite_with_rowid=False,
        **split,
    )
    op.create_table(
        "theme_assignment",
        sa.Column("record_id", sa.LargeBinary(16), nullable=False),
        sa.Column("theme", sa.String(30), nullable=False),
        sa.Column("sixths", sa.Integer(), nullable=False),
        *[sa.Column(name, sa.String(7), nullable=False) for name in quarter],
        sa.PrimaryKeyConstraint("record_id", *quarter, "theme"),
        sa.ForeignKeyConstraint(
            ["record_id", *quarter],
            ["feedback_record.id", *[f"feedback_record.{name}" for name in quarter]],
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
        **split,
    )
    if op.get_bind().dialect.name == "postgresql":
        for table in _TABLES:
            _take_no_samples(table, table)


def _partition(period: str) -> None:
    for table in _TABLES:
        name = f"{table}_{period[:4]}_q{period[-1]}"
        op.execute(f"CREATE TABLE {name} PARTITION OF {table} FOR VALUES IN ('{period}')")
        _take_no_samples(name, table)


def _take_no_samples(table: str, like: str) -> None:
    columns = sa.inspect(op.get_bind()).get_columns(like)
    op.execute(f"ALTER TABLE {table} " + ", ".join(f"ALTER {c['name']} SET STATISTICS 0" for c in columns))
