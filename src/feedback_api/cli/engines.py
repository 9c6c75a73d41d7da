"""Commands for the two engines: train, try out."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from feedback_api import assemble
from feedback_api.classify.report import as_markdown
from feedback_api.cli.console import console, with_progress
from feedback_api.flows import try_out
from feedback_api.settings import Settings
from feedback_api.terms.codebook import Question, Rating, SourceGroup, Step
from feedback_api.terms.errors import FieldProblem, InvalidInput

app = typer.Typer()
_T = TypeVar("_T")


@app.command()
def train(
    examples: Annotated[list[Path], typer.Argument(help="Labelled examples, JSON Lines.")],
    output: Annotated[
        Path | None, typer.Option(help="Where the heads go; default: the shipped ones.")
    ] = None,
    keep_encoder: Annotated[
        bool, typer.Option("--keep-encoder", help="Only the heads: minutes, no PyTorch, and no figures.")
    ] = False,
) -> None:
    """Tune the encoder and train the heads on labelled examples; prints the honest figures by voice."""
    report = with_progress(
        lambda tell: assemble.train(examples, output, tell, keep_encoder=keep_encoder), "Training"
    )
    typer.echo(as_markdown(report))


@app.command("train-cues")
def train_cues(
    cues: Annotated[list[Path], typer.Argument(help="Messages with dependent true or false, JSON Lines.")],
    ordinary: Annotated[Path, typer.Option(help="Folder of labelled examples about other things.")] = Path(
        "training/themes"
    ),
    output: Annotated[
        Path | None, typer.Option(help="Where the head goes; default: the shipped one.")
    ] = None,
) -> None:
    """Train the head that hears a pending decision, on the encoder as it is; about a minute."""
    with_progress(lambda tell: assemble.train_cues(cues, ordinary, output, tell), "Training")


@app.command("learn-languages")
def learn_languages(
    texts: Annotated[Path, typer.Argument(help="Folder with the public texts.", file_okay=False)],
    output: Annotated[
        Path | None, typer.Option(help="Where the table goes; default: the shipped one.")
    ] = None,
) -> None:
    """Train the table that tells languages apart on public texts; about four minutes."""
    assemble.learn_languages(texts, output)


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
        console.print(f"{failed} lines could not be used.")
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
