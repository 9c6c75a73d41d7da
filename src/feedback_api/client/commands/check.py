"""``feedback-client check``: is everything right, and if not, what to mend, in plain words."""

import threading
import time
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from feedback_api.client.commands.surroundings import TokenFile, console, read_token
from feedback_api.client.conformance.connection import Connection
from feedback_api.client.conformance.findings import Finding, Outcome, is_right
from feedback_api.client.conformance.proxy import Proxy, Watcher
from feedback_api.client.conformance.verdict import verdict

app = typer.Typer()

_STYLES = {Outcome.OK: "green", Outcome.MEND: "bold red", Outcome.NOT_SEEN: "yellow", Outcome.NOTE: "cyan"}


@app.command("check")
def check(
    url: Annotated[
        str, typer.Argument(help="Address of the service, best a sandbox.", envvar="FEEDBACK_URL")
    ],
    token_file: TokenFile = None,
    store: Annotated[
        bool, typer.Option("--store", help="Also store invented items where it is no sandbox.")
    ] = False,
    listen: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Watch your own system through this local port.")
    ] = None,
    quiet: Annotated[float, typer.Option(help="Seconds without a request after which to judge.")] = 15.0,
    at_most: Annotated[float, typer.Option(help="Seconds to watch at most.")] = 600.0,
) -> None:
    """Tell whether a connection, or with --listen a whole integration, does everything right."""
    with Connection(url, read_token(token_file)) as connection:
        may_store = store or connection.is_sandbox()
        if listen is None:
            _conclude(list(connection.check(store=may_store)), "The connection")
    if not may_store:
        raise typer.BadParameter(
            "this is no sandbox: with --listen, what your system sends is stored; add --store"
        )
    if listen is not None:
        _conclude(verdict(_watch(url, listen, quiet, at_most).seen), "Your integration")


def _watch(url: str, port: int, quiet: float, at_most: float) -> Watcher:
    watcher = Watcher()
    try:
        proxy = Proxy(url, port, watcher)
    except OSError:
        raise typer.BadParameter("this port is taken: choose another") from None
    threading.Thread(target=proxy.serve_forever, daemon=True).start()
    console.print(
        f"Let your system send six or more different items to {proxy.url}/v1 (it must retry by itself). "
        f"The verdict comes {quiet:g} s after the last one, or with Ctrl-C.",
        highlight=False,
    )
    end = time.monotonic() + at_most
    try:
        while watcher.quiet_for() < quiet and time.monotonic() < end:
            time.sleep(0.1)
    except KeyboardInterrupt:
        console.print("")
    proxy.shutdown()
    proxy.server_close()
    return watcher


def _conclude(findings: list[Finding], subject: str) -> None:
    paper = Console(highlight=False, soft_wrap=True)
    for finding in findings:
        line = Text(f"{finding.outcome.value:>9}  ", style=_STYLES[finding.outcome])
        line.append(finding.what, style="default")
        paper.print(line)
        if finding.advice:
            paper.print(Text(f"{'':>9}  -> {finding.advice}"))
    right = is_right(findings)
    count = sum(finding.outcome is Outcome.MEND for finding in findings)
    if right:
        paper.print(f"\n{subject} does everything right.")
    elif count:
        paper.print(f"\n{subject} does not do everything right yet: {count} to mend.")
    else:
        paper.print(f"\n{subject} could not be judged yet: not everything was seen.")
    raise typer.Exit(0 if right else 1)
