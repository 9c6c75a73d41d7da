"""Labelled examples as training reads them: one JSON object a line, one file a voice."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from feedback_api.classify.context import Context
from feedback_api.classify.ngrams import plain
from feedback_api.terms.codebook import Question, Rating, Sentiment, SourceGroup, Step, Theme


@dataclass(frozen=True, slots=True)
class Example:
    """One text written for training, with the themes and tone that its author meant."""

    text: str
    language: str
    themes: frozenset[str]
    sentiment: str | None
    context: Context
    voice: str


def read_examples(paths: Sequence[Path]) -> list[Example]:
    """Examples of all files in order; a file's name is its voice unless a row names its own.

    Raises:
        ValueError: for a row with a theme or tone outside the codebook, naming file and line only.
    """
    found: list[Example] = []
    for path in sorted(paths):
        rows = path.read_text(encoding="utf-8").splitlines()
        found += _examples_of(path.stem, rows)
    return found


def _examples_of(voice: str, rows: Iterable[str]) -> list[Example]:
    found = []
    for number, row in enumerate(rows, 1):
        if row.strip():
            try:
                found.append(example_of(json.loads(row), voice))
            except (ValueError, KeyError, TypeError):
                raise ValueError(f"{voice}, line {number}: not a labelled example") from None
    return found


def example_of(row: Mapping[str, Any], voice: str) -> Example:
    """Read one row; ``source``, ``step``, ``question``, ``rating`` and ``sentiment`` may be absent.

    Raises:
        ValueError: for a value outside the closed lists.
        KeyError: when text, language or themes are missing.
    """
    group = row.get("source") or row.get("sourceGroup")
    return Example(
        text=plain(str(row["text"])),
        language=str(row["lang"]),
        themes=frozenset(Theme(theme).value for theme in row["themes"]),
        sentiment=Sentiment(row["sentiment"]).value if row.get("sentiment") else None,
        context=Context(
            SourceGroup(str(group).replace("-", "_")) if group else None,
            Step(row["step"]) if row.get("step") else None,
            Question(row["question"]) if row.get("question") else None,
            Rating(row["rating"]) if row.get("rating") else None,
        ),
        voice=str(row.get("voice") or voice),
    )
