"""Commands for who keeps the codebook."""

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from feedback_api import assemble
from feedback_api.cli.console import console, group_of_commands
from feedback_api.cli.operate import read_period
from feedback_api.flows import propose_themes
from feedback_api.settings import Settings
from feedback_api.terms.period import ReportingPeriod

app = group_of_commands("What the codebook may lack.")


@app.callback()
def themes() -> None:
    """What the codebook may lack."""


@app.command("emerging")
def emerging(
    period: Annotated[str | None, typer.Option(help="A closed quarter such as 2026-Q3.")] = None,
) -> None:
    """Propose subjects that no theme fits, by words that ten messages share; nothing is published."""
    settings, today = Settings(), assemble.now().date()
    chosen = read_period(period) if period else ReportingPeriod.of(today).previous
    database = assemble.open_current_store(settings)
    proposals = propose_themes.propose_themes(assemble.load_reader(settings), database, chosen, today)
    table = Table("messages, at least", "words that ten or more of them share")
    for proposal in proposals:
        table.add_row(str(proposal.at_least), ", ".join(proposal.words))
    Console().print(table)
    console.print("A machine put these together; a person decides whether it is a subject, and names it.")
