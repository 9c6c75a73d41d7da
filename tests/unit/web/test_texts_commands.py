import shutil

import pytest
from babel.messages.mofile import read_mo
from typer.testing import CliRunner

from feedback_api.cli.texts import app
from feedback_api.web import catalogues
from feedback_api.web.texts import LOCALE, available_languages


def run(*arguments):
    return CliRunner().invoke(app, list(arguments))


@pytest.fixture
def locale(tmp_path, monkeypatch):
    """The catalogues in a folder of their own, to break and mend."""
    copied = shutil.copytree(LOCALE, tmp_path / "locale")
    monkeypatch.setattr(catalogues, "LOCALE", copied)
    return copied


def edit(locale, language, old, new):
    path = locale / language / "LC_MESSAGES" / "form.po"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_report_is_a_table_of_every_language_and_nothing_is_missing():
    done = run("report")
    assert done.exit_code == 0
    for language in available_languages():
        assert language in done.stdout
    assert "missing" in done.stdout
    assert "reviewed" in done.stdout


def test_report_lists_what_waits_in_one_language():
    lines = run("report", "--keys", "ti").stdout.splitlines()
    assert "draft theme.safety" in lines
    assert not any(line.startswith("missing") for line in lines)


@pytest.mark.parametrize("arguments", [(), ("--keys", "ps")])
def test_a_missing_text_is_told_by_the_exit_code(locale, arguments):
    edit(locale, "ps", 'msgid "screen.yes"', 'msgid "screen.jes"')
    assert run("report", *arguments).exit_code == 1


def test_an_empty_text_is_missing(locale):
    edit(locale, "fr", 'msgid "screen.yes"\nmsgstr "Oui"', 'msgid "screen.yes"\nmsgstr ""')
    done = run("report", "--keys", "fr")
    assert done.exit_code == 1
    assert done.stdout.splitlines()[0] == "missing screen.yes"


def test_a_text_without_a_status_counts_as_a_draft(locale):
    edit(locale, "en", '# status: reviewed\nmsgid "screen.yes"', 'msgid "screen.yes"')
    assert "draft screen.yes" in run("report", "--keys", "en").stdout.splitlines()


def test_a_language_that_does_not_exist_is_refused():
    assert run("report", "--keys", "xx").exit_code != 0


def test_compiling_brings_what_was_edited_to_the_pages(locale):
    edit(locale, "nl", 'msgid "screen.yes"\nmsgstr "Ja"', 'msgid "screen.yes"\nmsgstr "Jazeker"')
    assert run("compile").exit_code == 0
    with (locale / "nl" / "LC_MESSAGES" / "form.mo").open("rb") as file:
        assert {m.id: m.string for m in read_mo(file)}["screen.yes"] == "Jazeker"
