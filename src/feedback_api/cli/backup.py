"""Commands that keep a house from being lost: back up, and restore into an empty one."""

from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import SecretBytes, SecretStr

from feedback_api import assemble
from feedback_api.cli.console import console, with_progress
from feedback_api.flows import back_up, restore
from feedback_api.flows.back_up import Configuration, Wanted
from feedback_api.settings import Settings

app = typer.Typer()

_SECRET = ("database_url",)
"""Settings that may hold a password without being of a secret kind."""

_KEYS = ("signing_key", "webhook_key")
"""Settings that name the file of a private key."""


@app.command(name="backup")
def backup_command(
    file: Annotated[Path, typer.Argument(help="File to write; must not exist.")],
    to: Annotated[
        list[str] | None, typer.Option(help="Public age key of who may open the secrets; may be repeated.")
    ] = None,
    with_texts: Annotated[
        bool, typer.Option("--with-texts", help="Messages too, encrypted; needs --to.")
    ] = False,
) -> None:
    """Write releases, ledger, proofs, desk and settings to one file; secrets and texts only encrypted."""
    keys = to or []
    if with_texts and not keys:
        raise typer.BadParameter("--with-texts needs --to: texts leave this machine encrypted or not at all")
    settings = Settings()
    wanted = Wanted(_configuration(settings), keys, with_texts)
    work = partial(back_up.back_up, assemble.open_current_store(settings), file, wanted)
    made = with_progress(work, "Backing up")
    for line in _remarks(made, wanted):
        console.print(line, highlight=False)


@app.command(name="restore")
def restore_command(
    file: Annotated[Path, typer.Argument(help="A backup.")],
    identity: Annotated[Path | None, typer.Option(help="File of the private age key.")] = None,
    check: Annotated[bool, typer.Option("--check", help="Judge the backup and change nothing.")] = False,
    only_open: Annotated[
        bool, typer.Option("--only-open", help="Leave encrypted parts out: their key is lost.")
    ] = False,
    folder: Annotated[
        Path | None, typer.Option(help="New folder for its settings and keys; otherwise they stay inside.")
    ] = None,
) -> None:
    """Put a backup into an empty, migrated database; exit code 3 when either is refused."""
    found = restore.read_backup(file, identity)
    if check:
        unseen = f"; not looked into: {', '.join(sorted(found.closed))}" if found.closed else ""
        console.print(f"The backup holds{unseen}.", highlight=False)
        return
    database = assemble.open_current_store(Settings())
    with_progress(lambda progress: restore.restore(database, found, progress, only_open), "Restoring")
    if folder is not None:
        restore.write_configuration(found, folder)
    console.print(f"Restored. Newest release: {found.newest or 'none'}.", highlight=False)
    console.print(
        "[bold]If a later release was published than this one, do not release again:[/bold] its privacy loss "
        "is spent and not in this backup."
    )


def _configuration(settings: Settings) -> Configuration:
    """Settings that differ from their default or were set, by the name that they have in the environment."""
    values = {name: getattr(settings, name) for name in sorted(settings.model_fields_set)}
    secret = {name for name, value in values.items() if name in _SECRET or _is_secret(value)}
    return Configuration(
        {_variable(name): str(value) for name, value in values.items() if name not in secret},
        {_variable(name): _revealed(values[name]) for name in secret},
        {_variable(name): values[name] for name in _KEYS if values.get(name) is not None},
    )


def _variable(name: str) -> str:
    return f"FEEDBACK_{name.upper()}"


def _is_secret(value: Any) -> bool:
    return isinstance(value, SecretBytes | SecretStr)


def _revealed(value: Any) -> str:
    match value:
        case SecretBytes():
            return value.get_secret_value().decode("utf-8", "replace")
        case SecretStr():
            return value.get_secret_value()
        case _:
            return str(value)


def _remarks(made: back_up.Made, wanted: Wanted) -> list[str]:
    lines = [f"Written. Newest release: {made.newest or 'none'}."]
    if made.lost:
        quarters = ", ".join(map(str, made.lost))
        lines.append(
            f"[bold]Messages of {quarters} are not in it:[/bold] they are not released yet, and a restore "
            "loses them. Their codes stay spent."
        )
    if not wanted.to:
        lines.append(
            "[bold]No keys, secrets, webhooks or drafts are in it:[/bold] --to and a public age key add them."
        )
    if made.problems:
        lines.append(f"[bold]It cannot be restored:[/bold] {'; '.join(made.problems)}")
    return lines
