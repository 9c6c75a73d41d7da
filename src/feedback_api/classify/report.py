"""The figures of a training run as tables in Markdown, for the terminal, the card and the docs."""

from collections.abc import Iterable, Sequence

from feedback_api.classify.measure import Figures
from feedback_api.classify.train import Report

_NAMES = (
    ("micro F1", "micro_f1"),
    ("macro F1", "macro_f1"),
    ("precision", "precision"),
    ("recall", "recall"),
    ("share error", "share_error"),
    ("tone, accuracy", "sentiment_accuracy"),
    ("tone, macro F1 of four", "sentiment_macro_f1"),
    ("tone, polar F1", "polar_f1"),
)


def as_markdown(report: Report) -> str:
    """What was used, then figures over all, by language and by voice; each voice judged unseen."""
    used = f"Trained on {report.examples} texts in {len(report.voices)} files."
    if report.with_context is None or report.words_only is None:
        return used + " Too few voices to leave one out."
    both = (("with context", report.with_context), ("words only", report.words_only))
    tables = (_overall(both), _by_language(both), _by_voice(report))
    return "\n\n".join([used, *tables])


def _overall(both: Sequence[tuple[str, Figures]]) -> str:
    rows = ([name, *(_shown(getattr(figures, field)) for _, figures in both)] for name, field in _NAMES)
    return _table(["", *(title for title, _ in both)], rows)


def _by_language(both: Sequence[tuple[str, Figures]]) -> str:
    languages = sorted(both[0][1].by_language)
    rows = ([title, *(_short(f.by_language[code]) for code in languages)] for title, f in both)
    return _table(["", *languages], rows)


def _by_voice(report: Report) -> str:
    rows = (
        [voice, str(known.messages), _shown(known.micro_f1), _shown(alone.micro_f1)]
        for voice, known, alone in report.by_voice
    )
    return _table(["voice", "messages", "micro F1 with context", "words only"], rows)


def _shown(figure: float | None) -> str:
    return "–" if figure is None else f"{figure:.3f}".removeprefix("0")


def _short(figure: float) -> str:
    return f"{figure:.2f}".removeprefix("0")


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
