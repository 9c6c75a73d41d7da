"""Forgery: can a published file be changed, or a period be released twice, without anyone noticing?"""

import json
import shutil
from pathlib import Path

import pytest
from tests.attack.house import Houses, Publish, release_world
from tests.attack.score import MEASURED
from tests.attack.worlds import FULL

from feedback_api.flows.export_releases import export_releases
from feedback_api.flows.verify_releases import verify_releases

EVERY = 1 if FULL else 40
"""Each byte of the file is changed in turn, or every fortieth."""


@pytest.fixture
def files(attacked: Publish, tmp_path: Path) -> Path:
    """What the operator publishes of a world."""
    export_releases(attacked(900, 0).house.database, tmp_path / "files")
    return tmp_path / "files"


def problems(folder: Path, key: Path) -> list[str]:
    return [problem for verdict in verify_releases([folder], [key]) for problem in verdict.problems]


def test_untouched_files_hold(files: Path) -> None:
    assert problems(files, files / "public-key-1.pem") == []


def test_every_changed_byte_is_noticed(files: Path) -> None:
    """Planted weakness: a byte of the newest document is changed."""
    newest = sorted(path for path in files.glob("*.json") if not path.name.endswith(".seal.json"))[-1]
    content = newest.read_bytes()
    tried = range(0, len(content), EVERY)
    noticed = 0
    for place in tried:
        newest.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        noticed += bool(problems(newest, files / "public-key-1.pem"))
    MEASURED.append(f"changed bytes: {noticed} of {len(tried)} noticed")
    assert noticed == len(tried)


def test_a_second_release_of_a_period_is_noticed(files: Path, houses: Houses, tmp_path: Path) -> None:
    """Planted weakness: an operator measures a period again and publishes both, each signed rightly."""
    again = tmp_path / "again"
    export_releases(release_world(houses, 900, 0).house.database, again)
    first = sorted(path.name for path in again.glob("*.json"))[0]
    shutil.copy(again / first, files / "second.json")
    shutil.copy(again / first.replace(".json", ".seal.json"), files / "second.seal.json")

    assert (
        json.loads((files / first).read_text())["id"] == json.loads((files / "second.json").read_text())["id"]
    )
    assert "a second release of the same period" in problems(files, files / "public-key-1.pem")
