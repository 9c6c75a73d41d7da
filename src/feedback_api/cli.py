"""The command ``feedback-api``: every job is one idempotent verb, safe to run from any replica."""

import json
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from feedback_api import assemble
from feedback_api.classify.report import as_markdown
from feedback_api.flows import (
    create_key,
    erase_expired,
    export_releases,
    invite,
    make_release,
    plan_policy,
    register_client,
    settle,
    try_out,
    verify_releases,
)
from feedback_api.flows import evaluate as evaluation
from feedback_api.release.sign import load_signer
from feedback_api.settings import Settings
from feedback_api.store import schema
from feedback_api.terms.client import ApiClient, Scope
from feedback_api.terms.codebook import PartnerType, Question, Rating, SourceGroup, Step
from feedback_api.terms.errors import (
    FeedbackError,
    FieldProblem,
    InvalidInput,
    NotReleased,
    PeriodCarried,
    ReleaseRefused,
    Unavailable,
)
from feedback_api.terms.period import ReportingPeriod

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)
clients = typer.Typer(no_args_is_help=True, help="Systems that may call the API.")
invitations = typer.Typer(no_args_is_help=True, help="Codes with which people open the form.")
evaluate = typer.Typer(no_args_is_help=True, help="Measure the engines on a gold set.")
keys = typer.Typer(no_args_is_help=True, help="Keys that releases are signed with.")
releases = typer.Typer(no_args_is_help=True, help="What was published.")
app.add_typer(clients, name="clients")
app.add_typer(keys, name="keys")
app.add_typer(releases, name="releases")
app.add_typer(invitations, name="invitations")
app.add_typer(evaluate, name="evaluate")

_console = Console(stderr=True)
_T = TypeVar("_T")


def main() -> None:
    """Run the command; errors of the house become one line and an exit code."""
    try:
        app()
    except FeedbackError as error:
        _console.print(f"[bold]feedback-api:[/bold] {error}", highlight=False)
        raise SystemExit(_exit_code(error)) from None


def _exit_code(error: FeedbackError) -> int:
    match error:
        case InvalidInput():
            return 2
        case ReleaseRefused() | NotReleased():
            return 3
        case Unavailable():
            return 4
        case _:
            return 1


@app.command()
def serve(
    with_jobs: Annotated[bool, typer.Option(help="Settle the inbox too, in this process.")] = False,
) -> None:
    """Serve form, results and API; settings come from the environment (FEEDBACK_…)."""
    assemble.serve(Settings(), with_jobs)


@app.command()
def migrate(revision: Annotated[str, typer.Option(help="Revision to end at.")] = "head") -> None:
    """Bring the database's schema up to date."""
    schema.upgrade(assemble.open_store(Settings()), revision)
    _console.print("The schema is up to date.")


@app.command(name="settle")
def settle_command(
    at_least: Annotated[int, typer.Option(min=1, help="Do nothing while fewer messages wait.")] = 1,
) -> None:
    """Move waiting messages from the inbox to the records, shuffled."""
    settled = settle.settle(assemble.open_current_store(Settings()), at_least)
    _console.print(f"{settled} messages settled.")


@app.command()
def release(
    period: Annotated[str | None, typer.Option(help="A closed quarter such as 2026-Q3.")] = None,
) -> None:
    """Settle, then measure, freeze and publish a closed quarter, once (default: the last one)."""
    settings = Settings()
    database, today = assemble.open_current_store(settings), assemble.now().date()
    chosen = _period(period) if period else ReportingPeriod.of(today).previous
    settle.settle(database)
    version, signer = assemble.codebook().version, load_signer(settings.signing_key)
    try:
        made = make_release.make_release(database, chosen, settings.policy, version, today, signer)
    except PeriodCarried as carried:
        _console.print(str(carried), highlight=False)
        return
    counted = " with ".join(str(quarter) for quarter in reversed(made.covered))
    _console.print(f"{counted} is released: {made.digest}", highlight=False)


@app.command()
def plan(
    messages_per_year: Annotated[int, typer.Option(min=1, help="Messages that a year may bring.")],
    groups: Annotated[str, typer.Option(help="Members of sounding board, partners, staff: 20,400,780.")],
    tokens: Annotated[int, typer.Option(min=1, max=2, help="Messages of one member in a quarter.")] = 1,
) -> None:
    """Show what each period length and epsilon would publish, and recommend one in plain words."""
    page = plan_policy.plan_policy(messages_per_year, _members(groups), tokens)
    table = Table(*plan_policy.COLUMNS)
    for row in page.rows:
        table.add_row(*row)
    paper = Console(width=100, highlight=False)
    paper.print(table, page.assumed, "", page.advice, sep="\n")


@app.command()
def erase() -> None:
    """Delete records and masked text 30 days after their release froze, and expired invitations."""
    settings, today = Settings(), assemble.now().date()
    erased = erase_expired.erase_expired(assemble.open_current_store(settings), today, settings.months_kept)
    _console.print(f"{erased} records erased.")


@app.command()
def verify(
    published: Annotated[list[Path], typer.Argument(help="Folder or documents, each with its seal beside.")],
    key: Annotated[list[Path], typer.Option(help="File of a public key that you trust; may be repeated.")],
) -> None:
    """Check digests, signatures and the chain of published releases, offline; one line each."""
    verdicts = verify_releases.verify_releases(published, key)
    for verdict in verdicts:
        typer.echo(f"{verdict.name}: {'; '.join(verdict.problems) or 'holds'}")
    if any(verdict.problems for verdict in verdicts):
        raise typer.Exit(1)


@releases.command("export")
def export(folder: Annotated[Path, typer.Argument(help="Folder to write to; made when absent.")]) -> None:
    """Write the published files of all releases: documents, seals and public keys."""
    written = export_releases.export_releases(assemble.open_current_store(Settings()), folder)
    _console.print(f"{written} releases written.")


@keys.command("create")
def create_signing_key(
    path: Annotated[Path, typer.Argument(help="PEM file to write; must not exist.")],
) -> None:
    """Make a key that signs releases; its public half goes beside it, for readers."""
    key, public = create_key.create_key(path)
    typer.echo(key)
    _console.print(f"Set FEEDBACK_SIGNING_KEY to the file, keep it safe, and publish {public.name}.")


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
    _console.print("Keep this token safe: it is stored here as a hash only.")


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
    _console.print("Cut along the lines, let members draw, and destroy what is left over.")


@app.command()
def train(
    examples: Annotated[list[Path], typer.Argument(help="Labelled examples, JSON Lines.")],
    output: Annotated[
        Path | None, typer.Option(help="Where the heads go; default: the shipped ones.")
    ] = None,
) -> None:
    """Train the theme and sentiment heads on labelled examples; prints the honest figures by voice."""
    with Progress(console=_console) as progress:
        task = progress.add_task("Training", total=None)
        report = assemble.train(
            examples, output, lambda n, total: progress.update(task, completed=n, total=total)
        )
    typer.echo(as_markdown(report))


@app.command()
def deidentify(
    explain: Annotated[
        bool, typer.Option("--explain", help="Also say what was removed, by which step and why.")
    ] = False,
) -> None:
    """Mask JSON Lines from stdin ({"id","lang","text"}) as the product would; writes {"id","redacted"}."""
    reader = assemble.load_reader(Settings())

    def answer(row: dict[str, Any]) -> dict[str, Any]:
        words, declared = str(row["text"]), row.get("lang")
        masked = {"redacted": try_out.mask_text(reader, words, declared)}
        if not explain:
            return masked
        removed = try_out.explain_masking(reader, words, declared)
        return masked | {"removed": [removal._asdict() for removal in removed]}

    _answer_lines(answer, {"redacted": ""})


@app.command()
def classify() -> None:
    """Code JSON Lines from stdin ({"id","lang","text"}, optionally sourceGroup, step, question, rating)."""
    reader = assemble.load_reader(Settings())

    def answer(row: dict[str, Any]) -> dict[str, Any]:
        coding = try_out.code_text(
            reader,
            str(row["text"]),
            row.get("lang"),
            source_group=_code(SourceGroup, row.get("sourceGroup"), "/sourceGroup"),
            step=_code(Step, row.get("step"), "/step"),
            question=_code(Question, row.get("question"), "/question"),
            rating=_code(Rating, row.get("rating"), "/rating"),
        )
        return {"themes": list(coding.themes), "sentiment": coding.sentiment}

    _answer_lines(answer, {"themes": ["other"], "sentiment": "neutral"})


@evaluate.command("deidentify")
def evaluate_deidentify(
    gold: Annotated[Path, typer.Argument(exists=True, help="JSON Lines with id, lang, text, spans, keep.")],
) -> None:
    """Measure leak and over-redaction on a gold set, by language, as the product would mask it."""
    reader, rows = assemble.load_reader(Settings()), _gold(gold)
    scores = _with_progress(lambda tell: evaluation.evaluate_deidentify(reader, rows, tell))
    table = Table("language", "leak", "persons", "soft", "over-redaction", "keep survival")
    for language, score in scores.items():
        figures = (
            score.leak_rate,
            score.person_leak_rate,
            score.soft_leak_rate,
            score.over_redaction,
            score.keep_survival,
        )
        table.add_row(language, *(f"{100 * figure:.1f} %" for figure in figures))
    Console().print(table)


@evaluate.command("themes")
def evaluate_themes(
    gold: Annotated[Path, typer.Argument(exists=True, help="JSON Lines with text, themes, sentiment.")],
) -> None:
    """Measure themes and tone on a gold set: F1, error of theme shares, by language."""
    reader, rows = assemble.load_reader(Settings()), _gold(gold)
    figures = _with_progress(lambda tell: evaluation.evaluate_themes(reader, rows, tell))
    table = Table("figure", "value")
    for name in ("messages", "micro_f1", "macro_f1", "share_error", "polar_f1", "sentiment_macro_f1"):
        value = getattr(figures, name)
        table.add_row(name, "–" if value is None else f"{value:.3f}".removesuffix(".000"))
    for language, f1 in figures.by_language.items():
        table.add_row(f"micro_f1 {language}", f"{f1:.3f}")
    Console().print(table)


def _gold(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _with_progress(work: Callable[[Callable[[int, int], None]], _T]) -> _T:
    with Progress(console=_console) as progress:
        task = progress.add_task("Reading", total=None)
        return work(lambda done, total: progress.update(task, completed=done, total=total))


def _answer_lines(answer: Callable[[dict[str, Any]], dict[str, Any]], nothing: dict[str, Any]) -> None:
    """Answer each line on its own; a line that cannot be used gets an error code, not its words back."""
    failed = 0
    for row in _rows():
        try:
            result = answer(row) if "text" in row else nothing | {"error": row.get("error", "no-text")}
        except InvalidInput as problem:
            result = nothing | {"error": problem.problems[0].code}
        failed += "error" in result
        typer.echo(json.dumps({"id": row.get("id")} | result, ensure_ascii=False))
    if failed:
        _console.print(f"{failed} lines could not be used.")
        raise typer.Exit(1)


def _rows() -> Iterator[dict[str, Any]]:
    for line in sys.stdin.buffer:
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            row = None
        yield row if isinstance(row, dict) else {"error": "not-json"}


def _code(kind: Callable[[Any], _T], value: object, pointer: str) -> _T | None:
    if value is None:
        return None
    try:
        return kind(value)
    except ValueError:
        raise InvalidInput([FieldProblem(pointer, "unknown-value")]) from None


def _members(written: str) -> dict[SourceGroup, int]:
    numbers = written.split(",")
    if len(numbers) != len(SourceGroup) or not all(number.strip().isdecimal() for number in numbers):
        raise typer.BadParameter("write three whole numbers, such as 20,400,780")
    return {group: int(number) for group, number in zip(SourceGroup, numbers, strict=True)}


def _period(label: str) -> ReportingPeriod:
    try:
        return ReportingPeriod.parse(label)
    except ValueError as reason:
        raise typer.BadParameter(str(reason)) from None


def _day(label: str) -> date:
    try:
        return date.fromisoformat(label)
    except ValueError:
        raise typer.BadParameter("write a day as 2026-12-31") from None
