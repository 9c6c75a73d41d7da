"""The commands for webhooks as an operator types them, and the server that delivers by itself."""

import json
import os
import stat
import subprocess
import sys

import pytest
from tests.conftest import free_port, wait_for
from tests.contract.webhooks import SOURCE, Told, is_signed, receiver_in

from feedback_api import cli
from feedback_api.store import schema
from feedback_api.store.engine import open_database


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run a command in this process; gives what it printed, and expects its exit code."""
    monkeypatch.setenv("FEEDBACK_DATABASE_URL", f"sqlite:///{tmp_path / 'house.db'}")
    monkeypatch.setenv("FEEDBACK_WEBHOOK_SOURCE", SOURCE)
    monkeypatch.setenv("FEEDBACK_WEBHOOK_LOOPBACK", "true")
    monkeypatch.setenv("FEEDBACK_WEBHOOK_KEY", str(tmp_path / "key"))
    engine = open_database(f"sqlite:///{tmp_path / 'house.db'}")
    schema.upgrade(engine)

    def call(*arguments, expect=0, **surroundings):
        with monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["feedback-api", *arguments])
            for name, value in surroundings.items():
                patch.setenv(name, value)
            with pytest.raises(SystemExit) as ended:
                cli.main()
        printed = capsys.readouterr()
        assert (ended.value.code or 0) == expect, printed.err
        return printed

    call.database = engine
    yield call
    engine.dispose()


def test_an_operator_registers_a_receiver_delivers_and_takes_it_away(run, tmp_path):
    run("webhooks", "create-key", str(tmp_path / "key"))
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600
    assert "exists" in run("webhooks", "create-key", str(tmp_path / "key"), expect=2).err
    with receiver_in(tmp_path / "in") as receiver:
        secret = run("webhooks", "add", "planning", "--address", receiver.address).out.strip()
        assert secret.startswith("whsec_")
        listed = run("webhooks", "list").out
        assert listed.startswith("planning\tactive\taction-published release-published")
        assert secret not in listed
        told = Told(run.database)
        told.tell("release-published:2026-Q3", "theme-rising:2026-Q3:digital")
        assert "2 delivered." in run("deliver").err
        assert "0 delivered." in run("deliver").err
        assert is_signed(receiver.received[0], secret)
        receiver.behave("gone")
        told.tell("another")
        assert "0 delivered; gone: 1." in run("deliver").err
        assert "planning\tpaused" in run("webhooks", "list").out
        receiver.behave("accept")
        fresh = run("webhooks", "rotate", "planning", "--overlap-hours", "0").out.strip()
        run("webhooks", "resume", "planning")
        assert "1 delivered." in run("deliver").err
        assert is_signed(receiver.received[-1], fresh)
        assert not is_signed(receiver.received[-1], secret)
    assert "waiting:0 delivered:3 dead:0" in run("webhooks", "list").out
    assert run("webhooks", "dead").out == ""
    assert "0 deliveries wait again." in run("webhooks", "retry").err
    run("webhooks", "remove", "planning")
    assert run("webhooks", "list").out == ""
    assert "/name: unknown" in run("webhooks", "remove", "planning", expect=2).err


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("http://hooks.example.org/in", "https://"),
        ("https://10.0.0.1/in", "full name"),
        ("https://2130706433/in", "full name"),
        ("https://user:hunter2@hooks.example.org/in", "before the @"),
        ("https://hooks.example.org:22/in", "443, 8443"),
    ],
)
def test_an_address_that_may_not_be_called_is_refused_with_what_to_write(run, tmp_path, address, says):
    run("webhooks", "create-key", str(tmp_path / "key"))
    said = " ".join(run("webhooks", "add", "planning", "--address", address, expect=2).err.split())
    assert says in said
    assert address not in said
    assert "hunter2" not in said
    assert run("webhooks", "list").out == ""


def test_what_is_not_set_up_is_said(run, tmp_path):
    add = ("webhooks", "add", "planning", "--address", "http://localhost:9/in")
    assert "holds no webhook key" in " ".join(run(*add, expect=2).err.split())
    (tmp_path / "key").write_text("c2hvcnQ=")
    assert "holds no webhook key" in " ".join(run(*add, expect=2).err.split())
    (tmp_path / "key").unlink()
    run("webhooks", "create-key", str(tmp_path / "key"))
    assert "FEEDBACK_WEBHOOK_SOURCE" in run("deliver", expect=2, FEEDBACK_WEBHOOK_SOURCE="").err
    assert "urn:nld:" in run("deliver", expect=2, FEEDBACK_WEBHOOK_SOURCE="https://example.org").err
    authorities = {"FEEDBACK_WEBHOOK_AUTHORITIES": str(tmp_path / "key")}
    assert "no certificates" in run("deliver", expect=2, **authorities).err


def test_a_server_with_jobs_delivers_too(run, tmp_path):
    run("webhooks", "create-key", str(tmp_path / "key"))
    port = free_port()
    with receiver_in(tmp_path / "in") as receiver:
        run("webhooks", "add", "planning", "--address", receiver.address)
        Told(run.database).tell("release-published:2026-Q3")
        command = [sys.executable, "-m", "feedback_api", "serve", "--with-jobs"]
        server = subprocess.Popen(command, env=os.environ | {"FEEDBACK_PORT": str(port)})
        try:
            wait_for(f"http://127.0.0.1:{port}/v1/codebook", server)
            receiver.wait_for(1)
        finally:
            server.terminate()
            server.wait(20)
        assert json.loads(receiver.received[0]["body"])["id"] == "release-published:2026-Q3"
