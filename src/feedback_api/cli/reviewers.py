"""Commands about what reviewers did: the audit log, and what masked words tell of our word lists."""

from typing import Annotated

import typer

from feedback_api import assemble
from feedback_api.cli.console import console
from feedback_api.flows import mask_leak, read_audit
from feedback_api.settings import Settings

app = typer.Typer()


@app.command("audit")
def audit() -> None:
    """Print who did what at the desk, oldest first: day, pseudonym, verb, what, theme, release."""
    for line in read_audit.read_whole_audit(assemble.open_current_store(Settings())):
        typer.echo(
            f"{line.day}\t{line.person}\t{line.verb}\t{line.subject}\t{line.theme}\t{line.period or '-'}"
        )


@app.command("leak-candidates")
def leak_candidates(
    forget: Annotated[bool, typer.Option("--forget", help="Delete them once they are printed.")] = False,
) -> None:
    """Print how words that reviewers masked had passed: language, step, entry of our lists, kind."""
    database = assemble.open_current_store(Settings())
    found = mask_leak.leak_candidates(database)
    for one in found:
        typer.echo(f"{one.language}\t{one.step}\t{one.entry or '-'}\t{one.kind}")
    if forget:
        mask_leak.forget_leak_candidates(database, found)
        console.print("Forgotten.")
