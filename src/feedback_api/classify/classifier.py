"""One message becomes one to three themes and a tone; the words go no further."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from feedback_api.classify.context import Context
from feedback_api.classify.encoder import E5Encoder, Encoder
from feedback_api.classify.heads import Heads
from feedback_api.classify.ngrams import ngrams, plain, words
from feedback_api.classify.tone import tone
from feedback_api.terms.codebook import Question, Rating, Sentiment, SourceGroup, Step, Theme
from feedback_api.terms.feedback import MOST_THEMES, Coding, Submission
from feedback_api.terms.text import RawText

FLOOR = 0.6
"""A message below every threshold still gets its best theme above this part of the threshold."""

NOTHING_SAID = Coding((Theme.OTHER,), Sentiment.NEUTRAL, 0.0)
"""The answer to a text without words, such as one that is all tags."""


@dataclass(frozen=True, slots=True)
class Part:
    """The answer to one question: its words, in memory only, and what is known around it."""

    text: str
    context: Context


class Classifier:
    """Codes messages with an encoder and trained heads; safe to share between threads."""

    def __init__(self, encoder: Encoder, heads: Heads) -> None:
        self._encoder = encoder
        self._heads = heads

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

    def _code(self, parts: Sequence[Part], language: str) -> Coding:
        said = [part for part in parts if words(part.text)]
        if not said:
            return NOTHING_SAID
        vectors = self._encoder.encode([part.text for part in said])
        themes, tones = [], []
        for part, vector in zip(said, vectors, strict=True):
            centred = self._heads.centres.centred(vector, language)
            seen = (centred, ngrams(part.text), part.context.vector())
            themes.append(_probabilities(self._heads.themes.scores(*seen)))
            tones.append((part.context.question, self._heads.sentiment.scores(*seen)))
        chosen, confidence = choose(np.max(themes, axis=0), self._heads.themes.threshold)
        labels = self._heads.themes.labels
        return Coding(
            tuple(Theme(labels[i]) for i in chosen) or (Theme.OTHER,),
            tone(tones, self._heads.sentiment.labels, said[0].context.rating),
            confidence,
        )


def choose(
    probabilities: NDArray[np.float32], thresholds: NDArray[np.float32]
) -> tuple[tuple[int, ...], float]:
    """Places of the one to three likeliest labels and the first one's probability; none when unlikely."""
    excess = probabilities / thresholds
    order = np.argsort(-excess, kind="stable")[:MOST_THEMES]
    chosen = [int(i) for i in order if excess[i] >= 1.0]
    if not chosen and excess[order[0]] >= FLOOR:
        chosen = [int(order[0])]
    return tuple(chosen), float(probabilities[order[0]])


def _probabilities(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    return (1.0 / (1.0 + np.exp(-np.clip(scores, -30.0, 30.0)))).astype(np.float32)


def load_classifier(threads: int = 1) -> Classifier:
    """The classifier with the heads in this package and the encoder on so many threads.

    Raises:
        Unavailable: when the model or the heads cannot load.
    """
    return Classifier(E5Encoder(threads), Heads.read())
