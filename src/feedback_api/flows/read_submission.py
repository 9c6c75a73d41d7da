"""Read: the words of a submission, in memory only: screened, masked and named by theme, or refused.

normalise -> screen -> safety -> deidentify -> classify (design page, section 1). Stores nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from feedback_api.classify.classifier import Classifier
from feedback_api.deidentify.engine import Deidentifier
from feedback_api.deidentify.mask import is_nearly_empty
from feedback_api.flows.warnings import in_danger, is_dependent
from feedback_api.intake import language
from feedback_api.terms.codebook import Sentiment, SourceGroup, Theme
from feedback_api.terms.errors import (
    DependentRespondent,
    FeedbackError,
    FieldProblem,
    InvalidInput,
    Unavailable,
)
from feedback_api.terms.feedback import Coding, Preview, Submission
from feedback_api.terms.text import MaskedText, RawText, Tag

_ANY_LIST = "nl"
"""A language with a keep list: its recognisers find formats, and its list calls other words unknown."""


@dataclass(frozen=True, slots=True)
class Reader:
    """The two rooms that read words: one takes identifiers out, one names themes."""

    deidentifier: Deidentifier
    classifier: Classifier


def read_submission(reader: Reader, submission: Submission) -> tuple[Preview, Sentiment]:
    """What is kept of a submission, and its tone.

    Raises:
        InvalidInput: when it has no words, or almost nothing is left of them after masking.
        DependentRespondent: when the words say that the writer waits for a decision.
        Unavailable: when an engine failed.
    """
    texts = [text for text in (submission.good, submission.improve) if text is not None]
    if not texts:
        raise InvalidInput([FieldProblem("/good", "missing"), FieldProblem("/improve", "missing")])
    with _failing_closed():
        _screen(submission.source_group, texts)
        spoken = _language(reader.deidentifier, submission, texts)
        coding = reader.classifier.classify(submission, spoken)
        _screen(submission.source_group, texts, coding)
        danger = in_danger(texts, coding)
        if danger or not reader.deidentifier.keeps_text(spoken):
            _refuse_identifiers_alone(reader.deidentifier, submission)
            # P10 and the form's own words: of a message about danger only that topic and the step are kept.
            themes = (Theme.SAFETY,) if danger else coding.themes
            tone = Sentiment.NEUTRAL if danger else coding.sentiment
            return Preview(None, None, themes, text_kept=False, danger=danger), tone
        good = _mask(reader.deidentifier, submission.good, spoken, "/good")
        improve = _mask(reader.deidentifier, submission.improve, spoken, "/improve")
    return Preview(good, improve, coding.themes, text_kept=True, danger=False), coding.sentiment


@contextmanager
def _failing_closed() -> Iterator[None]:
    try:
        yield
    except FeedbackError:
        raise
    except Exception as failure:
        # The failure's own message may hold words; only its kind goes on.
        raise Unavailable(f"reading the text failed ({type(failure).__name__})") from None


def _screen(group: SourceGroup, texts: list[RawText], coding: Coding | None = None) -> None:
    if is_dependent(group, texts, coding):
        raise DependentRespondent("the text suggests a pending decision")


def _language(deidentifier: Deidentifier, submission: Submission, texts: list[RawText]) -> str:
    together = RawText("\n".join(text.reveal() for text in texts))
    return language.identify(together, submission.language_hint, deidentifier.known_share)


def _refuse_identifiers_alone(deidentifier: Deidentifier, submission: Submission) -> None:
    """A text of nothing but numbers and addresses says nothing, in whatever language."""
    for pointer, text in (("/good", submission.good), ("/improve", submission.improve)):
        if text is None:
            continue
        masked = deidentifier.deidentify(text, _ANY_LIST)
        if is_nearly_empty(masked) and masked.redactions and Tag.WORD not in masked.redactions:
            raise InvalidInput([FieldProblem(pointer, "nothing-left")])


def _mask(deidentifier: Deidentifier, text: RawText | None, spoken: str, pointer: str) -> MaskedText | None:
    if text is None:
        return None
    masked = deidentifier.deidentify(text, spoken)
    if masked.redactions and is_nearly_empty(masked):
        raise InvalidInput([FieldProblem(pointer, "nothing-left")])
    return masked
