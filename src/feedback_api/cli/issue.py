"""Commands of whoever runs the issuer of passes, apart from the product and its database."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from feedback_api.cli.console import console, group_of_commands
from feedback_api.issuer import ledger, schema
from feedback_api.issuer.app import now, open_current_issuer_store, open_issuer_store, serve
from feedback_api.issuer.keys import KeyFolder
from feedback_api.issuer.settings import IssuerSettings
from feedback_api.membership.codes import hash_code
from feedback_api.privacy_pass.directory import digest_of
from feedback_api.terms.codebook import SourceGroup
from feedback_api.terms.errors import InvitationRefused
from feedback_api.terms.period import ReportingPeriod

app = typer.Typer(
    invoke_without_command=True,
    help="Serve the issuer of passes for people with an account; its commands have a database of their own.",
)
keys = group_of_commands("Keys that passes are signed with.")
codes = group_of_commands("Codes for people whose browser runs no script.")
app.add_typer(keys, name="keys")
app.add_typer(codes, name="codes")


@app.callback()
def serve_issuer(context: typer.Context) -> None:
    """Serve the issuer of passes for people with an account; its commands have a database of their own."""
    if context.invoked_subcommand is None:
        serve(IssuerSettings())


@app.command()
def migrate(revision: Annotated[str, typer.Option(help="Revision to end at.")] = "head") -> None:
    """Bring the schema of the issuer's own database up to date."""
    schema.upgrade(open_issuer_store(IssuerSettings()), revision)
    console.print("The schema is up to date.")


@app.command()
def erase() -> None:
    """Delete keys, secrets and counts of closed quarters, and codes past their last day."""
    settings, today = IssuerSettings(), now().date()
    database = open_current_issuer_store(settings)
    rows = ledger.erase_closed(database, ReportingPeriod.of(today), today)
    files = KeyFolder(settings.keys).erase_closed(today)
    console.print(f"{rows} rows and {files} files deleted.")


@keys.command("create")
def create_key(
    group: Annotated[SourceGroup, typer.Option(help="Group whose passes it signs: staff or chain_partner.")],
    period: Annotated[str, typer.Option(help="Quarter of the passes, such as 2026Q4.")],
) -> None:
    """Make the key of a group and quarter, once, and print its name and the digest of the quarter's keys."""
    folder, quarter = KeyFolder(IssuerSettings().keys), _quarter(period)
    made = folder.create(group, quarter)
    typer.echo(f"{made.key_id.hex()}\n{digest_of(folder.published(), quarter)}")
    console.print("Make the keys of all groups, then tell the product: feedback-api passes register-keys.")


@keys.command("list")
def list_keys() -> None:
    """Print quarters, groups and names of the keys, and the digest of each quarter's keys."""
    published = KeyFolder(IssuerSettings().keys).published()
    for key in sorted(published, key=lambda key: (key.period, key.group)):
        typer.echo(f"{key.period}\t{key.group}\t{key.key_id.hex()}\t{digest_of(published, key.period)}")


@codes.command("load")
def load_codes(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="Text with a code on each line.")],
    last_day: Annotated[str, typer.Option(help="Last day of the codes, such as 2026-12-31.")],
    group: Annotated[SourceGroup, typer.Option(help="Group of the codes.")] = SourceGroup.STAFF,
) -> None:
    """Put codes that the product made into the pool that people without a script draw from."""
    found = [line.strip() for line in file.read_text(encoding="utf-8").splitlines()]
    written = [line for line in found if line.strip("- ")]
    for line in written:
        _check(line)
    settings = IssuerSettings()
    loaded = ledger.load_codes(open_current_issuer_store(settings), written, group, _day(last_day))
    console.print(f"{loaded} codes wait. Now destroy the file: who reads it can spend them.")


def _check(line: str) -> None:
    try:
        hash_code(line)
    except InvitationRefused:
        raise typer.BadParameter("a line of the file is no code; nothing was loaded") from None


def _quarter(label: str) -> ReportingPeriod:
    try:
        return ReportingPeriod.parse(label if "-" in label else label.replace("Q", "-Q"))
    except ValueError:
        raise typer.BadParameter("write a quarter as 2026Q4") from None


def _day(label: str) -> date:
    try:
        return date.fromisoformat(label)
    except ValueError:
        raise typer.BadParameter("write a day as 2026-12-31") from None
