"""What the commands share: where remarks go, a progress bar, and reading what was typed behind an option."""

from collections.abc import Callable
from typing import TypeVar

import typer
from rich.console import Console
from rich.progress import Progress

console = Console(stderr=True)
"""Remarks for the operator; results go to standard output."""

_T = TypeVar("_T")


def group_of_commands(purpose: str) -> typer.Typer:
    """A set of commands under one name."""
    return typer.Typer(no_args_is_help=True, help=purpose)


def with_progress(work: Callable[[Callable[[int, int], None]], _T], doing: str) -> _T:
    """Run work that tells how far it is, with a bar on the terminal."""
    with Progress(console=console) as progress:
        task = progress.add_task(doing, total=None)
        return work(lambda done, total: progress.update(task, completed=done, total=total))
