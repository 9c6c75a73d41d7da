"""Evaluate: what the engines do to a gold set, with the measures that this project quotes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from feedback_api.classify.agreement import Agreement, agreement
from feedback_api.classify.measure import Figures, Judged, intervals
from feedback_api.classify.measure import measure as measure_themes
from feedback_api.deidentify.measure import Score
from feedback_api.deidentify.measure import measure as measure_masking
from feedback_api.flows.receive import Reader
from feedback_api.flows.try_out import code_text, mask_text, warnings_of
from feedback_api.terms.codebook import Question, Rating, SourceGroup, Step
from feedback_api.terms.errors import FieldProblem, InvalidInput

Gold = Sequence[Mapping[str, Any]]
Progress = Callable[[int, int], None]


def evaluate_deidentify(reader: Reader, gold: Gold, progress: Progress) -> dict[str, Score]:
    """Leak and over-redaction by language and for ``all``; gold rows hold text, spans, keep.

    Raises:
        InvalidInput: when a gold text is empty or too long.
    """
    redacted = {}
    for done, row in enumerate(gold, 1):
        redacted[str(row["id"])] = mask_text(reader, row["text"], row["lang"])
        progress(done, len(gold))
    return measure_masking(gold, redacted)


@dataclass(frozen=True, slots=True)
class ThemeScores:
    """Figures on a gold set, and where each lies nineteen times in twenty."""

    figures: Figures
    intervals: Mapping[str, tuple[float, float]]


INTERVALS_FOR = ("micro_f1", "macro_f1", "share_error", "polar_f1", "sentiment_macro_f1")
"""Figures that are given with an interval."""


def evaluate_themes(reader: Reader, gold: Gold, progress: Progress) -> ThemeScores:
    """F1, share error and tone over gold rows with text, themes and sentiment.

    Raises:
        InvalidInput: when a gold text is empty or too long.
        Unavailable: when the encoder fails.
    """
    judged = []
    for done, row in enumerate(gold, 1):
        judged.append(_judged(reader, row))
        progress(done, len(gold))
    return ThemeScores(measure_themes(judged), intervals(judged, INTERVALS_FOR))


@dataclass(frozen=True, slots=True)
class CueScores:
    """How often a warning was given: rightly, wrongly, and how often it was due."""

    due: int
    given: int
    right: int

    @property
    def recall(self) -> float:
        """Part of the warnings due that were given."""
        return self.right / self.due if self.due else 0.0

    @property
    def precision(self) -> float:
        """Part of the warnings given that were due."""
        return self.right / self.given if self.given else 0.0


def evaluate_cues(reader: Reader, gold: Gold, progress: Progress) -> dict[str, dict[str, CueScores]]:
    """Warnings of dependence and danger over gold rows, by kind, then by language and for ``all``.

    A row holds ``dependent`` and ``danger``; one with themes instead is about danger when one is safety.

    Raises:
        InvalidInput: when a gold text is empty or too long.
        Unavailable: when the encoder fails.
    """
    heard: dict[str, list[tuple[str, bool, bool]]] = {}
    for done, row in enumerate(gold, 1):
        given = warnings_of(reader, row["text"], row["lang"], Step(row["step"]) if row.get("step") else None)
        due = {"danger": "safety" in row.get("themes", ()), **row}
        for kind in given.keys() & due.keys():
            heard.setdefault(kind, []).append((row["lang"], bool(due[kind]), given[kind]))
        progress(done, len(gold))
    return {kind: _cue_scores(rows) for kind, rows in sorted(heard.items())}


def _cue_scores(rows: Sequence[tuple[str, bool, bool]]) -> dict[str, CueScores]:
    groups = ["all", *sorted({language for language, _, _ in rows})]
    found = {}
    for group in groups:
        some = [(due, given) for language, due, given in rows if group in ("all", language)]
        right = sum(due and given for due, given in some)
        found[group] = CueScores(sum(due for due, _ in some), sum(given for _, given in some), right)
    return found


AGREEMENT_FIGURES = (
    "micro_f1",
    "macro_f1",
    "same_themes",
    "themes_kappa",
    "themes_alpha",
    "tone_kappa",
    "tone_alpha",
)
"""Figures of two people's agreement, in the order in which they are told."""


def evaluate_agreement(first: Gold, second: Gold) -> Agreement:
    """How far two people agree on the messages that the second of them labelled too.

    Raises:
        InvalidInput: when a message of the second is not among those of the first.
    """
    try:
        return agreement(labelled_twice(first, second))
    except ValueError:
        raise InvalidInput([FieldProblem("/id", "unknown-value")]) from None


def labelled_twice(first: Gold, second: Gold) -> list[Judged]:
    """The messages of the second set, with the labels of both.

    Raises:
        ValueError: when there are none, or when one is not in the first set; says how many.
    """
    by_id = {row["id"]: row for row in first}
    missing = sum(row["id"] not in by_id for row in second)
    if missing or not second:
        raise ValueError(f"{missing} of {len(second)} messages have no first label")
    return [
        Judged(
            row["lang"],
            set(by_id[row["id"]]["themes"]),
            set(row["themes"]),
            by_id[row["id"]].get("sentiment"),
            row.get("sentiment"),
        )
        for row in second
    ]


def _judged(reader: Reader, row: Mapping[str, Any]) -> Judged:
    coding = code_text(
        reader,
        row["text"],
        row["lang"],
        source_group=SourceGroup(row["source"]) if row.get("source") else None,
        step=Step(row["step"]) if row.get("step") else None,
        question=Question(row["question"]) if row.get("question") else None,
        rating=Rating(row["rating"]) if row.get("rating") else None,
    )
    return Judged(row["lang"], set(row["themes"]), set(coding.themes), row.get("sentiment"), coding.sentiment)
