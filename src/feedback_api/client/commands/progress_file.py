"""How far a file was sent, kept beside it so that sending can go on: numbers and keys, never words."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from feedback_api.client.calls import new_key
from feedback_api.client.commands.files import FileFault

if sys.platform != "win32":
    import fcntl

_FORMAT = 1
_KEY_LIVES_SECONDS = 12 * 3600
"""The service may forget a key after half a day (API reference, Idempotency)."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Rows that are done, counts, and the key of the batch that is under way."""

    file: str
    service: str
    rows_per_batch: int
    done: int = 0
    accepted: int = 0
    refused: int = 0
    key: str | None = None
    key_since: str | None = None
    format: int = _FORMAT

    def begun(self) -> "Progress":
        """With a key for the next batch: the one under way keeps its own."""
        if self.key is not None:
            return self
        return replace(self, key=new_key(), key_since=datetime.now(UTC).isoformat())

    def ended(self, rows: int, accepted: int) -> "Progress":
        """With the batch under way done."""
        return replace(
            self,
            done=self.done + rows,
            accepted=self.accepted + accepted,
            refused=self.refused + rows - accepted,
            key=None,
            key_since=None,
        )

    @property
    def is_key_forgotten(self) -> bool:
        """Whether the service may no longer know the key of the batch under way."""
        if self.key is None or self.key_since is None:
            return False
        age = datetime.now(UTC) - datetime.fromisoformat(self.key_since)
        return age.total_seconds() > _KEY_LIVES_SECONDS


class ProgressFile:
    """The small file; one run at a time may hold it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self, fresh: Progress) -> Progress:
        """Where the last run stopped, or the fresh start.

        Raises:
            FileFault: when it is of another file or service, or of nothing we know.
        """
        try:
            found = Progress(**json.loads(self._path.read_bytes()))
        except FileNotFoundError:
            return fresh
        except (OSError, ValueError, TypeError):
            raise FileFault(f"{self._path.name} cannot be read as progress of ours") from None
        if (found.format, found.file, found.service) != (_FORMAT, fresh.file, fresh.service):
            raise FileFault(
                f"{self._path.name} is of another version of the file, or of another service: "
                "give another --state, or remove it if nothing of this file was sent before"
            )
        return found

    def save(self, progress: Progress) -> None:
        """Write it so that a crash leaves the old or the new one, whole."""
        beside = self._path.with_name(self._path.name + ".new")
        with beside.open("w", encoding="utf-8") as file:
            json.dump(asdict(progress), file)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._path)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep a second run away: it would give the same rows other keys.

        Raises:
            FileFault: when one is at work.
        """
        path = self._path.with_name(self._path.name + ".lock")
        with path.open("w") as lock:
            if not _take(lock):
                raise FileFault("another run is sending this file: wait until it has ended")
            try:
                yield
            finally:
                path.unlink(missing_ok=True)


def _take(lock: TextIO) -> bool:
    """Lock a file until it is closed, also by a crash; on Windows nothing is locked."""
    if sys.platform != "win32":
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
    return True
