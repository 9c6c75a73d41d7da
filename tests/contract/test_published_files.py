"""Published files alone, in a folder, are enough to check every number; and only a signed release is made."""

import json
from datetime import date

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from feedback_api.cli import app
from feedback_api.flows.create_key import create_key
from feedback_api.flows.export_releases import export_releases
from feedback_api.flows.make_release import make_release
from feedback_api.flows.read_releases import read_release
from feedback_api.terms.codebook import SourceGroup, Theme
from feedback_api.terms.errors import InvalidInput, ReleaseRefused
from feedback_api.terms.period import ReportingPeriod

Q1, Q2, Q3 = (ReportingPeriod(2026, quarter) for quarter in (1, 2, 3))
TODAY = date(2026, 11, 23)


@pytest.fixture
def published(sqlite, settings, signer, fill, tmp_path):
    for period in (Q1, Q2, Q3):
        fill(sqlite, period, {(group, theme): 30 for group in SourceGroup for theme in list(Theme)[:6]})
        make_release(sqlite, period, settings.policy, 1, TODAY, signer)
    folder = tmp_path / "published"
    assert export_releases(sqlite, folder) == 3
    return folder


def verify(*arguments, expect):
    """The command in this process; as an operator types it, it runs with all other commands."""
    done = CliRunner().invoke(app, ["verify", *map(str, arguments)])
    if isinstance(done.exception, InvalidInput):
        assert expect == 2
        return []
    assert done.exit_code == expect
    return done.stdout.splitlines()


def test_an_operator_exports_and_anyone_verifies(published, tmp_path):
    key = published / "public-key-1.pem"
    assert verify(published, "--key", key, expect=0) == [f"{p}: holds" for p in (Q1, Q2, Q3)]
    changed = published / "2026-Q2.json"
    changed.write_bytes(changed.read_bytes().replace(b'"noisyTotal":', b'"noisyTotal":1'))
    said = verify(published, "--key", key, expect=1)
    assert "a byte was changed" in said[1]
    assert "a link is missing" in said[2]
    create_key(tmp_path / "other.pem")
    assert "another key" in verify(published, "--key", tmp_path / "other.pub.pem", expect=1)[0]
    assert "a link is missing" in verify(published / "2026-Q3.json", "--key", key, expect=1)[0]
    verify(tmp_path / "nowhere", "--key", key, expect=2)
    verify(published, "--key", published / "2026-Q1.json", expect=2)


def test_the_files_are_those_of_the_api(published, sqlite, settings, reader, tmp_path):
    from starlette.testclient import TestClient

    from feedback_api import assemble

    site = TestClient(assemble.build(settings, sqlite, reader), base_url="http://testserver")
    for name in ("2026-Q1", "2026-Q3"):
        assert site.get(f"/v1/releases/{name}").content == (published / f"{name}.json").read_bytes()
        seal = site.get(f"/v1/releases/{name}/seal").json()
        assert seal == json.loads((published / f"{name}.seal.json").read_text())
    (key,) = site.get("/v1/keys").json()["items"]
    assert key["publicKey"] == seal["publicKey"]
    block = site.get("/v1/themes").json()["release"]
    assert block["signature"] == seal["signature"]
    assert site.get("/v1/releases/2025-Q1/seal").status_code == 404


def test_without_a_key_nothing_is_released_and_nothing_spent(database, settings):
    with pytest.raises(ReleaseRefused) as refused:
        make_release(database, Q3, settings.policy, 1, TODAY)
    assert refused.value.reason == "no-signing-key"
    with database.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM ledger_entry")).scalar_one() == 0


def test_signature_and_document_are_stored_together(database, settings, signer):
    made = make_release(database, Q3, settings.policy, 1, TODAY, signer)
    assert made.signature is not None
    assert read_release(database).signature == made.signature


def test_a_clock_set_back_is_refused(database, settings, signer):
    make_release(database, Q1, settings.policy, 1, TODAY, signer)
    with pytest.raises(ReleaseRefused) as refused:
        make_release(database, Q2, settings.policy, 1, date(2026, 11, 22), signer)
    assert refused.value.reason == "clock-set-back"


def test_a_key_is_never_written_over_and_is_its_owners_alone(tmp_path):
    path = tmp_path / "key.pem"
    create_key(path)
    before = path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(InvalidInput, match="exists"):
        create_key(path)
    assert path.read_bytes() == before
    assert b"PRIVATE" not in (tmp_path / "key.pub.pem").read_bytes()
    with pytest.raises(InvalidInput, match="not-writable"):
        create_key(tmp_path / "absent" / "key.pem")
