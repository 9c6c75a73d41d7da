"""Commands that give access: systems with a token, people with a code."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from feedback_api import assemble
from feedback_api.cli.console import console, group_of_commands
from feedback_api.flows import invite, print_codes, register_client
from feedback_api.membership.certificates import thumbprint_of, thumbprint_of_pem
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
    oauth: Annotated[bool, typer.Option("--oauth", help="Its tokens come from the OAuth issuer.")] = False,
    certificate: Annotated[
        str | None, typer.Option(help="Its only proof: a PEM file, or a SHA-256 thumbprint in hex.")
    ] = None,
) -> None:
    """Register a system and print its token, this once; none with --oauth or --certificate."""
    if oauth and certificate is not None:
        raise typer.BadParameter("choose --oauth or --certificate")
    client = ApiClient(name, group, partner_type, frozenset(scope or [Scope.FEEDBACK_WRITE]))
    database = assemble.open_current_store(Settings())
    if oauth:
        register_client.register_without_token(database, client)
        console.print(
            "Registered: it posts with access tokens whose client_id is this name.", highlight=False
        )
    elif certificate is not None:
        register_client.register_without_token(database, client, _thumbprint(certificate))
        console.print("Registered: it posts with this certificate, through a trusted proxy.")
    else:
        typer.echo(register_client.register_client(database, client))
        console.print("Keep this token safe: it is stored here as a hash only.")


@clients.command("list")
def list_clients() -> None:
    """Print registered systems."""
    for client in register_client.registered_clients(assemble.open_current_store(Settings())):
        kind = client.partner_type or "-"
        scopes = " ".join(sorted(client.scopes))
        typer.echo(f"{client.client_id}\t{client.source_group}\t{kind}\t{scopes}\t{client.proof}")


@clients.command("remove")
def remove_client(name: Annotated[str, typer.Argument(help="Name of the system.")]) -> None:
    """Take a system's access away at once."""
    register_client.deregister_client(assemble.open_current_store(Settings()), name)


@invitations.command("print")
def print_invitations(
    count: Annotated[int, typer.Option(min=1, max=5000, help="Codes to draw.")],
    last_day: Annotated[str, typer.Option(help="Last day of the round, such as 2026-12-31.")],
    group: Annotated[SourceGroup, typer.Option(help="Group of the members.")] = SourceGroup.SOUNDING_BOARD,
    pdf: Annotated[
        Path | None, typer.Option(help="New file for sheets on A4; nothing is printed here.")
    ] = None,
    address: Annotated[
        str | None, typer.Option(help="With --pdf: the form's address, for every slip.")
    ] = None,
) -> None:
    """Print a sheet of fresh codes to cut up and draw from a bowl; only hashes stay here."""
    if (pdf is None) != (address is None):
        raise typer.BadParameter("--pdf and --address go together")
    settings, ends = Settings(), _day(last_day)
    database = assemble.open_current_store(settings)
    draw = partial(invite.invite, database, group, count, ends, settings.policy)
    if pdf is None or address is None:
        for code in draw():
            typer.echo(f"{code}\n{'- ' * 20}")
    else:
        try:
            print_codes.print_codes(pdf, address, ends, draw)
        except ValueError as reason:
            raise typer.BadParameter(str(reason)) from None
    console.print("Cut along the lines, let members draw, and destroy the file and what is left over.")


def _thumbprint(given: str) -> bytes:
    file = Path(given)
    try:
        return thumbprint_of_pem(file.read_bytes()) if file.is_file() else thumbprint_of(given)
    except (OSError, ValueError):
        raise typer.BadParameter("give a PEM file with a certificate, or its SHA-256 in hex") from None


def _day(label: str) -> date:
    try:
        return date.fromisoformat(label)
    except ValueError:
        raise typer.BadParameter("write a day as 2026-12-31") from None
