"""The command that writes the quarterly report."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from feedback_api import assemble
from feedback_api.cli.console import console
from feedback_api.cli.operate import read_period
from feedback_api.flows.write_report import write_report
from feedback_api.publish.charts.paper import Paper
from feedback_api.settings import Settings
from feedback_api.web.texts import explore_texts_of

app = typer.Typer()


class Language(StrEnum):
    """Languages of the report."""

    NL = "nl"
    EN = "en"


@app.command()
def report(
    output: Annotated[Path, typer.Option(help="PDF file to write.")],
    period: Annotated[
        str | None, typer.Option(help="A released quarter such as 2026-Q3 (default: the newest).")
    ] = None,
    language: Annotated[Language, typer.Option(help="Language of the report.")] = Language.NL,
) -> None:
    """Write the quarterly report of a release as PDF; exit code 3 when there is none."""
    chosen = read_period(period) if period else None
    paper = Paper(explore_texts_of(language, {}).text, wide=True).alone()
    database = assemble.open_current_store(Settings())
    content = write_report(database, chosen, assemble.codebooks(), (language.value, paper))
    try:
        output.write_bytes(content)
    except OSError:
        raise typer.BadParameter("the file cannot be written", param_hint="--output") from None
    console.print(f"{output} is written.", highlight=False)
