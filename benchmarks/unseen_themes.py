"""How well a subject that the codebook lacks would stand out: each theme left out of the head in turn.

    python benchmarks/unseen_themes.py

Five to eight minutes. The encoder stays as it is; see docs/explanation/themes.md.
"""

import json
from pathlib import Path

from feedback_api.classify.encoder import TunedEncoder
from feedback_api.classify.examples import Example, example_of, read_examples
from feedback_api.classify.heads import Heads
from feedback_api.classify.train import Material, encode_all
from feedback_api.classify.unseen import auroc_of_unseen, has_unseen
from feedback_api.terms.codebook import Theme


def _material(examples: list[Example], encoder: TunedEncoder) -> Material:
    return Material(examples, encode_all([e.text for e in examples], encoder, lambda *_: None))


def main() -> None:
    """Print a figure for each theme that the test set holds alone, then mean and range."""
    encoder, centres = TunedEncoder(1), Heads.read().centres
    lines = Path("tests/data/themes/test.jsonl").read_text(encoding="utf-8").splitlines()
    judged = _material([example_of(json.loads(line), "test") for line in lines], encoder)
    known = _material(read_examples(sorted(Path("training/themes").glob("*.jsonl"))), encoder)
    figures = []
    for theme in Theme:
        if theme is not Theme.OTHER and has_unseen(theme, judged.examples):
            figures.append(auroc_of_unseen(theme, known, judged, centres))
            print(f"{theme.value:24} {figures[-1]:.3f}", flush=True)  # noqa: T201
    print(f"{'mean':24} {sum(figures) / len(figures):.3f} ({min(figures):.2f} to {max(figures):.2f})")  # noqa: T201


if __name__ == "__main__":
    main()
