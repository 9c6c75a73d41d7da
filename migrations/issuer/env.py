"""Runs the issuer's own history on the connection that it hands over; there is no URL here."""

from alembic import context

from feedback_api.issuer.schema import VERSIONS
from feedback_api.issuer.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    version_table=VERSIONS,
)
with context.begin_transaction():
    context.run_migrations()
