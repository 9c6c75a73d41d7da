"""Each rule of the house is shown to break on a deliberate fault, so that a green run means something."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

FAULTS = {
    "One direction": ("terms/period.py", "import feedback_api.store.engine\n"),
    "Pure rooms touch no network, database or log": ("classify/tone.py", "import logging\n"),
    "The client knows the API from outside only": ("client/item.py", "import fastapi\n"),
    "The issuer knows people and no messages": ("issuer/member.py", "import feedback_api.flows.receive\n"),
    "Single records are read by few": ("web/query_api.py", "import feedback_api.store.feedback\n"),
    "Whole tables are read by a backup only": ("web/query_api.py", "import feedback_api.store.snapshot\n"),
    "No circles": ("intake/cues.py", "import feedback_api.intake.screen\n"),
}


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the source that may be damaged."""
    shutil.copytree(
        ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "*.gz", "*.npz")
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(house: Path) -> str:
    lint_imports = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [str(lint_imports), "--no-cache"],
        cwd=house,
        env={"PYTHONPATH": str(house / "src"), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout


def test_the_house_keeps_its_rules(house):
    assert "BROKEN" not in lint(house)


@pytest.mark.parametrize("contract", FAULTS)
def test_each_rule_breaks_on_a_fault(house, contract):
    place, fault = FAULTS[contract]
    damaged = house / "src" / "feedback_api" / place
    damaged.write_text(damaged.read_text(encoding="utf-8") + fault, encoding="utf-8")
    assert f"{contract} BROKEN" in lint(house)


def test_a_new_room_without_a_place_breaks_the_order(house):
    (house / "src" / "feedback_api" / "helpers").mkdir()
    (house / "src" / "feedback_api" / "helpers" / "__init__.py").write_text("")
    assert "helpers" in lint(house)
