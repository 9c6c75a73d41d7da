"""What the pages for partners show runs as it stands there, against the real server; C# is only shown."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main
from tests.conftest import absent

from feedback_api.client.commands import app
from feedback_api.flows.register_client import register_client
from feedback_api.terms.client import ApiClient, Scope
from feedback_api.terms.codebook import PartnerType, SourceGroup

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "how-to" / "connect-a-system.md").read_text(encoding="utf-8")
REFERENCE = (ROOT / "docs" / "reference" / "client.md").read_text(encoding="utf-8")


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


SAID = {
    "sh": [
        None,
        '"status":"stored"',
        '"redactions":{"phone":1}',
        '"status":"rejected"',
        "6 of 8 rows stored",
        '"estimate"',
        "does everything right",
    ],
    "python": ["stored", "r2 rejected invalid-input", "signed with another key"],
}


@pytest.fixture(scope="module")
def surroundings(served, tmp_path_factory):
    """A folder and an environment as the page's reader has them."""
    folder = tmp_path_factory.mktemp("partner")
    (folder / "demo").mkdir()
    shutil.copy(ROOT / "demo" / "answers.csv", folder / "demo")
    (folder / "bin").mkdir()
    command = folder / "bin" / "feedback-client"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m feedback_api.client "$@"\n')
    command.chmod(0o755)
    scopes = frozenset({Scope.FEEDBACK_WRITE})
    client = ApiClient("docs-reader", SourceGroup.CHAIN_PARTNER, PartnerType.LEGAL, scopes)
    token = register_client(served.database, client)
    path = f"{folder / 'bin'}:{os.environ['PATH']}"
    return folder, os.environ | {"FEEDBACK_URL": served.url, "FEEDBACK_TOKEN": token, "PATH": path}


def run(surroundings, *command):
    folder, environment = surroundings
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.mark.parametrize("number", range(1, len(SAID["sh"])))
def test_shell_examples(surroundings, number):
    if shutil.which("curl") is None:
        absent("curl")
    assert SAID["sh"][number] in run(surroundings, "sh", "-c", blocks("sh")[number]).replace('": ', '":')


@pytest.mark.parametrize("number", range(len(SAID["python"])))
def test_python_examples(surroundings, number):
    assert SAID["python"][number] in run(surroundings, sys.executable, "-c", blocks("python")[number])


def test_every_example_is_run_or_named_here():
    assert {language: len(blocks(language)) for language in SAID} == {k: len(v) for k, v in SAID.items()}
    assert len(blocks("csharp")) == 1


def test_every_command_and_option_is_documented():
    for name, command in typer.main.get_command(app).commands.items():
        assert f"| `feedback-client {name}` | {command.help.splitlines()[0]} |" in REFERENCE
        if name in {"send", "check"}:
            options = [option for part in command.params for option in part.opts if option.startswith("--")]
            for option in options:
                assert f"`{option}" in REFERENCE, option
