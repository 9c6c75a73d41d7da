"""Named parts in one file, with the digest of each: the same parts give the same bytes, at any time.

Source: POSIX.1-2001, pax (the ustar format).
"""

import hashlib
import io
import json
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from feedback_api.terms.errors import BackupRefused

FORMAT, VERSION = "feedback-api backup", 1

_MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Archive:
    """A backup as read: the revision of the schema its rows fit, and its parts by name."""

    revision: str
    parts: Mapping[str, bytes]


def write_archive(archive: Archive) -> bytes:
    """A backup as one file: the manifest first, then each part by name."""
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "schema": archive.revision,
        "parts": {name: _digest(part) for name, part in archive.parts.items()},
    }
    written = json.dumps(manifest, indent=2, sort_keys=True).encode() + b"\n"
    return pack({_MANIFEST: written}, archive.parts)


def read_archive(content: bytes) -> Archive:
    """A backup from a file, once every digest is right and nothing is missing or beside it.

    Raises:
        BackupRefused: when it is no backup of ours, of a later format, broken off, or changed.
    """
    parts = unpack(content)
    manifest = _manifest(parts.pop(_MANIFEST, b""))
    if manifest["version"] != VERSION:
        raise BackupRefused("the backup has another format: a later version of this program made it")
    if set(parts) != set(manifest["parts"]):
        raise BackupRefused("parts of the backup are missing, or too many: fetch another copy of the file")
    for name, part in parts.items():
        if manifest["parts"][name] != _digest(part):
            raise BackupRefused(f"{name} was changed: its digest is another; fetch another copy of the file")
    archive = Archive(manifest["schema"], parts)
    if write_archive(archive) != content:
        raise BackupRefused("the file holds something beside the backup: fetch another copy of it")
    return archive


def pack(*groups: Mapping[str, bytes]) -> bytes:
    """Parts as a tar file, by name within each group; no time, owner or machine is in it."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for parts in groups:
            for name in sorted(parts):
                entry = tarfile.TarInfo(name)
                entry.size, entry.mode = len(parts[name]), 0o600
                tar.addfile(entry, io.BytesIO(parts[name]))
    return file.getvalue()


def unpack(content: bytes) -> dict[str, bytes]:
    """Parts of a tar file, in memory: no name in it is ever a path here.

    Raises:
        BackupRefused: when it is none, or broken off.
    """
    parts: dict[str, bytes] = {}
    try:
        with tarfile.open(fileobj=io.BytesIO(content), mode="r:") as tar:
            for entry in tar:
                file = tar.extractfile(entry)
                if file is None or entry.name in parts:
                    raise BackupRefused(_FOREIGN)
                parts[entry.name] = file.read()
    except (tarfile.TarError, ValueError, EOFError):
        raise BackupRefused(_FOREIGN) from None
    return parts


_FOREIGN = "this file is no backup of feedback-api, or it was broken off"


def _manifest(content: bytes) -> dict[str, Any]:
    try:
        manifest = json.loads(content)
        ours = manifest["format"] == FORMAT and isinstance(manifest["version"], int)
        shaped = isinstance(manifest["schema"], str) and isinstance(manifest["parts"], dict)
    except (ValueError, TypeError, KeyError, RecursionError):
        raise BackupRefused(_FOREIGN) from None
    if not (ours and shaped):
        raise BackupRefused(_FOREIGN)
    return dict(manifest)


def _digest(part: bytes) -> str:
    return "sha256:" + hashlib.sha256(part).hexdigest()
