"""What a PostgreSQL server keeps that we delete, or writes where we cannot reach: its settings, judged.

Each finding is one line: what is set, and what it should be. Reasons: docs/how-to/postgresql.md.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Engine, text

from feedback_api.store.engine import unavailable_on_failure
from feedback_api.store.no_order import MAY_EMPTY_THE_LOG

_WANTED: dict[str, tuple[str, ...]] = {
    "wal_recycle": ("off",),
    "wal_keep_size": ("0",),
    "archive_mode": ("off",),
    "wal_level": ("replica", "minimal"),
    "track_commit_timestamp": ("off",),
    "log_parameter_max_length": ("0",),
    "log_parameter_max_length_on_error": ("0",),
    "log_error_verbosity": ("terse",),
    "log_min_error_statement": ("panic",),
    "log_statement": ("none", "ddl"),
}
"""Settings, and the values with which nothing of a message or of its moment outlives it."""

_LIBRARIES = ("pg_stat_statements", "auto_explain", "pgaudit")
_PRELOADED = ("shared_preload_libraries", "session_preload_libraries", "local_preload_libraries")


def kept_by_server(engine: Engine) -> list[str]:
    """Settings of the server that would keep messages or their order; none on SQLite, which we set ourselves.

    Raises:
        Unavailable: when the database cannot be asked.
    """
    if engine.dialect.name != "postgresql":
        return []
    with unavailable_on_failure(), engine.connect() as connection:
        rows = connection.execute(text("SELECT name, setting FROM pg_settings"))
        settings = {str(name): str(setting) for name, setting in rows}
        may_empty = bool(connection.execute(text(MAY_EMPTY_THE_LOG)).scalar_one())
        copies = int(connection.execute(text("SELECT count(*) FROM pg_replication_slots")).scalar_one())
    return [
        *_unwanted(settings),
        *(["this role may not call pg_switch_wal and CHECKPOINT: grant both"] if not may_empty else []),
        *(["a replication slot holds the write-ahead log: drop it"] if copies else []),
    ]


def _unwanted(settings: Mapping[str, Any]) -> list[str]:
    found = [
        f"{name} is {settings[name]}: set it to {wanted[0]}"
        for name, wanted in _WANTED.items()
        if name in settings and settings[name] not in wanted
    ]
    loaded = " ".join(settings.get(name, "") for name in _PRELOADED)
    return found + [f"{library} is loaded: take it out" for library in _LIBRARIES if library in loaded]
