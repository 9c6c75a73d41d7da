"""Commands for the desk: let somebody in once, and end sessions."""

import re
from typing import Annotated

import typer

from feedback_api import assemble
from feedback_api.cli.console import console
from feedback_api.flows import sign_in, sign_in_link
from feedback_api.settings import Settings
from feedback_api.terms.roles import Role
from feedback_api.web.desk_pages import LANGUAGES

app = typer.Typer()

_ACCOUNT = re.compile(r"[a-z0-9][a-z0-9._-]{0,59}")
_Account = Annotated[
    str, typer.Option(help="Short name of one person, the same each time; another person needs another.")
]


@app.command("sign-in-link")
def sign_in_link_command(
    role: Annotated[list[Role], typer.Option(help="What the person may do; may be repeated.")],
    account: _Account = "desk",
    language: Annotated[str, typer.Option(help="Language of the page: nl or en.")] = "nl",
) -> None:
    """Print a link that lets one person in at the desk, once, within 15 minutes."""
    settings = Settings()
    if settings.signin_provider:
        raise typer.BadParameter("people sign in at the provider that FEEDBACK_SIGNIN_PROVIDER names")
    if language not in LANGUAGES:
        raise typer.BadParameter("the desk speaks nl and en")
    named = _read_account(account)
    database = assemble.open_current_store(settings)
    code = sign_in_link.make_link(database, named, frozenset(role), assemble.now())
    typer.echo(f"{settings.desk_address}/desk/{language}/sign-in#{code}")
    console.print("Hand it to that person only, in a way that nobody else reads. It works once.")
    if Role.REVIEWER in role:
        console.print("A reviewer reads masked texts: never somebody who decides on applications.")


@app.command("sign-out")
def sign_out_command(
    account: Annotated[
        str | None, typer.Option(help="Only this account of a link; without it everybody.")
    ] = None,
) -> None:
    """End the sessions of one account at the desk, or of everybody, and links that were not used."""
    named = None if account is None else _read_account(account)
    database = assemble.open_current_store(Settings())
    if named is None:
        sign_in.sign_everybody_out(database)
    else:
        sign_in.sign_out_everywhere(database, sign_in_link.id_of(database, named))
    console.print("Signed out.")


def _read_account(written: str) -> str:
    if not _ACCOUNT.fullmatch(written.lower()):
        raise typer.BadParameter("letters a to z, digits, dots, hyphens; 60 at most")
    return written.lower()
