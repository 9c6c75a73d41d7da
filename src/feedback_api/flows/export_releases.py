"""Export: the published files of all releases, for anyone to keep, mirror and check."""

import json
from pathlib import Path

from sqlalchemy import Engine

from feedback_api.publish.wire import seal_item
from feedback_api.release.sign import public_pem
from feedback_api.store.engine import reading
from feedback_api.store.releases import list_releases

SEAL = ".seal.json"
"""Ending of the file that holds a document's digest, signature and public key."""


def export_releases(database: Engine, folder: Path) -> int:
    """Write ``2026-Q3.json`` and ``2026-Q3.seal.json`` for each release, and each key; how many releases.

    Raises:
        Unavailable: when the database failed.
        OSError: when the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with reading(database) as session:
        every = list_releases(session)
    for frozen in every:
        name = json.loads(frozen.document)["id"]
        (folder / f"{name}.json").write_bytes(frozen.document.encode())
        if frozen.seal is not None:
            (folder / (name + SEAL)).write_text(json.dumps(seal_item(frozen.seal), indent=2) + "\n")
    keys = dict.fromkeys(frozen.seal.public_key for frozen in every if frozen.seal is not None)
    for number, key in enumerate(keys, 1):
        (folder / f"public-key-{number}.pem").write_bytes(public_pem(key))
    return len(every)
