"""``feedback-client send``: a file in batches, resumable, with a report of what was refused and why."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from feedback_api.client.address import base_of
from feedback_api.client.answers import ItemResult
from feedback_api.client.batches import MOST_ITEMS
from feedback_api.client.commands.files import Sheet, read_file
from feedback_api.client.commands.progress_file import Progress, ProgressFile
from feedback_api.client.commands.refusals import Refusal, Report, of_faults, of_problem, show
from feedback_api.client.commands.rows import Row
from feedback_api.client.commands.surroundings import Address, TokenFile, console, sender
from feedback_api.client.errors import DependentRespondent, InvalidInput
from feedback_api.client.sync_client import FeedbackClient

app = typer.Typer()


@dataclass(frozen=True, slots=True)
class _Order:
    """What to send: the file's rows, those that can be sent, and the pace in items a minute."""

    sheet: Sheet
    good: list[Row]
    pace: int | None


@app.command("send")
def send(
    file: Annotated[Path, typer.Argument(help="An .xlsx, .csv, .ndjson or .json file.")],
    url: Address,
    token_file: TokenFile = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Store nothing; ask the service what it would accept.")
    ] = False,
    offline: Annotated[
        bool, typer.Option("--offline", help="With --dry-run: only look at the file.")
    ] = False,
    state: Annotated[
        Path | None, typer.Option(help="Where progress is kept (default: beside the file).")
    ] = None,
    report: Annotated[Path | None, typer.Option(help="CSV to write refused rows to.")] = None,
    limit_rate: Annotated[int | None, typer.Option(min=1, help="Items a minute at most.")] = None,
    unsure: Annotated[
        str, typer.Option(help="Rows whose fate is unknown after half a day: ask, send or skip.")
    ] = "ask",
) -> None:
    """Send a file in batches; run the same command again to go on after anything broke."""
    sheet = read_file(file)
    order = _Order(sheet, [row for row in sheet.rows if row.item is not None], limit_rate)
    faults = [refusal for row in sheet.rows for refusal in of_faults(row.number, row.faults)]
    if dry_run:
        _dry_run(order, faults, report, None if offline else sender(url, token_file))
        return
    kept = ProgressFile(state or file.with_name(file.name + ".progress"))
    with kept.held(), sender(url, token_file) as client:
        batches = min(MOST_ITEMS, limit_rate or MOST_ITEMS)
        progress = kept.load(Progress(sheet.digest, base_of(url), batches))
        progress = _settle_doubt(progress, len(order.good), unsure)
        goes_on = progress.done > 0 or progress.key is not None
        written = Report(report, go_on=goes_on)
        if not goes_on:
            written.add(faults)
        _send_all(client, order, (kept, progress, written), faults)


def _settle_doubt(progress: Progress, rows: int, unsure: str) -> Progress:
    """What to do with a batch whose key the service may have forgotten since."""
    if not progress.is_key_forgotten or unsure == "send":
        return progress
    size = min(progress.rows_per_batch, rows - progress.done)
    if unsure == "skip":
        return progress.ended(size, 0)
    raise typer.BadParameter(
        f"{size} rows were under way more than half a day ago; the service may have stored some of them. "
        "Choose --unsure skip (some may be missing) or --unsure send (some may count twice)."
    )


def _send_all(
    client: FeedbackClient,
    order: _Order,
    books: tuple[ProgressFile, Progress, Report],
    faults: list[Refusal],
) -> None:
    kept, progress, written = books
    refused, failed = list(faults), False
    try:
        with _bar("Sending", len(order.good), progress.done) as tell:
            while progress.done < len(order.good) and not failed:
                started = time.monotonic()
                progress = progress.begun()
                kept.save(progress)
                rows = order.good[progress.done : progress.done + progress.rows_per_batch]
                results = _send_batch(client, rows, progress.key, tell)
                found = [refusal for row, result in results for refusal in _refusals(row, result)]
                refused += found
                failed = any(result.status == "failed" for _, result in results)
                if not failed:
                    written.add(found)
                    progress = progress.ended(len(rows), sum(r.status == "stored" for _, r in results))
                    kept.save(progress)
                    if progress.done < len(order.good):
                        _keep_pace(order.pace, len(rows), started)
    except KeyboardInterrupt:
        console.print("\nStopped. Run the same command again to go on; nothing is stored twice.")
        raise typer.Exit(130) from None
    _conclude(order, progress, refused, failed=failed)


def _send_batch(
    client: FeedbackClient, rows: list[Row], key: str | None, tell: Callable[[], None]
) -> list[tuple[Row, ItemResult]]:
    results = []
    for result in client.batch([row.item for row in rows if row.item is not None], key=key):
        results.append((rows[result.index], result))
        tell()
    return sorted(results, key=lambda pair: pair[0].number)


def _refusals(row: Row, result: ItemResult) -> list[Refusal]:
    return [] if result.status == "stored" else of_problem(row.number, result.problem)


def _keep_pace(pace: int | None, rows: int, started: float) -> None:
    if pace is not None:
        time.sleep(max(0.0, rows * 60 / pace - (time.monotonic() - started)))


def _conclude(order: _Order, progress: Progress, refused: list[Refusal], *, failed: bool) -> None:
    show(refused)
    here = len(order.sheet.rows) - len(order.good)
    console.print(
        f"{progress.accepted} of {len(order.sheet.rows)} rows stored; {progress.refused} refused by the "
        f"service; {here} not sent at all.",
        highlight=False,
    )
    if failed:
        console.print("The service failed on some rows: run the same command again later.")
        raise typer.Exit(4)
    if here or progress.refused:
        raise typer.Exit(1)


def _dry_run(
    order: _Order, faults: list[Refusal], report: Path | None, client: FeedbackClient | None
) -> None:
    refused = list(faults)
    if client is not None:
        with client, _bar("Asking", len(order.good), 0) as tell:
            for row in order.good:
                started = time.monotonic()
                refused += _preview(client, row)
                tell()
                _keep_pace(order.pace, 1, started)
    Report(report, go_on=False).add(refused)
    show(refused)
    accepted = len(order.sheet.rows) - len({refusal.row for refusal in refused})
    asked = "" if client is not None else " as far as can be seen without asking the service"
    console.print(f"{accepted} of {len(order.sheet.rows)} rows would be accepted{asked}; nothing was stored.")
    if refused:
        raise typer.Exit(1)


def _preview(client: FeedbackClient, row: Row) -> list[Refusal]:
    if row.item is None:
        return []
    try:
        client.preview(row.item)
    except (InvalidInput, DependentRespondent) as refusal:
        return of_problem(row.number, refusal.problem)
    return []


@contextmanager
def _bar(doing: str, total: int, done: int) -> Iterator[Callable[[], None]]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=console) as bar:
        task = bar.add_task(doing, total=total, completed=done)
        yield lambda: bar.advance(task)
