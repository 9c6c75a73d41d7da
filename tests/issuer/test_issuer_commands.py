"""The commands of whoever runs the issuer, and settings that make no sense."""

import pytest
from pydantic import ValidationError
from typer.testing import CliRunner

from feedback_api.cli import app
from feedback_api.issuer import schema
from feedback_api.issuer.settings import IssuerSettings
from feedback_api.membership.codes import draw_code
from feedback_api.store.engine import open_database
from feedback_api.terms.errors import InvalidInput, Unavailable


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("FEEDBACK_ISSUER_DATABASE_URL", f"sqlite:///{tmp_path / 'issuer.db'}")
    monkeypatch.setenv("FEEDBACK_ISSUER_KEYS", str(tmp_path / "keys"))
    return lambda *arguments: CliRunner().invoke(app, ["issuer", *arguments])


def test_from_nothing_to_keys_and_codes(run, tmp_path):
    assert isinstance(run("erase").exception, Unavailable)
    assert run("migrate").exit_code == 0
    made = run("keys", "create", "--group", "staff", "--period", "2026Q4")
    name, digest = made.stdout.split()
    assert (len(name), len(digest)) == (64, 71)
    again = run("keys", "create", "--group", "staff", "--period", "2026-Q4")
    assert isinstance(again.exception, InvalidInput)
    assert run("keys", "list").stdout == f"2026-Q4\tstaff\t{name}\t{digest}\n"
    assert run("keys", "create", "--group", "staff", "--period", "2026Q5").exit_code == 2
    assert run("keys", "create", "--group", "sounding_board", "--period", "2026Q4").exit_code == 1

    codes = [draw_code() for _ in range(3)]
    sheet = tmp_path / "codes.txt"
    sheet.write_text("\n".join(f"{code}\n{'- ' * 20}" for code in codes))
    loaded = run("codes", "load", str(sheet), "--last-day", "2000-12-31")
    assert "3 codes wait" in loaded.stderr
    assert not any(code in loaded.output for code in codes)
    assert "3 rows and 0 files deleted" in run("erase").stderr


def test_a_sheet_with_a_line_that_is_no_code_loads_nothing(run, tmp_path):
    run("migrate")
    sheet = tmp_path / "codes.txt"
    sheet.write_text(f"{draw_code()}\nhello-hello\n")
    refused = run("codes", "load", str(sheet), "--last-day", "2999-12-31")
    assert refused.exit_code == 2
    assert "hello" not in refused.output
    assert run("codes", "load", str(sheet), "--last-day", "soon").exit_code == 2
    sheet.write_text(draw_code())
    assert "1 codes wait" in run("codes", "load", str(sheet), "--last-day", "2999-12-31").stderr


def test_it_does_not_serve_without_settings_or_schema(run, tmp_path):
    assert isinstance(run().exception, Unavailable)
    database = open_database(f"sqlite:///{tmp_path / 'issuer.db'}")
    schema.upgrade(database)
    database.dispose()
    missing = run().exception
    assert isinstance(missing, InvalidInput)
    for name in ("ADDRESS", "PRODUCT", "PROVIDER", "CLIENT_ID", "STAFF"):
        assert f"FEEDBACK_ISSUER_{name}: missing" in str(missing)


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("address", "http://passes.example.org"),
        ("address", "https://passes.example.org/"),
        ("address", "https://user@passes.example.org"),
        ("product", "https://feedback.example.org/form"),
        ("product", "feedback.example.org"),
        ("product", "https://a.example.org; script-src *"),
        ("provider", "http://login.example.org"),
        ("provider", "https://login.example.org?x=1"),
        ("scope", "profile email"),
        ("tokens_per_period", 3),
        ("tokens_per_period", 0),
        ("clock_skew", 301),
    ],
)
def test_settings_that_make_no_sense_stop_the_start(setting, value):
    with pytest.raises(ValidationError) as refused:
        IssuerSettings(**{setting: value})
    if isinstance(value, str):
        assert value not in str(refused.value)


def test_one_value_cannot_mean_two_groups():
    with pytest.raises(ValidationError, match="STAFF"):
        IssuerSettings(staff="a b", chain_partner="b c")


def test_secrets_do_not_print():
    settings = IssuerSettings(client_secret="hush-hush", session_key=b"hush-hush")
    assert "hush" not in repr(settings)
