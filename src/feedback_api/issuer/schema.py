"""The history of the issuer's own database: bring it up to date, or say that it is not."""

from collections.abc import Callable

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from feedback_api.store.schema import migrations_folder

VERSIONS = "issuer_version"
"""A name of its own, so that a database of the product is never taken for the issuer's."""


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the database to a revision, all or nothing."""
    _run(engine, lambda config: command.upgrade(config, revision))


def downgrade(engine: Engine, revision: str) -> None:
    """Take the database back to an earlier revision."""
    _run(engine, lambda config: command.downgrade(config, revision))


def is_current(engine: Engine) -> bool:
    """Whether the database is at the newest revision."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSIONS})
        heads = context.get_current_heads()
    return set(heads) == set(ScriptDirectory.from_config(_config()).get_heads())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(migrations_folder() / "issuer"))
    config.set_main_option("path_separator", "os")
    return config


def _run(engine: Engine, step: Callable[[Config], None]) -> None:
    config = _config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        step(config)
