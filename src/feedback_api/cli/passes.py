"""Commands about passes: which keys of the issuer let people in, and how to compare them."""

from pathlib import Path
from typing import Annotated

import typer

from feedback_api import assemble
from feedback_api.cli.console import console, group_of_commands
from feedback_api.flows import register_pass_keys
from feedback_api.settings import Settings
from feedback_api.terms.errors import PassKeyRefused
from feedback_api.terms.period import ReportingPeriod

app = group_of_commands("Keys of the pass issuer.")


@app.command("register-keys")
def register_keys(
    file: Annotated[
        Path | None, typer.Option(help="The directory as a file; without it, the issuer is asked.")
    ] = None,
) -> None:
    """Keep the issuer's keys of this quarter and later ones; a key once kept is never replaced."""
    settings = Settings()
    database = assemble.open_current_store(settings)
    if file is None and not settings.pass_issuer:
        raise PassKeyRefused("no pass issuer is configured (FEEDBACK_PASS_ISSUER); or give a --file")
    directory = (
        register_pass_keys.fetch_directory(settings.pass_directory)
        if file is None
        else register_pass_keys.read_directory_file(file)
    )
    now = ReportingPeriod.of(assemble.now().date())
    new = register_pass_keys.register_pass_keys(database, directory, now)
    console.print(f"{len(new)} new keys registered.")


@app.command("list")
def list_keys() -> None:
    """Print registered keys by quarter and group, and the digest of each quarter's keys."""
    keys = register_pass_keys.registered_pass_keys(assemble.open_current_store(Settings()))
    for key in keys:
        typer.echo(f"{key.period}\t{key.group}\t{key.key_id.hex()}")
    for period, digest in register_pass_keys.digests_by_quarter(keys).items():
        typer.echo(f"{period}\tdigest\t{digest}")
