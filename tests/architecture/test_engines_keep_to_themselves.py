"""Libraries that read words write no file of their own and open no connection."""

import os
import subprocess
import sys
from pathlib import Path

SCRIPT = """
import os, time
from feedback_api import assemble
from feedback_api.settings import Settings
from feedback_api.terms.text import RawText

reader = assemble.load_reader(Settings())
reader.classifier.classify_text(RawText("The waiting room was cold."), "en")
reader.deidentifier.deidentify(RawText("Call Anna on 06-12345678."), "en")
time.sleep(3)  # Whoever reports home does so a moment later.
print([target for target in map(os.readlink, (f"/proc/self/fd/{fd}" for fd in os.listdir("/proc/self/fd")
      if os.path.exists(f"/proc/self/fd/{fd}"))) if "socket" in target])
"""


def test_engines_leave_no_file_and_open_no_socket(tmp_path: Path):
    """The encoder's engine sends events to its maker unless it is told not to before it is loaded."""
    folders = {
        name: tmp_path / name
        for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME")
    }
    for folder in folders.values():
        folder.mkdir()
    environment = os.environ | {name: str(folder) for name, folder in folders.items()}
    # What an operator, or an earlier program, left in the environment must not change it.
    environment["ORT_DISABLE_TELEMETRY"] = "0"
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert done.stdout.strip() == "[]"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
