"""The command ``feedback-api``: every job is one idempotent verb, safe to run from any replica."""

import typer
from pydantic import ValidationError

from feedback_api.cli import (
    access,
    backup,
    desk,
    engines,
    issue,
    measure,
    operate,
    passes,
    report,
    review,
    reviewers,
    texts,
    webhooks,
)
from feedback_api.cli.console import console
from feedback_api.terms.errors import (
    AddressRefused,
    BackupRefused,
    FeedbackError,
    GroupTooSmall,
    InvalidInput,
    NotReleased,
    PassKeyRefused,
    ReleaseRefused,
    Unavailable,
    WebhooksNotSetUp,
)

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)
app.add_typer(operate.app)
app.add_typer(backup.app)
app.add_typer(report.app)
app.add_typer(engines.app)
app.add_typer(desk.app)
app.add_typer(reviewers.app)
app.add_typer(webhooks.app)
for name, group in (
    ("clients", access.clients),
    ("keys", operate.keys),
    ("releases", operate.releases),
    ("invitations", access.invitations),
    ("evaluate", measure.app),
    ("themes", review.app),
    ("texts", texts.app),
    ("passes", passes.app),
    ("webhooks", webhooks.webhooks),
    ("issuer", issue.app),
):
    app.add_typer(group, name=name)


def main() -> None:
    """Run the command; errors of the house become one line and an exit code."""
    try:
        app()
    except FeedbackError as error:
        console.print(f"[bold]feedback-api:[/bold] {error}", highlight=False)
        raise SystemExit(_exit_code(error)) from None
    except ValidationError as error:
        prefix = "FEEDBACK_ISSUER_" if error.title == "IssuerSettings" else "FEEDBACK_"
        for fault in error.errors(include_input=False, include_url=False):
            name = "".join(f"{prefix}{str(part).upper()}: " for part in fault["loc"])
            console.print(f"[bold]feedback-api:[/bold] {name}{fault['msg']}", highlight=False)
        raise SystemExit(2) from None


def _exit_code(error: FeedbackError) -> int:
    match error:
        case InvalidInput() | AddressRefused() | WebhooksNotSetUp():
            return 2
        case ReleaseRefused() | NotReleased() | GroupTooSmall() | PassKeyRefused() | BackupRefused():
            return 3
        case Unavailable():
            return 4
        case _:
            return 1
