"""What each step of de-identification buys: leak and over-redaction per language with one step left out.

Reads the development sets, so the figures say what a step does, not how well a stranger's text fares.
"""

import json
import sys
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from feedback_api.deidentify.engine import Deidentifier, Lexicons
from feedback_api.deidentify.measure import Score, measure
from feedback_api.deidentify.steps import STEP_NAMES
from feedback_api.terms.text import RawText

SETS = Path(__file__).parents[1] / "tests" / "data" / "deidentify"


def main() -> int:
    """Print a Markdown table: a row for each step left out, a column for each language."""
    gold = [
        json.loads(line)
        for file in sorted(SETS.glob("dev-*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    lexicons = Lexicons()
    rows: dict[str, dict[str, Score]] = {}
    with Progress(console=Console(stderr=True)) as progress:
        task = progress.add_task("Masking", total=(1 + len(STEP_NAMES)) * len(gold))
        for left_out in (None, *STEP_NAMES):
            engine = Deidentifier(lexicons, frozenset(), frozenset([left_out] if left_out else []))
            masked = {}
            for row in gold:
                masked[row["id"]] = engine.deidentify(RawText(row["text"]), row["lang"]).text
                progress.advance(task)
            rows[left_out or "nothing"] = measure(gold, masked)
    languages = [language for language in rows["nothing"] if language != "all"]
    write = sys.stdout.write
    write(f"| left out | {' | '.join(['all', *languages])} |\n|---|{'---|' * (len(languages) + 1)}\n")
    for name, scores in rows.items():
        cells = (_cell(scores[language]) for language in ("all", *languages))
        write(f"| {name} | {' | '.join(cells)} |\n")
    write("\nHard leak / soft leak / over-redaction, in %.\n")
    return 0


def _cell(score: Score) -> str:
    shares = (score.leak_rate, score.soft_leak_rate, score.over_redaction)
    return "/".join(f"{100 * share:.0f}" for share in shares)


if __name__ == "__main__":
    sys.exit(main())
