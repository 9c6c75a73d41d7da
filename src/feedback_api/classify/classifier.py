"""One message becomes one to three themes and a tone; the words go no further."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from feedback_api.classify.context import Context
from feedback_api.classify.encoder import Encoder, TunedEncoder
from feedback_api.classify.heads import Heads, LinearHead, Seen, read_pending
from feedback_api.classify.ngrams import ngrams, plain, words
from feedback_api.classify.tone import tone
from feedback_api.terms.codebook import Question, Rating, Sentiment, SourceGroup, Step, Theme
from feedback_api.terms.feedback import MOST_THEMES, Coding, Submission
from feedback_api.terms.text import RawText

FLOOR = 0.08
"""A message below every threshold still gets its best theme above this part of the threshold."""

ALARM = 0.36
"""Part of its threshold at which safety is likely enough to keep no text: four in five are found there,
two in three of them rightly (voices left out, docs/explanation/themes.md)."""

NOTHING_SAID = Coding((Theme.OTHER,), Sentiment.NEUTRAL, 0.0)
"""The answer to a text without words, such as one that is all tags."""


@dataclass(frozen=True, slots=True)
class Part:
    """The answer to one question: its words, in memory only, and what is known around it."""

    text: str
    context: Context


class Classifier:
    """Codes messages with an encoder and trained heads; safe to share between threads."""

    def __init__(self, encoder: Encoder, heads: Heads, pending: LinearHead | None = None) -> None:
        self._encoder = encoder
        self._heads = heads
        self._pending = pending

    def classify(self, submission: Submission, language: str) -> Coding:
        """Code one form: the themes of both answers together, and the tone of the whole.

        Raises:
            Unavailable: when the encoder fails.
        """
        answers = ((Question.GOOD, submission.good), (Question.IMPROVE, submission.improve))
        return self._code(
            [
                Part(
                    plain(answer.reveal()),
                    Context(submission.source_group, submission.step, question, submission.rating),
                )
                for question, answer in answers
                if answer is not None
            ],
            language,
        )

    def classify_text(
        self,
        text: RawText,
        language: str,
        *,
        source_group: SourceGroup | None = None,
        step: Step | None = None,
        question: Question | None = None,
        rating: Rating | None = None,
    ) -> Coding:
        """Code one text of which little else may be known.

        Raises:
            Unavailable: when the encoder fails.
        """
        return self._code(
            [Part(plain(text.reveal()), Context(source_group, step, question, rating))], language
        )

    def place(self, masked: str, language: str) -> "Placed | None":
        """Where a masked text lies and how well any theme fits it, by words alone; none without words.

        Raises:
            Unavailable: when the encoder fails.
        """
        text = plain(masked)
        if not words(text):
            return None
        vector = self._heads.centres.centred(self._encoder.encode([text])[0], language)
        seen = Seen(vector, ngrams(text), Context().vector())
        head = self._heads.themes.alone
        return Placed(vector, choose(head.excess(seen), head.labels)[1])

    def _code(self, parts: Sequence[Part], language: str) -> Coding:
        said = [part for part in parts if words(part.text)]
        if not said:
            return NOTHING_SAID
        vectors = self._encoder.encode([part.text for part in said])
        judged = [self._judge(part, vector, language) for part, vector in zip(said, vectors, strict=True)]
        labels = self._heads.themes.informed.labels
        themes = np.max([one.themes for one in judged], axis=0)
        chosen, confidence = choose(themes, labels)
        return Coding(
            chosen,
            tone([one.tones for one in judged]),
            confidence,
            danger=Theme.SAFETY in chosen or float(themes[labels.index(Theme.SAFETY)]) >= ALARM,
            pending=any(one.pending for one in judged),
        )

    def _judge(self, part: Part, vector: NDArray[np.float32], language: str) -> "_Judged":
        seen = Seen(self._heads.centres.centred(vector, language), ngrams(part.text), part.context.vector())
        subject = self._heads.themes.for_context(part.context.places_the_subject)
        feeling = self._heads.sentiment.for_context(part.context.tells_the_tone)
        waits = self._pending is not None and float(self._pending.excess(seen)[0]) >= 1.0
        return _Judged(subject.excess(seen), feeling.scores(seen), waits)


@dataclass(frozen=True, slots=True)
class Placed:
    """A text's centred vector (384,), and the confidence of its best theme."""

    vector: NDArray[np.float32]
    confidence: float


@dataclass(frozen=True, slots=True)
class _Judged:
    """How likely each theme is, against its threshold; the log-odds of each tone; whether somebody waits."""

    themes: NDArray[np.float32]
    tones: NDArray[np.float32]
    pending: bool


def choose(excess: NDArray[np.float32], labels: Sequence[str]) -> tuple[tuple[Theme, ...], float]:
    """The one to three likeliest themes, the residual alone when nothing is likely, and a confidence.

    ``excess`` is each label's probability divided by its threshold, shape (labels,); the
    confidence runs from 0 to 1 and is one half where the best theme just meets its threshold.
    """
    order = np.argsort(-excess, kind="stable")[:MOST_THEMES]
    chosen = [Theme(labels[i]) for i in order if excess[i] >= 1.0]
    if not chosen and excess[order[0]] >= FLOOR:
        chosen = [Theme(labels[order[0]])]
    if len(chosen) > 1:
        chosen = [theme for theme in chosen if theme is not Theme.OTHER]
    best = float(excess[order[0]])
    return tuple(chosen) or (Theme.OTHER,), best / (1.0 + best)


def load_classifier(threads: int = 1) -> Classifier:
    """The classifier with the heads in this package and the encoder on so many threads.

    Raises:
        Unavailable: when the model or the heads cannot load.
    """
    return Classifier(TunedEncoder(threads), Heads.read(), read_pending())
