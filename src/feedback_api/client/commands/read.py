"""``feedback-client themes`` and ``verify``: published figures, and a check of who published them."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from feedback_api.client.answers import Interval, Votes
from feedback_api.client.commands.files import FileFault
from feedback_api.client.commands.surroundings import Address
from feedback_api.client.sync_client import FeedbackClient
from feedback_api.release.sign import read_public_key

app = typer.Typer()


@app.command("themes")
def themes(
    url: Address,
    period: Annotated[str | None, typer.Option(help="A quarter such as 2026-Q3.")] = None,
    group: Annotated[str | None, typer.Option(help="One source group.")] = None,
    language: Annotated[str, typer.Option(help="Language of the labels.")] = "en",
) -> None:
    """Print the themes of a release with their 95 % intervals."""
    with FeedbackClient(url) as client:
        found = client.themes(period, source_group=group)
    table = Table("theme", "votes", "between")
    for row in found.items:
        table.add_row(row.label.get(language, row.theme_id), *_figures(row.votes))
    paper = Console()
    paper.print(table)
    paper.print(f"{found.release.id}, {found.release.digest}", highlight=False, soft_wrap=True)


def _figures(votes: Votes) -> tuple[str, str]:
    if isinstance(votes, Interval):
        return f"{votes.estimate:g}", f"{votes.low:g} – {votes.high:g}"
    return votes, ""


@app.command("verify")
def verify(
    url: Address,
    key: Annotated[list[Path], typer.Option(help="File of a public key that you trust; may be repeated.")],
) -> None:
    """Fetch all releases and check digests, signatures and the chain; one line each."""
    trusted = {_trusted(path) for path in key}
    with FeedbackClient(url) as client:
        verdicts = client.verify(trusted)
    for verdict in verdicts:
        typer.echo(f"{verdict.name}: {'; '.join(verdict.problems) or 'holds'}")
    if not verdicts:
        typer.echo("Nothing is released yet.")
    if any(verdict.problems for verdict in verdicts):
        raise typer.Exit(1)


def _trusted(path: Path) -> str:
    try:
        return read_public_key(path.read_bytes())
    except (OSError, ValueError):
        raise FileFault("a key's file cannot be read as an Ed25519 public key") from None
