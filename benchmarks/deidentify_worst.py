"""Milliseconds that masking takes for the nastiest 2,000 characters, for each language.

One kind of thing all over: one long word, digits, brackets, combining marks, spaces, emoji, and what each
recogniser begins to match on (tests/data/deidentify/nasty.json), with the cue words of each language's pack.
Best of five runs each, in processor time.

    python benchmarks/deidentify_worst.py
"""

import json
import time
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from feedback_api.deidentify.engine import Deidentifier, load_deidentifier
from feedback_api.deidentify.languages.pack import PACK_LANGUAGES, read_pack
from feedback_api.terms.text import RawText

LONGEST = 2000
RUNS = 5
NASTY = Path(__file__).parents[1] / "tests" / "data" / "deidentify" / "nasty.json"


def main() -> None:
    """Print one row for each language: the worst, the median and how many texts were tried."""
    engine = load_deidentifier()
    print("| language | texts | worst, ms | made of | median, ms |")  # noqa: T201
    print("|---|---|---|---|---|")  # noqa: T201
    with Progress(console=Console(stderr=True)) as progress:
        for language in progress.track(("nl", "en", *PACK_LANGUAGES), description="Languages"):
            engine.deidentify(RawText("a"), language)  # reads the word lists
            taken = sorted((_milliseconds(engine, run, language), run) for run in _runs(language))
            worst, run = taken[-1]
            median = taken[len(taken) // 2][0]
            row = f"{len(taken)} | {worst:.0f} | `{run[:12]!a}` | {median:.0f}"
            print(f"| {language} | {row} |", flush=True)  # noqa: T201


def _runs(language: str) -> Iterator[str]:
    yield from json.loads(NASTY.read_text(encoding="ascii"))
    if language in PACK_LANGUAGES:
        yield from (" ".join(sorted(group)) + " " for group in read_pack(language).words.values() if group)


def _milliseconds(engine: Deidentifier, run: str, language: str) -> float:
    text, taken = RawText((run * LONGEST)[:LONGEST]), list[float]()
    for _ in range(RUNS):
        started = time.process_time()
        engine.deidentify(text, language)
        taken.append(time.process_time() - started)
    return 1000 * min(taken)


if __name__ == "__main__":
    main()
