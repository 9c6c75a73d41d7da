"""What our engine and its peers leave, take and cost on the same messages, one after another on one core.

Every tool runs in a process of its own, so that its memory and its start are its own; speed is the median of
several runs over all messages, after one that does not count, in processor time, so that a busy machine
does not matter much. DEDUCE, Presidio and Rampart live in an
environment of their own (requirements/benchmarks.txt); without it only our engine is measured.

    python benchmarks/deidentify.py
    python benchmarks/deidentify.py --peers ENVIRONMENT/bin/python
    python benchmarks/deidentify.py --set test      the set that nothing may be tuned on: figures only

Presidio has English only (spaCy's small model) and DEDUCE Dutch only; they get all messages all the same, for
that is what a service would have to do with them.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress

from feedback_api.deidentify.measure import Score, measure

DATA = Path(__file__).parents[1] / "tests" / "data" / "deidentify"
TOOL = Path(__file__).with_name("deidentify_tool.py")
NAMES = {"ours": "this project", "deduce": "DEDUCE 3.0.6", "presidio": "Presidio 2.2.366, spaCy en sm",
         "rampart": "Rampart 1.4.0 (ONNX)"}  # fmt: skip

ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS"), "1"
) | {"TOKENIZERS_PARALLELISM": "false"}  # fmt: skip

_console = Console(stderr=True)


def main() -> None:
    """Measure and print two Markdown tables: all messages, then leak and over-redaction by language."""
    options = _options()
    gold = [row for path in sorted(DATA.glob(f"{options.set}*.jsonl")) for row in _rows(path)]
    tools = {"ours": sys.executable}
    if options.peers:
        tools |= dict.fromkeys(("deduce", "presidio", "rampart"), options.peers)
    measured = {}
    with Progress(console=_console) as progress:
        for tool in progress.track(tools, description=f"{len(gold)} messages"):
            measured[tool] = _measured(tool, tools[tool], gold, options.runs)
    scores = {tool: measure(gold, one["redacted"]) for tool, one in measured.items()}
    _print(_overall(measured, scores, len(gold)))
    _print(["", *_by_language(scores)])


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--set", choices=("dev", "test"), default="dev", help="messages (default: dev)")
    parser.add_argument("--peers", help="a Python that has the peers installed")
    parser.add_argument("--runs", type=int, default=5, help="runs of each tool (default: 5)")
    return parser.parse_args()


def _rows(path: Path) -> Iterable[dict[str, Any]]:
    return (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def _measured(tool: str, python: str, gold: Sequence[Mapping[str, Any]], runs: int) -> dict[str, Any]:
    messages = [{"id": row["id"], "lang": row["lang"], "text": row["text"]} for row in gold]
    done = subprocess.run(
        [python, str(TOOL), tool],
        check=True,
        input=json.dumps({"messages": messages, "runs": runs}).encode(),
        stdout=subprocess.PIPE,
        env=os.environ | ONE_THREAD,
    )
    measured: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return measured


def _overall(
    measured: Mapping[str, Mapping[str, Any]], scores: Mapping[str, Mapping[str, Score]], messages: int
) -> Iterable[str]:
    yield "| tool | leak | persons | soft | over-redaction | keep survival | messages/s | MB | ready in |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for tool, one in measured.items():
        score, speed = scores[tool]["all"], messages / statistics.median(one["runs"])
        shares = (
            score.leak_rate,
            score.person_leak_rate,
            score.soft_leak_rate,
            score.over_redaction,
            score.keep_survival,
        )
        row = [NAMES[tool], *map(_percent, shares), f"{speed:,.0f}", f"{one['megabytes']:.0f}"]
        yield f"| {' | '.join(row)} | {one['startup']:.1f} s |"


def _by_language(scores: Mapping[str, Mapping[str, Score]]) -> Iterable[str]:
    languages = [language for language in scores["ours"] if language != "all"]
    yield f"| leak / over-redaction, % | {' | '.join(languages)} |"
    yield f"|---|{'---|' * len(languages)}"
    for tool, by_language in scores.items():
        cells = (
            f"{100 * by_language[code].leak_rate:.0f} / {100 * by_language[code].over_redaction:.0f}"
            for code in languages
        )
        yield f"| {NAMES[tool]} | {' | '.join(cells)} |"


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(line, flush=True)  # noqa: T201


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


if __name__ == "__main__":
    main()
