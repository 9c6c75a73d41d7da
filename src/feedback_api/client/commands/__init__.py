"""The command ``feedback-client``: send files, read themes, verify releases, check an integration."""

import typer

from feedback_api.client.commands.check import app as checking
from feedback_api.client.commands.files import FileFault
from feedback_api.client.commands.read import app as reading
from feedback_api.client.commands.send import app as sending
from feedback_api.client.commands.surroundings import console
from feedback_api.client.errors import ClientError, InsecureAddress, NotReached, RateLimited, Unavailable

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)
app.add_typer(sending)
app.add_typer(reading)
app.add_typer(checking)


def main() -> None:
    """Run the command; what goes wrong becomes one line and an exit code."""
    try:
        app()
    except (ClientError, FileFault) as error:
        console.print(f"[bold]feedback-client:[/bold] {error}", highlight=False)
        raise SystemExit(_exit_code(error)) from None


def _exit_code(error: ClientError | FileFault) -> int:
    match error:
        case FileFault() | InsecureAddress():
            return 2
        case NotReached() | Unavailable() | RateLimited():
            return 4
        case _:
            return 1
