"""The reference cannot fall behind: every setting and command is in it, word for word."""

from pathlib import Path

import pytest
import typer.main
from pydantic_settings import BaseSettings

from feedback_api.cli import app
from feedback_api.issuer.settings import IssuerSettings
from feedback_api.settings import Settings

DOCS = Path(__file__).parents[2] / "docs"


def settings_table(settings: type[BaseSettings]) -> str:
    lines = ["| Setting | Default | Meaning |", "|---|---|---|"]
    for name, field in settings.model_fields.items():
        default = "fresh at every start" if field.default_factory else field.default
        prefix = settings.model_config["env_prefix"]
        lines.append(f"| `{prefix}{name.upper()}` | `{default}` | {field.description} |")
    return "\n".join(lines)


def commands() -> list[tuple[str, str]]:
    def walk(command, path):
        if not hasattr(command, "commands"):
            yield " ".join(path), (command.help or "").splitlines()[0]
            return
        for name, inner in command.commands.items():
            yield from walk(inner, [*path, name])

    return list(walk(typer.main.get_command(app), ["feedback-api"]))


@pytest.mark.parametrize("settings", [Settings, IssuerSettings])
def test_every_setting_is_documented(settings):
    page = (DOCS / "reference" / "settings.md").read_text(encoding="utf-8")
    assert settings_table(settings) in page


def test_every_command_is_documented():
    page = (DOCS / "reference" / "commands.md").read_text(encoding="utf-8")
    for name, purpose in commands():
        assert f"`{name}`" in page, name
        assert purpose in page, name
