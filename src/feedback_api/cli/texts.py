"""Commands for who writes and translates the pages' texts."""

from collections.abc import Iterable
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from feedback_api.cli.console import console, group_of_commands
from feedback_api.terms.errors import FieldProblem, InvalidInput
from feedback_api.web.catalogues import Standing, compile_catalogues, standings

app = group_of_commands("The texts of the pages, in all languages.")


@app.command("report")
def report(
    keys: Annotated[
        str | None, typer.Option(metavar="LANGUAGE", help="List the keys that lack or wait in one language.")
    ] = None,
) -> None:
    """Say of each language how many texts lack, wait for a native reader, and were read."""
    found = standings()
    shown = [standing for standing in found if keys in (None, standing.language)]
    if not shown:
        raise InvalidInput([FieldProblem("/keys", "unknown-value")])
    if keys is None:
        Console().print(_table(found))
    else:
        for line in _keys(shown[0]):
            typer.echo(line)
    if missing := sum(len(standing.missing) for standing in shown):
        console.print(f"{missing} texts are missing.")
        raise typer.Exit(1)


@app.command("compile")
def compile_texts() -> None:
    """Write the compiled catalogue (.mo) beside each catalogue that translators edit (.po)."""
    languages = compile_catalogues()
    console.print(f"Compiled: {', '.join(languages)}.")


def _table(found: Iterable[Standing]) -> Table:
    table = Table("language", "messages", "missing", "drafts", "reviewed")
    for standing in found:
        table.add_row(
            standing.language,
            str(standing.messages),
            str(len(standing.missing)),
            str(len(standing.drafts)),
            str(len(standing.reviewed)),
        )
    return table


def _keys(standing: Standing) -> Iterable[str]:
    yield from (f"missing {key}" for key in standing.missing)
    yield from (f"draft {key}" for key in standing.drafts)
