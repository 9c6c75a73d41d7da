"""Back up: all that a house needs to go on, as it is at one moment, in one file; texts when asked for."""

import contextlib
import json
import os
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine

from feedback_api.archive.parts import Archive, pack, write_archive
from feedback_api.archive.seal import are_public_keys, seal
from feedback_api.flows.read_releases import parse_frozen
from feedback_api.flows.verify_releases import judge_frozen
from feedback_api.store import schema
from feedback_api.store.backup_rules import Part
from feedback_api.store.engine import reading
from feedback_api.store.releases import list_releases
from feedback_api.store.snapshot import Lines, quarters_with_messages, read_parts
from feedback_api.terms.errors import FieldProblem, InvalidInput
from feedback_api.terms.period import ReportingPeriod

ROWS, SETTINGS, SECRETS, KEYS = "rows/", "settings.json", "secrets.json", "keys/"
"""Where things lie: rows of a table, settings, those that are secret, and files of keys by their setting."""

SEALED, TEXTS = "sealed.age", "texts.age"
"""Parts for the holder of a key only."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """Settings by name: those that anyone may read, those that are secret, and files of keys."""

    settings: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    keys: Mapping[str, Path] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be in a backup: public keys of who may open its secrets, and whether texts go along."""

    configuration: Configuration
    to: Sequence[str] = ()
    with_texts: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """What an operator must know of a backup: its newest release, what is not in it, what is wrong."""

    newest: str | None
    lost: Sequence[ReportingPeriod]
    problems: Sequence[str]


def back_up(database: Engine, path: Path, wanted: Wanted, progress: Callable[[int, int], None]) -> Made:
    """Write a backup to a new file that only its owner reads, whole or not at all; anyone may go on writing.

    Raises:
        InvalidInput: ``exists``, ``not-writable``, ``not-an-age-key``, ``no-key`` (texts need one),
            ``not-readable`` (the file of a key).
        Unavailable: when the database cannot be read; nothing was written.
    """
    _check(path, wanted)
    parts = (
        {Part.OPEN} | ({Part.SEALED} if wanted.to else set()) | ({Part.TEXTS} if wanted.with_texts else set())
    )
    found = read_parts(database, frozenset(parts), progress)
    inside = {**_rows(found[Part.OPEN]), SETTINGS: _as_json(wanted.configuration.settings)}
    if wanted.to:
        hidden = _rows(found[Part.SEALED]) | _secrets(wanted.configuration)
        inside[SEALED] = seal(pack(hidden), wanted.to)
    if wanted.with_texts:
        inside[TEXTS] = seal(pack(_rows(found[Part.TEXTS])), wanted.to)
    _write(path, write_archive(Archive(schema.newest_revision(), inside)))
    return _look_at(database, wanted.with_texts)


def _check(path: Path, wanted: Wanted) -> None:
    if wanted.with_texts and not wanted.to:
        raise InvalidInput([FieldProblem("/to", "no-key")])
    if not are_public_keys(wanted.to):
        raise InvalidInput([FieldProblem("/to", "not-an-age-key")])
    if path.exists():
        raise InvalidInput([FieldProblem("/path", "exists")])


def _rows(lines: Lines) -> dict[str, bytes]:
    return {f"{ROWS}{table}.jsonl": content for table, content in lines.items()}


def _secrets(configuration: Configuration) -> dict[str, bytes]:
    try:
        keys = {KEYS + setting: file.read_bytes() for setting, file in configuration.keys.items()}
    except OSError:
        raise InvalidInput([FieldProblem("/keys", "not-readable")]) from None
    return {SECRETS: _as_json(configuration.secrets), **keys}


def _as_json(settings: Mapping[str, str]) -> bytes:
    return json.dumps(dict(settings), indent=2, sort_keys=True, ensure_ascii=False).encode() + b"\n"


def _write(path: Path, content: bytes) -> None:
    """Write beside the place first: under its name a backup is on the disk as a whole or not at all."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # A link does not replace what came to be there meanwhile, as a renaming would.
        os.link(beside, path)
        _reach_the_disk(path.parent)
    except FileExistsError:
        raise InvalidInput([FieldProblem("/path", "exists")]) from None
    except OSError:
        raise InvalidInput([FieldProblem("/path", "not-writable")]) from None
    finally:
        with contextlib.suppress(OSError):
            beside.unlink()


def _reach_the_disk(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _look_at(database: Engine, with_texts: bool) -> Made:
    with reading(database) as session:
        frozen, present = list_releases(session), quarters_with_messages(session)
    counted = {quarter for one in frozen for quarter in parse_frozen(one).covered}
    lost = [] if with_texts else sorted(present - counted)
    problems = [problem for verdict in judge_frozen(frozen) for problem in verdict.problems]
    return Made(frozen[0].digest if frozen else None, lost, problems)
