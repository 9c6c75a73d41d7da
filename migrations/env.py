"""Runs the history on the connection that the store hands over; there is no URL here."""

from alembic import context
from sqlmodel import SQLModel

from feedback_api.store import desk_tables, signal_tables, tables  # noqa: F401  (the tables register themselves)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
