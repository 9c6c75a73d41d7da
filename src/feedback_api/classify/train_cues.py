"""Messages of people who wait for a decision, and of others, become one head; SciPy is needed here only."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from feedback_api.classify.context import Context
from feedback_api.classify.encoder import Encoder, TunedEncoder
from feedback_api.classify.examples import Example, read_examples
from feedback_api.classify.heads import PENDING, Heads, LinearHead
from feedback_api.classify.ngrams import plain
from feedback_api.classify.train import Material, encode_all, fit_words
from feedback_api.terms.codebook import SourceGroup, Step, Theme

_PENDING_TRUST = 2.0
_ORDINARY_TRUST = 0.02
_INVERSE_PENALTY = 3.0
_SPELLING = 1.5
_SMOOTHING = 0.02
_THRESHOLD = 0.8
# Chosen by leaving one of the five voices in training/cues/ out: where nine in ten are right, as a false
# refusal silences somebody (docs/explanation/themes.md).

_ABOUT_DECISIONS = frozenset(
    {
        Theme.WAITING_TIME,
        Theme.FAMILY_REUNIFICATION,
        Theme.LEGAL_HELP,
        Theme.INTEGRATION,
        Theme.DECISION_LETTER,
    }
)
_STEPS_OF_DECISIONS = frozenset({Step.WAITING, Step.DECISION, Step.APPEAL, Step.FAMILY, Step.PERMIT})


def train_pending(
    cues: Sequence[Path], themes: Sequence[Path], output: Path, progress: Callable[[int, int], None]
) -> None:
    """Fit the head that hears a pending decision on the shipped encoder, and write it.

    Raises:
        ValueError: for a file that is not labelled examples.
        Unavailable: when the language model cannot load.
    """
    waiting, others = _read_cues(cues)
    ordinary = [example for example in read_examples(themes) if _is_ordinary(example)]
    fit_pending(waiting, others, ordinary, TunedEncoder(1), progress).write(output / PENDING)


def fit_pending(
    waiting: Sequence[Example],
    others: Sequence[Example],
    ordinary: Sequence[Example],
    encoder: Encoder,
    progress: Callable[[int, int], None],
) -> LinearHead:
    """The head from people who wait, people who do not, and messages about other things at little weight."""
    examples = [*waiting, *others, *ordinary]
    material = Material(examples, encode_all([example.text for example in examples], encoder, progress))
    wanted = np.arange(len(examples))[:, None] < len(waiting)
    weights = [(_PENDING_TRUST, waiting), (1.0, others), (_ORDINARY_TRUST, ordinary)]
    trust = np.concatenate([np.full(len(some), weight) for weight, some in weights]).astype(np.float32)
    return fit_words(
        material,
        Heads.read().centres,
        ("pending",),
        wanted,
        trust,
        penalties=(_INVERSE_PENALTY, _SMOOTHING, _SPELLING),
        threshold=_THRESHOLD,
    )


def _read_cues(paths: Sequence[Path]) -> tuple[list[Example], list[Example]]:
    waiting: list[Example] = []
    others: list[Example] = []
    for path in sorted(paths):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            try:
                row = json.loads(line)
                example = Example(
                    plain(row["text"]), row["lang"], frozenset(), None, Context(), voice=path.stem
                )
                (waiting if row["dependent"] else others).append(example)
            except (ValueError, KeyError, TypeError):
                raise ValueError(f"{path.stem}, line {number}: not a labelled cue") from None
    return waiting, others


def _is_ordinary(example: Example) -> bool:
    """Whether a theme example says nothing of a decision: nobody labelled those for who waits."""
    context = example.context
    return (
        not example.voice.startswith("codebook-")
        and context.source_group in {None, SourceGroup.SOUNDING_BOARD}
        and not example.themes & _ABOUT_DECISIONS
        and context.step not in _STEPS_OF_DECISIONS
    )
