"""The commands as an operator types them, in processes of their own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from feedback_api.assemble import now
from feedback_api.flows.admit import check_code
from feedback_api.store.engine import open_database
from feedback_api.terms.codebook import SourceGroup, Theme
from feedback_api.terms.period import ReportingPeriod

CANARY = "zwaluwnest"


@pytest.fixture
def run(tmp_path, signing_key):
    environment = os.environ | {
        "FEEDBACK_DATABASE_URL": f"sqlite:///{tmp_path / 'operated.db'}",
        "FEEDBACK_EXPECTED_MESSAGES": "900",
        "FEEDBACK_MEMBERS_SOUNDING_BOARD": "300",
        "FEEDBACK_MEMBERS_STAFF": "300",
        "FEEDBACK_SIGNING_KEY": str(signing_key),
    }

    def call(*arguments, stdin=b"", expect=0, **more):
        done = subprocess.run(
            [sys.executable, "-m", "feedback_api", *arguments],
            input=stdin,
            env=environment | more,
            capture_output=True,
            check=False,
        )
        assert done.returncode == expect, done.stderr.decode()
        return done

    call.database = environment["FEEDBACK_DATABASE_URL"]
    return call


def test_an_operator_sets_up_a_round_and_releases_it_once(run, fill, tmp_path):
    run("migrate")
    token = run("clients", "add", "lawyers", "--partner-type", "legal").stdout.decode().strip()
    assert token.startswith("fba_")
    assert b"lawyers\tchain_partner\tlegal\tfeedback:write" in run("clients", "list").stdout
    sheet = run("invitations", "print", "--count", "3", "--last-day", "2999-12-31").stdout.decode()
    codes = [line for line in sheet.splitlines() if line and not line.startswith("- ")]
    assert len(codes) == 3
    database = open_database(run.database)
    assert check_code(database, codes[0], now()) is SourceGroup.SOUNDING_BOARD
    assert token.encode() not in Path(run.database.removeprefix("sqlite:///")).read_bytes()
    period = ReportingPeriod.of(now().date()).previous
    fill(database, period, {(SourceGroup.STAFF, Theme.DIGITAL): 40})
    database.dispose()
    said = run("release", expect=3, FEEDBACK_SIGNING_KEY="").stderr
    assert b"signing key" in said
    key = tmp_path / "own.pem"
    assert run("keys", "create", str(key)).stdout.startswith(b"ed25519:")
    assert str(period).encode() in run("release", FEEDBACK_SIGNING_KEY=str(key)).stderr
    run("releases", "export", str(tmp_path / "published"))
    proven = run("verify", str(tmp_path / "published"), "--key", str(tmp_path / "own.pub.pem")).stdout
    assert proven == f"{period}: holds\n".encode()
    again = run("release", expect=3).stderr
    assert b"never made twice" in again
    assert b"0 records erased" in run("erase").stderr
    assert b"0 messages settled" in run("settle").stderr
    run("clients", "remove", "lawyers")
    assert b"lawyers" not in run("clients", "list").stdout


@pytest.mark.parametrize("members", ["0", "14"])
def test_codes_of_a_group_without_a_column_are_not_printed(run, members):
    run("migrate")
    draw = ("invitations", "print", "--count", "3", "--last-day", "2999-12-31")
    done = run(*draw, expect=3, FEEDBACK_MEMBERS_SOUNDING_BOARD=members)
    assert done.stdout == b""
    assert b"fewer than 15" in done.stderr
    assert b"FEEDBACK_MEMBERS_SOUNDING_BOARD" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_database_without_our_schema_is_not_touched(run):
    assert b"feedback-api migrate" in run("settle", expect=4).stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("release", "--period", "soon"),
        ("invitations", "print", "--count", "0", "--last-day", "2999-12-31"),
        ("invitations", "print", "--count", "1", "--last-day", "tomorrow"),
        ("clients", "add", "members", "--group", "sounding_board"),
        ("clients", "add", "nobody"),
    ],
)
def test_wrong_arguments_exit_with_2_and_no_traceback(run, arguments):
    run("migrate")
    assert b"Traceback" not in run(*arguments, expect=2).stderr


@pytest.mark.parametrize("name", ["EPSILON", "TOKENS_PER_PERIOD", "THRESHOLD"])
def test_a_policy_outside_the_limits_does_not_start(run, name):
    run("migrate")
    value = {"EPSILON": "7", "TOKENS_PER_PERIOD": "9", "THRESHOLD": "2"}[name]
    said = run("serve", expect=3, FEEDBACK_PORT="0", **{f"FEEDBACK_{name}": value}).stderr
    assert name.lower().encode() in said


LINES = (
    "\n".join(
        [
            json.dumps({"id": 1, "lang": "nl", "text": "Bel mevrouw De Vries op 06-12345678 over de brief."}),
            json.dumps({"id": 2, "lang": "nl", "text": ""}),
            "{not json " + CANARY,
            json.dumps({"id": 3, "lang": "en", "text": CANARY * 300}),
            json.dumps([CANARY]),
            json.dumps({"id": 4}),
            json.dumps({"id": 5, "lang": "xx", "text": "\ud800" + CANARY}),
            json.dumps(
                {"id": 6, "lang": "en", "text": "The interpreter spoke another dialect and left words out."}
            ),
        ]
    ).encode()
    + b'\n{"id": 7, "text": "\xff"}\n'
)


def answers(done):
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def test_deidentify_answers_every_line_and_repeats_no_bad_one(run):
    done = run("deidentify", stdin=LINES, expect=1)
    rows = answers(done)
    assert [row["id"] for row in rows] == [1, 2, None, 3, None, 4, 5, 6, 7] or rows[-1]["id"] is None
    assert "12345678" not in rows[0]["redacted"]
    assert "Vries" not in rows[0]["redacted"]
    assert "brief" in rows[0]["redacted"]
    errors = {row.get("error") for row in rows}
    assert {"empty", "not-json", "too-long", "no-text", "not-text"} <= errors
    assert CANARY not in done.stdout.decode() + done.stderr.decode()


def test_explain_says_what_went_by_which_step_and_why(run):
    words = "Bel mevrouw De Vries op 06-12345678 over de brief."
    row = json.dumps({"id": 1, "lang": "nl", "text": words}).encode()
    (answer,) = answers(run("deidentify", "--explain", stdin=row))
    removed = {words[part["start"] : part["end"]]: part for part in answer["removed"]}
    assert removed["06-12345678"]["tag"] == "phone"
    assert removed["06-12345678"]["step"] == "recognise"
    assert "telephone" in removed["06-12345678"]["why"]
    assert "De Vries" in removed
    assert "removed" not in answers(run("deidentify", stdin=row))[0]


def test_classify_names_themes_and_tone(run):
    done = run("classify", stdin=LINES, expect=1)
    rows = {row["id"]: row for row in answers(done)}
    assert "interpreting" in rows[6]["themes"]
    assert rows[6]["sentiment"] == "negative"
    assert all(1 <= len(row["themes"]) <= 3 and set(row["themes"]) <= set(Theme) for row in rows.values())
    assert CANARY not in done.stdout.decode() + done.stderr.decode()


def test_classify_reads_what_is_known_around_a_text(run):
    row = {
        "id": 1,
        "lang": "nl",
        "text": "Prima.",
        "sourceGroup": "staff",
        "step": "interview",
        "question": "good",
    }
    assert answers(run("classify", stdin=json.dumps(row).encode()))[0]["sentiment"] == "positive"
    bad = row | {"step": CANARY}
    done = run("classify", stdin=json.dumps(bad).encode(), expect=1)
    assert answers(done)[0]["error"] == "unknown-value"
    assert CANARY not in done.stdout.decode() + done.stderr.decode()


def test_migrations_run_from_any_folder(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run("migrate")
    database = open_database(run.database)
    with database.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM inbox_item")).scalar_one() == 0
    database.dispose()


def test_systems_without_a_token(run, tmp_path):
    run("migrate")
    add = ("clients", "add", "--partner-type", "legal")
    assert run(*add, "portal", "--oauth").stdout == b""
    digest = "ab" * 32
    assert run(*add, "with-tls", "--certificate", digest).stdout == b""
    listed = [line.split("\t") for line in run("clients", "list").stdout.decode().splitlines()]
    assert [(row[0], row[-1]) for row in listed] == [("portal", "oauth"), ("with-tls", "certificate")]
    run(*add, "again", "--certificate", digest.upper(), expect=2)  # one certificate, one system
    run(*add, "portal", "--oauth", expect=2)
    run(*add, "both", "--oauth", "--certificate", digest, expect=2)
    (tmp_path / "no.pem").write_text("no certificate")
    for wrong in ("ab", str(tmp_path / "no.pem"), str(tmp_path / "nowhere.pem")):
        run(*add, "wrong", "--certificate", wrong, expect=2)
    assert len(run("clients", "list").stdout.splitlines()) == 2
