"""``./run demo`` as a newcomer meets it: seeded through the real doors, everything it prints works."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

LEAST_MESSAGES = 900
CHECKOUT = Path(__file__).parents[2]


@contextmanager
def demo(state):
    command = [sys.executable, "-m", "feedback_api.demo", "--state", str(state), "--port", "18200"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=os.environ | {"COLUMNS": "200"}
    )
    try:
        yield process, until_ready(process)
    finally:
        process.send_signal(signal.SIGINT)
        rest = process.communicate(timeout=10)[0].decode()
        assert process.returncode == 0, rest
        assert "Traceback" not in rest


def until_ready(process):
    said = ""
    for line in process.stdout:
        said += line.decode()
        if "Ctrl-C" in said:
            return said
    raise AssertionError(said)


def found(pattern, said):
    return re.search(pattern, said)[1]


def pasted(line, folder):
    """A printed line, run in a checkout whose .venv is the environment of this test."""
    bin_folder = folder / ".venv" / "bin"
    if not bin_folder.exists():
        bin_folder.mkdir(parents=True)
        command = bin_folder / "feedback-client"
        command.write_text(f'#!/bin/sh\nexec {sys.executable} -m feedback_api.client "$@"\n')
        command.chmod(0o755)
        (folder / "demo").mkdir()
        shutil.copy(CHECKOUT / "demo" / "answers.csv", folder / "demo")
    return subprocess.run(line, shell=True, capture_output=True, text=True, cwd=folder)


@pytest.fixture(scope="module")
def state(tmp_path_factory):
    return tmp_path_factory.mktemp("demo") / "state"


def test_the_first_start_seeds_releases_and_prints_what_works(state):
    with demo(state) as (_, said):
        assert int(found(r"Settled (\d+) messages", said)) >= LEAST_MESSAGES
        base = found(r"Form +(http\S+)/form", said)
        for page in ("/form", "/results", "/explore", "/actions/en", "/v1/docs"):
            assert httpx.get(base + page, follow_redirects=True).status_code == 200
        assert "<svg" in httpx.get(f"{base}/results/nl").text
        links = re.findall(rf"{base}/desk/en/sign-in#(\S+)", said)
        assert len(set(links)) == 2
        votes = [item["votes"] for item in httpx.get(f"{base}/v1/themes").json()["items"]]
        assert any(isinstance(vote, dict) and vote["low"] < vote["high"] for vote in votes)
        curl = found(r"(?m)^(curl .*)$", said)
        answer = subprocess.run(curl, shell=True, capture_output=True, check=True).stdout
        assert b'"status":"stored"' in answer
        assert re.fullmatch(r"(?:[0-9A-Z]{4}-){4}[0-9A-Z]", found(r"Invitation code +(\S+)", said))
        lines = re.findall(r"(?m)^FEEDBACK_TOKEN=.*feedback-client (?:check|send .*)$", said)
        check, send = (pasted(line, state.parent) for line in lines)
        assert check.returncode == 0
        assert "one item sent twice" in check.stdout
        assert "does everything right" in check.stdout
        assert "6 of 8 rows stored; 0 refused by the service; 2 not sent at all" in send.stderr


def test_a_later_start_is_quick_and_keeps_the_release(state):
    started = time.monotonic()
    with demo(state) as (_, said):
        assert time.monotonic() - started < 10
        assert "Receiving" not in said
        base = found(r"Form +(http\S+)/form", said)
        assert len(httpx.get(f"{base}/v1/releases").json()["items"]) == 1
