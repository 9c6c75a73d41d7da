"""Restore: a backup into an empty database, once all of it was judged, in one transaction."""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine

from feedback_api.archive.parts import Archive, read_archive, unpack
from feedback_api.archive.seal import Opener, read_opener
from feedback_api.flows.back_up import KEYS, ROWS, SEALED, SECRETS, SETTINGS, TEXTS
from feedback_api.flows.verify_releases import judge_frozen
from feedback_api.store import schema
from feedback_api.store.engine import writing
from feedback_api.store.no_order import wipe_residue
from feedback_api.store.releases import read_frozen
from feedback_api.store.snapshot import Rows, filled_tables, hold_all, rows_of, write_rows
from feedback_api.terms.errors import BackupRefused, FieldProblem, InvalidInput


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was judged: rows by table, settings and files of keys, and parts that stayed closed."""

    rows: Mapping[str, Rows] = field(repr=False)
    settings: Mapping[str, str]
    secrets: Mapping[str, str] = field(repr=False)
    keys: Mapping[str, bytes] = field(repr=False)
    closed: frozenset[str]
    newest: str | None
    with_texts: bool


def read_backup(path: Path, identity: Path | None = None) -> Backup:
    """Read a backup and judge it: digests, schema, every row, and the chain of its releases.

    Raises:
        InvalidInput: ``not-readable``, ``not-an-age-key`` for the file of private keys.
        BackupRefused: when it is no backup, was changed, fits another schema, or its releases do not hold.
    """
    opener = None if identity is None else _opener(identity)
    try:
        archive = read_archive(path.read_bytes())
    except OSError:
        raise InvalidInput([FieldProblem("/path", "not-readable")]) from None
    _check_revision(archive.revision)
    opened, closed = _opened(archive, opener)
    rows = _merged(opened)
    frozen = sorted(map(read_frozen, rows.get("published_release", [])), key=lambda one: one.document)
    problems = {problem for verdict in judge_frozen(frozen) for problem in verdict.problems}
    if problems:
        raise BackupRefused(f"the releases in the backup do not hold: {'; '.join(sorted(problems))}")
    newest = max(rows.get("published_release", []), key=lambda row: str(row["period"]), default=None)
    hidden = opened.get(SEALED, {})
    return Backup(
        rows,
        _settings(archive.parts, SETTINGS),
        _settings(hidden, SECRETS),
        {name.removeprefix(KEYS): content for name, content in hidden.items() if name.startswith(KEYS)},
        closed,
        None if newest is None else str(newest["digest"]),
        TEXTS in archive.parts,
    )


def restore(
    database: Engine, backup: Backup, progress: Callable[[int, int], None], only_open: bool = False
) -> None:
    """Put a backup into a database that was only migrated: all of it or nothing.

    Raises:
        BackupRefused: when the database holds anything, or parts stayed closed and not ``only_open``.
        Unavailable: when the database failed; nothing was written, or only residue is left.
    """
    if backup.closed and not only_open:
        raise BackupRefused(
            "parts of the backup are encrypted: give the file of the private key with --identity, or leave "
            "those parts out with --only-open"
        )
    with writing(database) as session:
        hold_all(session)
        filled = filled_tables(session)
        if filled:
            raise BackupRefused(
                f"the database is not empty ({', '.join(filled)}): restore into a fresh one, after "
                "feedback-api migrate and before it is served"
            )
        write_rows(session, backup.rows, progress)
    wipe_residue(database)


def write_configuration(backup: Backup, folder: Path) -> None:
    """Write settings and keys into a new folder that only its owner reads.

    Raises:
        InvalidInput: ``exists`` or ``not-writable``.
    """
    files = {
        "settings.env": _as_lines(backup.settings),
        "secrets.env": _as_lines(backup.secrets),
        **{f"{setting.lower()}.key": content for setting, content in backup.keys.items()},
    }
    try:
        folder.mkdir(mode=0o700)
        for name, content in files.items():
            handle = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
    except FileExistsError:
        raise InvalidInput([FieldProblem("/folder", "exists")]) from None
    except OSError:
        raise InvalidInput([FieldProblem("/folder", "not-writable")]) from None


def _as_lines(settings: Mapping[str, str]) -> bytes:
    return "".join(f"{name}={value}\n" for name, value in sorted(settings.items())).encode()


def _opener(identity: Path) -> Opener:
    try:
        return read_opener(identity.read_text(encoding="utf-8"))
    except OSError:
        raise InvalidInput([FieldProblem("/identity", "not-readable")]) from None
    except ValueError:
        raise InvalidInput([FieldProblem("/identity", "not-an-age-key")]) from None


def _check_revision(revision: str) -> None:
    newest = schema.newest_revision()
    if revision == newest:
        return
    if schema.is_known(revision):
        raise BackupRefused(
            f"the backup was made at schema {revision}, and this version is at {newest}: restore it with the "
            "version that made it, then upgrade"
        )
    raise BackupRefused("the backup was made by a later version of this program: install that one")


def _opened(archive: Archive, opener: Opener | None) -> tuple[dict[str, dict[str, bytes]], frozenset[str]]:
    """Parts by where they lay, and the names of those that stayed closed."""
    sealed = [name for name in (SEALED, TEXTS) if name in archive.parts]
    everybody = {name: part for name, part in archive.parts.items() if name not in sealed}
    if opener is None:
        return {"": everybody}, frozenset(sealed)
    return {"": everybody} | {name: unpack(opener.open(archive.parts[name])) for name in sealed}, frozenset()


def _merged(opened: Mapping[str, Mapping[str, bytes]]) -> dict[str, Rows]:
    """Rows by table: some of a table may be open and some sealed."""
    rows: dict[str, Rows] = {}
    for parts in opened.values():
        lines = {
            name.removeprefix(ROWS).removesuffix(".jsonl"): part
            for name, part in parts.items()
            if name.startswith(ROWS)
        }
        for table, found in rows_of(lines).items():
            rows.setdefault(table, []).extend(found)
    return rows


def _settings(parts: Mapping[str, bytes], name: str) -> dict[str, str]:
    try:
        return {str(setting): str(value) for setting, value in json.loads(parts.get(name, b"{}")).items()}
    except (ValueError, AttributeError, RecursionError):
        raise BackupRefused("the settings in the backup cannot be read") from None
