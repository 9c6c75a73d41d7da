"""Try out: what masking and coding do to one text, for people who score their own sets."""

from dataclasses import replace
from typing import NamedTuple

from feedback_api.deidentify.reasons import reason_of, step_of
from feedback_api.flows.receive import Reader
from feedback_api.flows.warnings import in_danger, is_dependent
from feedback_api.intake import language
from feedback_api.intake.normalise import read_words
from feedback_api.terms.codebook import Question, Rating, SourceGroup, Step, Theme
from feedback_api.terms.feedback import MOST_THEMES, Coding
from feedback_api.terms.text import Tag


class Removal(NamedTuple):
    """One stretch of somebody's own text that masking takes out: its place in the text as read."""

    start: int
    end: int
    tag: Tag
    step: str
    why: str


def mask_text(reader: Reader, words: str, declared: str | None) -> str:
    """The masked text that would be stored, or shown first; nothing is stored.

    Raises:
        InvalidInput: when the words are no text, empty or too long.
    """
    text = read_words(words, "/text")
    spoken = language.identify(text, declared, reader.deidentifier.known_share)
    return reader.deidentifier.deidentify(text, spoken).text


def explain_masking(reader: Reader, words: str, declared: str | None) -> list[Removal]:
    """What masking takes out of one's own text, which step took it and why; nothing is stored.

    Raises:
        InvalidInput: when the words are no text, empty or too long.
    """
    text = read_words(words, "/text")
    spoken = language.identify(text, declared, reader.deidentifier.known_share)
    spans = reader.deidentifier.spans(text, spoken)
    return [Removal(s.start, s.end, s.tag, step_of(s), reason_of(s)) for s in spans]


def code_text(
    reader: Reader,
    words: str,
    declared: str | None,
    source_group: SourceGroup | None = None,
    step: Step | None = None,
    question: Question | None = None,
    rating: Rating | None = None,
) -> Coding:
    """The themes and tone of one text, safety by its cues too; nothing is stored.

    Of a message with safety among its themes, only that one would be kept (P10).

    Raises:
        InvalidInput: when the words are no text, empty or too long.
        Unavailable: when the encoder fails.
    """
    text = read_words(words, "/text")
    spoken = language.canonical(declared) or language.identify(text, None, reader.deidentifier.known_share)
    coding = reader.classifier.classify_text(
        text, spoken, source_group=source_group, step=step, question=question, rating=rating
    )
    if in_danger([text], coding) and Theme.SAFETY not in coding.themes:
        others = tuple(theme for theme in coding.themes if theme is not Theme.OTHER)
        return replace(coding, themes=(Theme.SAFETY, *others)[:MOST_THEMES], danger=True)
    return coding


def warnings_of(
    reader: Reader, words: str, declared: str | None, step: Step | None = None
) -> dict[str, bool]:
    """Whether a text of the sounding board would be read as dependent, and as danger; nothing is stored.

    Raises:
        InvalidInput: when the words are no text, empty or too long.
        Unavailable: when the encoder fails.
    """
    group = SourceGroup.SOUNDING_BOARD
    coding, texts = code_text(reader, words, declared, group, step), [read_words(words, "/text")]
    dependent = is_dependent(group, texts, coding)
    return {"dependent": dependent, "danger": in_danger(texts, coding)}
