"""Commands that measure: the engines on a gold set, and two people on the same messages."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from feedback_api import assemble
from feedback_api.cli.console import group_of_commands, with_progress
from feedback_api.flows import evaluate as evaluation
from feedback_api.settings import Settings

app = group_of_commands("Measure the engines on a gold set.")


@app.command("deidentify")
def evaluate_deidentify(
    gold: Annotated[Path, typer.Argument(exists=True, help="JSON Lines with id, lang, text, spans, keep.")],
) -> None:
    """Measure leak and over-redaction on a gold set, by language, as the product would mask it."""
    reader, rows = assemble.load_reader(Settings()), _gold(gold)
    scores = with_progress(lambda tell: evaluation.evaluate_deidentify(reader, rows, tell), "Reading")
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


@app.command("themes")
def evaluate_themes(
    gold: Annotated[Path, typer.Argument(exists=True, help="JSON Lines with text, themes, sentiment.")],
) -> None:
    """Measure themes and tone on a gold set: F1, error of theme shares, by language."""
    reader, rows = assemble.load_reader(Settings()), _gold(gold)
    scores = with_progress(lambda tell: evaluation.evaluate_themes(reader, rows, tell), "Reading")
    table = Table("figure", "value", "nineteen times in twenty")
    table.add_row("messages", str(scores.figures.messages), "")
    for name in evaluation.INTERVALS_FOR:
        value, within = getattr(scores.figures, name), scores.intervals.get(name)
        between = f"{within[0]:.3f} to {within[1]:.3f}" if within else ""
        table.add_row(name, "–" if value is None else f"{value:.3f}", between)
    for language, f1 in scores.figures.by_language.items():
        table.add_row(f"micro_f1 {language}", f"{f1:.3f}", "")
    Console().print(table)


@app.command("agreement")
def evaluate_agreement(
    second: Annotated[Path, typer.Argument(exists=True, help="JSON Lines with id, themes, sentiment.")],
    first: Annotated[list[Path], typer.Argument(exists=True, help="The first labels, the same way.")],
) -> None:
    """Say how far two people agree who labelled the same messages: F1, kappa, alpha, by language."""
    figures = evaluation.evaluate_agreement([row for path in first for row in _gold(path)], _gold(second))
    table = Table("figure", "value")
    table.add_row("messages", str(figures.messages))
    for name in evaluation.AGREEMENT_FIGURES:
        table.add_row(name, f"{getattr(figures, name):.3f}")
    for language, alpha in figures.alpha_by_language.items():
        table.add_row(f"themes_alpha {language}", f"{alpha:.3f}")
    Console().print(table)


@app.command("cues")
def evaluate_cues(
    gold: Annotated[Path, typer.Argument(exists=True, help="JSON Lines with text, lang, dependent, danger.")],
) -> None:
    """Measure the warnings of dependence and danger on a gold set: recall and precision, by language."""
    reader, rows = assemble.load_reader(Settings()), _gold(gold)
    scores = with_progress(lambda tell: evaluation.evaluate_cues(reader, rows, tell), "Reading")
    table = Table("warning", "language", "due", "given", "recall", "precision")
    for kind, by_language in scores.items():
        for language, score in by_language.items():
            figures = f"{score.recall:.3f}", f"{score.precision:.3f}"
            table.add_row(kind, language, str(score.due), str(score.given), *figures)
    Console().print(table)


def _gold(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
