"""What the commands take from around them: the terminal, the service's address, the token."""

import os
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from feedback_api.client.patience import Patience
from feedback_api.client.sync_client import FeedbackClient

console = Console(stderr=True)
"""Remarks for a person; results go to standard output."""

Address = Annotated[
    str, typer.Option("--url", envvar="FEEDBACK_URL", help="Address of the service, such as https://….")
]
TokenFile = Annotated[
    Path | None,
    typer.Option(help="File that holds the token; else the environment variable FEEDBACK_TOKEN."),
]

_PATIENCE = Patience(seconds=300)


def read_token(token_file: Path | None) -> str | None:
    """The token from a file or the environment; never from an argument, which other users can see."""
    if token_file is None:
        return os.environ.get("FEEDBACK_TOKEN") or None
    try:
        return token_file.read_text(encoding="utf-8").strip() or None
    except (OSError, ValueError):
        raise typer.BadParameter("the token's file cannot be read") from None


def sender(url: str, token_file: Path | None) -> FeedbackClient:
    """A client with the token that was given."""
    token = read_token(token_file)
    if token is None:
        raise typer.BadParameter("set FEEDBACK_TOKEN, or give --token-file")
    return FeedbackClient(url, token, patience=_PATIENCE)
