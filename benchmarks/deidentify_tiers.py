"""Which languages reach tier A: one reading of the test set, printed; ``--write`` keeps the result.

Only sums are printed, never a message: the test set is for reading figures, not for tuning.
"""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from feedback_api.deidentify import tiers
from feedback_api.deidentify.engine import load_deidentifier
from feedback_api.deidentify.measure import measure
from feedback_api.terms.text import RawText

ROOT = Path(__file__).parents[1]
TEST_SETS = sorted((ROOT / "tests" / "data" / "deidentify").glob("test*.jsonl"))


def main() -> int:
    """Print a table by language, and write the tier file when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    write = parser.parse_args().write
    gold = [json.loads(line) for file in TEST_SETS for line in file.read_text(encoding="utf-8").splitlines()]
    engine = load_deidentifier()
    masked = {
        row["id"]: engine.deidentify(RawText(row["text"]), row["lang"]).text
        for row in track(gold, "Masking", console=Console(stderr=True))
    }
    scores, messages = measure(gold, masked), Counter(row["lang"] for row in gold)
    table = Table("language", "messages", "leak", "persons", "soft", "over-redaction", "keep", "tier")
    for language, score in scores.items():
        count = messages.get(language, len(gold))
        tier = "A" if tiers.may_be_stored(language, count, score) else "B"
        shares = (score.leak_rate, score.person_leak_rate, score.soft_leak_rate, score.over_redaction)
        cells = [f"{100 * share:.1f} %" for share in (*shares, score.keep_survival)]
        table.add_row(language, str(count), *cells, "" if language == "all" else tier)
    Console().print(table)
    labels = Table("label", "spans", "leaked")
    for label, (spans, leaked) in sorted(scores["all"].by_label.items()):
        labels.add_row(label, str(spans), str(leaked))
    Console().print(labels)
    if write:
        target = ROOT / "src" / "feedback_api" / "deidentify" / tiers.FILE
        target.write_text(tiers.as_toml(messages, scores), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
