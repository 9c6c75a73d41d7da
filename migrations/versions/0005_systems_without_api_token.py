"""Systems that prove themselves without an API token: by their OAuth issuer, or by a certificate."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("api_client") as table:
        table.alter_column("token_hash", existing_type=sa.LargeBinary(32), nullable=True)
        table.add_column(sa.Column("certificate", sa.LargeBinary(32)))
        table.create_unique_constraint("uq_api_client_certificate", ["certificate"])


def downgrade() -> None:
    # The older house knows tokens only: a system without one could not come in any more, and goes.
    op.execute("DELETE FROM api_client WHERE token_hash IS NULL")
    with op.batch_alter_table("api_client") as table:
        table.drop_constraint("uq_api_client_certificate", type_="unique")
        table.drop_column("certificate")
        table.alter_column("token_hash", existing_type=sa.LargeBinary(32), nullable=False)
