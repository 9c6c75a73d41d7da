"""Evaluate: what the engines do to a gold set, with the measures that this project quotes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from feedback_api.classify.measure import Figures, Judged, intervals
from feedback_api.classify.measure import measure as measure_themes
from feedback_api.deidentify.measure import Score
from feedback_api.deidentify.measure import measure as measure_masking
from feedback_api.flows.receive import Reader
from feedback_api.flows.try_out import code_text, mask_text
from feedback_api.terms.codebook import Question, Rating, SourceGroup, Step

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
