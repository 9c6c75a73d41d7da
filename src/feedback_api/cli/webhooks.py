"""Commands for webhooks: who is called, and calling them."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from feedback_api import assemble
from feedback_api.cli.console import console, group_of_commands
from feedback_api.flows import deliver, subscribe
from feedback_api.flows.webhook_key import create_webhook_key, load_webhook_key
from feedback_api.settings import Settings
from feedback_api.terms.signals import DeliveryState, EventType, Outcome

app = typer.Typer()
webhooks = group_of_commands("Systems that hear of releases and actions.")

Name = Annotated[str, typer.Argument(help="Name of the subscriber; never a person.")]


@app.command(name="deliver")
def deliver_command() -> None:
    """Post the events that are due to those who asked for them; from any replica, at any time."""
    settings = Settings()
    database = assemble.open_current_store(settings)
    ended = deliver.deliver(database, assemble.webhook_sender(settings), assemble.now)
    accepted = ended.pop(Outcome.ACCEPTED, 0)
    failed = "".join(f"; {outcome}: {count}" for outcome, count in sorted(ended.items()))
    console.print(f"{accepted} delivered{failed}.", highlight=False)


@webhooks.command("create-key")
def create_key(path: Annotated[Path, typer.Argument(help="File to write; must not exist.")]) -> None:
    """Make the key that subscribers' secrets are derived from."""
    create_webhook_key(path)
    console.print(
        "Set FEEDBACK_WEBHOOK_KEY to the file, on every machine that delivers, and keep it safe: with "
        "another key every subscriber needs another secret."
    )


@webhooks.command("add")
def add(
    name: Name,
    address: Annotated[str, typer.Option(help="Where to post to, such as https://hooks.example.org/in.")],
    events: Annotated[list[EventType] | None, typer.Option(help="Events wanted; default: all.")] = None,
) -> None:
    """Register a subscriber and print its secret, this once; what was published before is not sent."""
    settings = Settings()
    sender, wanted = assemble.webhook_sender(settings), frozenset(events or EventType)
    database = assemble.open_current_store(settings)
    typer.echo(subscribe.subscribe(database, sender.key, sender.road, (name, address, wanted)))
    console.print("Hand this secret over on a safe way: it is stored nowhere, and can only be replaced.")


@webhooks.command("list")
def list_subscribers() -> None:
    """Print subscribers: state, events, how many deliveries wait, arrived and were given up, address."""
    for standing in subscribe.standings(assemble.open_current_store(Settings())):
        one = standing.subscriber
        counts = " ".join(f"{state}:{standing.deliveries[state]}" for state in DeliveryState)
        typer.echo(f"{one.name}\t{one.state}\t{' '.join(sorted(one.events))}\t{counts}\t{one.address}")


@webhooks.command("remove")
def remove(name: Name) -> None:
    """Forget a subscriber and what waits for it, at once."""
    subscribe.unsubscribe(assemble.open_current_store(Settings()), name)


@webhooks.command("rotate")
def rotate(
    name: Name,
    overlap_hours: Annotated[
        int, typer.Option(min=0, max=720, help="Hours in which the old secret signs too.")
    ] = 48,
) -> None:
    """Print a new secret for a subscriber; for some time both sign, so that nothing is missed."""
    settings = Settings()
    key = load_webhook_key(settings.webhook_key)
    until = int((assemble.now() + timedelta(hours=overlap_hours)).timestamp())
    typer.echo(subscribe.rotate(assemble.open_current_store(settings), key, name, until))


@webhooks.command("resume")
def resume(name: Name) -> None:
    """Call a paused subscriber again, with all that waits for it."""
    subscribe.resume(assemble.open_current_store(Settings()), name)


@webhooks.command("dead")
def dead() -> None:
    """Print deliveries that were given up: event, subscriber, attempts, how the last one ended."""
    for one in subscribe.given_up(assemble.open_current_store(Settings())):
        typer.echo(f"{one.event_id}\t{one.subscriber}\t{one.attempts}\t{one.outcome}")


@webhooks.command("retry")
def retry(
    name: Annotated[str | None, typer.Argument(help="Only what this subscriber was to get.")] = None,
) -> None:
    """Let deliveries that were given up be tried again, under the same ids."""
    again = subscribe.retry(assemble.open_current_store(Settings()), name)
    console.print(f"{again} deliveries wait again.")
