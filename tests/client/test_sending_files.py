"""``feedback-client send`` as a partner types it: every kind of file, once each, however it is broken off."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time

import openpyxl
import pytest
from tests.client.front import front

SECRET = "Zebrapad"
ROWS = [
    {"step": "decision", "improve": f"The letter of {SECRET} was hard to read.", "language": "en"},
    {"step": "interview", "good": 'She said "sit down" and\nthen; slowly, it went well.', "rating": "good"},
    {"step": SECRET, "improve": f"{SECRET} wrote this."},
    {"step": "decision", "improve": "We wait still.", "dependency": "pending"},
    {"step": "decision", "improve": "!!!"},
]
STORED = 2


def table(delimiter, **options):
    out = io.StringIO()
    writer = csv.DictWriter(out, ["step", "improve", "good", "rating", "language", "dependency"], **options)
    writer.writer = csv.writer(out, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(ROWS)
    return out.getvalue()


def workbook():
    book = openpyxl.Workbook()
    names = ["Step", " improve", "good", "rating", "language", "dependency", "clientRef"]
    book.active.append(names)
    for row in ROWS:
        book.active.append([row.get(name.strip().lower()) for name in names])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


FILES = {
    "answers.csv": table(",").encode(),
    "semicolons.csv": table(";").encode("utf-8-sig"),
    "answers.xlsx": workbook(),
    "answers.ndjson": "\n".join(map(json.dumps, ROWS)).encode(),
    "answers.json": json.dumps({"items": ROWS}).encode(),
}


@pytest.fixture
def run(partner, tmp_path):
    """The command in a process of its own; gives exit code, and all that it said or wrote."""

    def command(*arguments, url=None, token=partner):
        environment = os.environ | {"FEEDBACK_TOKEN": token, "COLUMNS": "160"}
        if url:
            environment["FEEDBACK_URL"] = url
        done = subprocess.run(
            [sys.executable, "-m", "feedback_api.client", *map(str, arguments)],
            env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr

    return command


@pytest.mark.parametrize("name", FILES)
def test_each_kind_of_file(run, served, stored, tmp_path, name):
    file = tmp_path / name
    file.write_bytes(FILES[name])
    code, said = run("send", file, "--report", "refused.csv", url=served.url)
    assert code == 1, said
    assert f"{STORED} of 5 rows stored; 1 refused by the service; 2 not sent at all" in said
    assert stored() == STORED
    first = 1 if name.endswith("json") else 2
    report = list(csv.DictReader((tmp_path / "refused.csv").read_text().splitlines()))
    assert [(int(line["row"]) - first, line["column"], line["code"]) for line in report] == [
        (2, "step", "unknown-value"),
        (3, "dependency", "dependent-respondent"),
        (4, "improve", "not-text"),
    ]
    # What was kept of the run: not one word.
    kept = b"".join((tmp_path / made).read_bytes() for made in ("refused.csv", f"{name}.progress"))
    assert SECRET not in said
    assert SECRET.encode() not in kept
    # Once more: all is done already.
    code, said = run("send", file, url=served.url)
    assert stored() == STORED


def many(file, count):
    rows = [{"step": "decision", "good": f"The letter was clear, said {n} of us."} for n in range(count)]
    file.write_text("\n".join(map(json.dumps, rows)))


def test_a_killed_run_goes_on_and_stores_each_row_once(run, served, stored, partner, tmp_path):
    file = tmp_path / "many.ndjson"
    many(file, 60)
    command = [sys.executable, "-m", "feedback_api.client", "send", str(file), "--url", served.url]
    running = subprocess.Popen(
        command, env=os.environ | {"FEEDBACK_TOKEN": partner}, stderr=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 20
    while not stored() and time.monotonic() < deadline:
        time.sleep(0.02)
    running.send_signal(signal.SIGKILL)
    running.wait()
    assert stored() > 0
    progress = json.loads((tmp_path / "many.ndjson.progress").read_text())
    assert progress["key"]
    assert progress["done"] == 0
    assert "letter" not in json.dumps(progress)
    code, said = run("send", file, url=served.url)
    assert (code, stored()) == (0, 60), said
    code, said = run("send", file, url=served.url)
    assert (code, stored()) == (0, 60), said


def test_a_flaky_connection_is_survived(run, served, stored, tmp_path):
    file = tmp_path / "many.ndjson"
    many(file, 20)
    with front(served.url, "cut-mid", "429:1", "cut-after", "503:1") as flaky:
        code, said = run("send", file, url=flaky.url)
    assert (code, stored()) == (0, 20), said


def test_pace(run, served, stored, tmp_path):
    file = tmp_path / "many.ndjson"
    many(file, 3)
    started = time.monotonic()
    code, said = run("send", file, "--dry-run", "--limit-rate", "60", url=served.url)
    assert time.monotonic() - started > 3, said
    assert (code, stored()) == (0, 0)
    started = time.monotonic()
    code, said = run("send", file, "--limit-rate", "60", url=served.url)
    assert (code, stored()) == (0, 3), said
    assert time.monotonic() - started < 3, said


def test_a_dry_run_stores_nothing(run, served, stored, tmp_path):
    (tmp_path / "answers.csv").write_bytes(FILES["answers.csv"])
    code, said = run("send", "answers.csv", "--dry-run", "--report", "why.csv", url=served.url)
    assert code == 1
    assert f"{STORED} of 5 rows would be accepted; nothing was stored" in said
    code, said = run("send", "answers.csv", "--dry-run", "--offline", url="https://nowhere.invalid", token="")
    assert "3 of 5 rows would be accepted as far as can be seen without asking" in said
    assert stored() == 0
    assert not (tmp_path / "answers.csv.progress").exists()


def test_another_version_of_the_file_is_not_mixed_in(run, served, stored, tmp_path):
    file = tmp_path / "a.json"
    many_rows = [{"step": "decision", "good": "Clear."}]
    file.write_text(json.dumps(many_rows))
    assert run("send", file, url=served.url)[0] == 0
    file.write_text(json.dumps([*many_rows, {"step": "decision", "good": "Very clear."}]))
    code, said = run("send", file, url=served.url)
    assert (code, stored()) == (2, 1)
    assert "another version of the file" in said


def test_an_old_key_is_asked_about(run, served, stored, tmp_path):
    file = tmp_path / "a.ndjson"
    many(file, 3)
    progress = tmp_path / "a.ndjson.progress"
    assert run("send", file, url=served.url)[0] == 0
    state = json.loads(progress.read_text())
    state |= {"done": 0, "accepted": 0, "key": "k", "key_since": "2026-01-01T00:00:00+00:00"}
    progress.write_text(json.dumps(state))
    code, said = run("send", file, url=served.url)
    assert (code, stored()) == (2, 3)
    assert "3 rows were under way more than half a day ago" in said.replace("\n", " ").replace(
        "│", " "
    ).replace("  ", " ")
    assert run("send", file, "--unsure", "skip", url=served.url)[0] == 1
    assert stored() == 3


BAD_FILES = {
    "windows.csv": ("step,good\ndecision,één\n".encode("cp1252"), "not UTF-8"),
    "columns.csv": (f"step,{SECRET}\ndecision,x\n".encode(), "column 2 has no name that we know"),
    "twice.csv": (b"step,step\ndecision,x\n", "two columns have the same name"),
    "quotes.csv": (b'step,good\ndecision,"x\n', "is every quotation mark closed"),
    "empty.csv": (b"step,good\n", "holds no rows"),
    "answers.pdf": (b"x", "ends in .xlsx"),
    "broken.xlsx": (b"PK", "cannot be read"),
    "list.json": (b"3", "no JSON list"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_files_that_cannot_be_used(run, served, stored, tmp_path, name):
    content, advice = BAD_FILES[name]
    (tmp_path / name).write_bytes(content)
    code, said = run("send", name, url=served.url)
    assert code == 2
    assert advice in said
    assert SECRET not in said
    assert stored() == 0


def test_a_formula_is_refused_by_its_row(run, served, stored, tmp_path):
    book = openpyxl.Workbook()
    for line in (["step", "good"], ["decision", '=CONCAT("a","b")'], ["decision", "It was clear."]):
        book.active.append(line)
    book.save(tmp_path / "a.xlsx")
    code, said = run("send", "a.xlsx", url=served.url)
    assert (code, stored()) == (1, 1)
    assert "formula" in said


def test_a_token_is_never_an_argument_and_is_needed(run, served, tmp_path):
    many(tmp_path / "a.ndjson", 1)
    code, said = run("send", "a.ndjson", url=served.url, token="")
    assert code == 2
    assert "FEEDBACK_TOKEN" in said
    code, said = run("send", "a.ndjson", url=served.url, token="fba_wrong")
    assert code == 1
    assert "not-authenticated" in said
    code, said = run("send", "a.ndjson", url="http://feedback.example.org")
    assert code == 2
    assert "https://" in said


def test_themes_and_verify(run, served, signer, tmp_path):
    code, said = run("themes", "--group", "staff", url=served.url)
    assert code == 0
    assert "too-few" in said
    (tmp_path / "key.pub").write_text(signer.public_key)
    code, said = run("verify", "--key", "key.pub", url=served.url)
    assert (code, said.strip()[-5:]) == (0, "holds")
