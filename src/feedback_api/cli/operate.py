"""Commands of whoever runs the service: serve, settle, release, plan, erase, verify, keys."""

import contextlib
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from feedback_api import assemble
from feedback_api.cli.console import console, group_of_commands
from feedback_api.flows import (
    check_database,
    create_key,
    erase_expired,
    export_releases,
    make_release,
    plan_policy,
    settle,
    verify_releases,
)
from feedback_api.release.sign import load_signer
from feedback_api.settings import Settings
from feedback_api.store import schema
from feedback_api.terms.codebook import SourceGroup
from feedback_api.terms.errors import PeriodCarried, Unavailable
from feedback_api.terms.period import ReportingPeriod

app = typer.Typer()
keys = group_of_commands("Keys that releases are signed with.")
releases = group_of_commands("What was published.")


@app.command()
def serve(
    with_jobs: Annotated[bool, typer.Option(help="Settle and deliver too, in this process.")] = False,
) -> None:
    """Serve form, results and API; settings come from the environment (FEEDBACK_…)."""
    settings = Settings()
    _warn(settings)
    assemble.serve(settings, with_jobs)


@app.command()
def migrate(revision: Annotated[str, typer.Option(help="Revision to end at.")] = "head") -> None:
    """Bring the database's schema up to date."""
    schema.upgrade(assemble.open_store(Settings()), revision)
    console.print("The schema is up to date.")


@app.command(name="check-database")
def check_database_command() -> None:
    """Say what the database server keeps of messages and their order; exit code 3 if anything."""
    found = check_database.check_database(assemble.open_store(Settings()))
    for line in found:
        typer.echo(line)
    if found:
        raise typer.Exit(3)


@app.command(name="settle")
def settle_command(
    at_least: Annotated[int, typer.Option(min=1, help="Do nothing while fewer messages wait.")] = 1,
) -> None:
    """Move waiting messages from the inbox to the records, shuffled."""
    settings = Settings()
    settled = settle.settle(assemble.open_current_store(settings), at_least)
    _warn(settings)
    console.print(f"{settled} messages settled.")


@app.command()
def release(
    period: Annotated[str | None, typer.Option(help="A closed quarter such as 2026-Q3.")] = None,
) -> None:
    """Settle, then measure, freeze and publish a closed quarter, once (default: the last one)."""
    settings = Settings()
    database, today = assemble.open_current_store(settings), assemble.now().date()
    chosen = read_period(period) if period else ReportingPeriod.of(today).previous
    settle.settle(database)
    version, signer = assemble.codebook_in_force(database, chosen), load_signer(settings.signing_key)
    try:
        made = make_release.make_release(database, chosen, settings.policy, version, today, signer)
    except PeriodCarried as carried:
        console.print(str(carried), highlight=False)
        return
    counted = " with ".join(str(quarter) for quarter in reversed(made.covered))
    console.print(f"{counted} is released: {made.digest}", highlight=False)


@app.command()
def plan(
    messages_per_year: Annotated[int, typer.Option(min=1, help="Messages that a year may bring.")],
    groups: Annotated[str, typer.Option(help="Members of sounding board, partners, staff: 20,400,780.")],
    tokens: Annotated[int, typer.Option(min=1, max=2, help="Messages of one member in a quarter.")] = 1,
) -> None:
    """Show what each period length and epsilon would publish, and recommend one in plain words."""
    page = plan_policy.plan_policy(messages_per_year, _members(groups), tokens)
    table = Table(*plan_policy.COLUMNS)
    for row in page.rows:
        table.add_row(*row)
    paper = Console(width=100, highlight=False)
    paper.print(table, page.assumed, "", page.advice, sep="\n")


@app.command()
def erase() -> None:
    """Delete records and masked text 30 days after their release froze, and expired invitations."""
    settings, today = Settings(), assemble.now().date()
    erased = erase_expired.erase_expired(assemble.open_current_store(settings), today, settings.months_kept)
    console.print(f"{erased} records erased.")


@app.command()
def verify(
    published: Annotated[list[Path], typer.Argument(help="Folder or documents, each with its seal beside.")],
    key: Annotated[list[Path], typer.Option(help="File of a public key that you trust; may be repeated.")],
    pass_keys: Annotated[
        Path | None, typer.Option(help="A key directory of the pass issuer that you kept, to compare.")
    ] = None,
) -> None:
    """Check digests, signatures and the chain of published releases, offline; one line each."""
    verdicts = verify_releases.verify_releases(published, key, pass_keys)
    for verdict in verdicts:
        typer.echo(f"{verdict.name}: {'; '.join(verdict.problems) or 'holds'}")
        for quarter, digest in verdict.pass_keys.items():
            typer.echo(f"{verdict.name}: keys of passes of {quarter}: {digest}")
    if any(verdict.problems for verdict in verdicts):
        raise typer.Exit(1)


@releases.command("export")
def export(folder: Annotated[Path, typer.Argument(help="Folder to write to; made when absent.")]) -> None:
    """Write the published files of all releases: documents, seals and public keys."""
    written = export_releases.export_releases(assemble.open_current_store(Settings()), folder)
    console.print(f"{written} releases written.")


@keys.command("create")
def create_signing_key(
    path: Annotated[Path, typer.Argument(help="PEM file to write; must not exist.")],
) -> None:
    """Make a key that signs releases; its public half goes beside it, for readers."""
    key, public = create_key.create_key(path)
    typer.echo(key)
    console.print(f"Set FEEDBACK_SIGNING_KEY to the file, keep it safe, and publish {public.name}.")


def _warn(settings: Settings) -> None:
    """Tell the operator what a server keeps; an unreachable one is told by what comes next."""
    with contextlib.suppress(Unavailable):
        for line in check_database.check_database(assemble.open_store(settings)):
            console.print(f"[bold]feedback-api:[/bold] the database server: {line}", highlight=False)


def _members(written: str) -> dict[SourceGroup, int]:
    numbers = written.split(",")
    if len(numbers) != len(SourceGroup) or not all(number.strip().isdecimal() for number in numbers):
        raise typer.BadParameter("write three whole numbers, such as 20,400,780")
    return {group: int(number) for group, number in zip(SourceGroup, numbers, strict=True)}


def read_period(label: str) -> ReportingPeriod:
    """A quarter as typed behind an option."""
    try:
        return ReportingPeriod.parse(label)
    except ValueError as reason:
        raise typer.BadParameter(str(reason)) from None
