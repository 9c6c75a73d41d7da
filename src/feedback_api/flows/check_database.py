"""Check: what the database server keeps that it should not."""

from sqlalchemy import Engine

from feedback_api.store.kept_by_server import kept_by_server


def check_database(database: Engine) -> list[str]:
    """One line for each setting of the server that keeps messages or the order in which they came.

    Raises:
        Unavailable: when the database cannot be asked.
    """
    return kept_by_server(database)
