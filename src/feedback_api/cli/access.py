"""Commands that give access: systems with a token, people with a code."""

from datetime import date
from typing import Annotated

import typer

from feedback_api import assemble
from feedback_api.cli.console import console, group_of_commands
from feedback_api.flows import invite, register_client
from feedback_api.settings import Settings
from feedback_api.terms.client import ApiClient, Scope
from feedback_api.terms.codebook import PartnerType, SourceGroup

clients = group_of_commands("Systems that may call the API.")
invitations = group_of_commands("Codes with which people open the form.")


@clients.command("add")
def add_client(
    name: Annotated[str, typer.Argument(help="Name of the system; never a person.")],
    group: Annotated[SourceGroup, typer.Option(help="Group it speaks for.")] = SourceGroup.CHAIN_PARTNER,
    partner_type: Annotated[PartnerType | None, typer.Option(help="Kind of partner.")] = None,
    scope: Annotated[list[Scope] | None, typer.Option(help="What it may do.")] = None,
) -> None:
    """Register a system and print its token, this once."""
    scopes = frozenset(scope or [Scope.FEEDBACK_WRITE])
    client = ApiClient(name, group, partner_type, scopes)
    typer.echo(register_client.register_client(assemble.open_current_store(Settings()), client))
    console.print("Keep this token safe: it is stored here as a hash only.")


@clients.command("list")
def list_clients() -> None:
    """Print registered systems."""
    for client in register_client.registered_clients(assemble.open_current_store(Settings())):
        kind = client.partner_type or "-"
        typer.echo(f"{client.client_id}\t{client.source_group}\t{kind}\t{' '.join(sorted(client.scopes))}")


@clients.command("remove")
def remove_client(name: Annotated[str, typer.Argument(help="Name of the system.")]) -> None:
    """Take a system's access away at once."""
    register_client.deregister_client(assemble.open_current_store(Settings()), name)


@invitations.command("print")
def print_invitations(
    count: Annotated[int, typer.Option(min=1, max=5000, help="Codes to draw.")],
    last_day: Annotated[str, typer.Option(help="Last day of the round, such as 2026-12-31.")],
    group: Annotated[SourceGroup, typer.Option(help="Group of the members.")] = SourceGroup.SOUNDING_BOARD,
) -> None:
    """Print a sheet of fresh codes to cut up and draw from a bowl; only hashes stay here."""
    codes = invite.invite(assemble.open_current_store(Settings()), group, count, _day(last_day))
    for code in codes:
        typer.echo(f"{code}\n{'- ' * 20}")
    console.print("Cut along the lines, let members draw, and destroy what is left over.")


def _day(label: str) -> date:
    try:
        return date.fromisoformat(label)
    except ValueError:
        raise typer.BadParameter("write a day as 2026-12-31") from None
