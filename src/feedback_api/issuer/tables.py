"""What the issuer keeps: a number per pseudonym and quarter, and codes that nobody was given yet."""

import sqlalchemy as sa

METADATA = sa.MetaData()
"""Apart from the product's tables: the two never lie in one database."""

ISSUANCE = sa.Table(
    "issuance",
    METADATA,
    sa.Column("pseudonym", sa.LargeBinary(32), primary_key=True),
    sa.Column("period", sa.String(7), primary_key=True),
    sa.Column("issued", sa.Integer, nullable=False),
    # No row order: who came first is nobody's business.
    sqlite_with_rowid=False,
)

WAITING_CODE = sa.Table(
    "waiting_code",
    METADATA,
    sa.Column("code", sa.String(24), primary_key=True),
    sa.Column("source_group", sa.String(20), nullable=False),
    sa.Column("last_day", sa.Date, nullable=False),
    sqlite_with_rowid=False,
)
