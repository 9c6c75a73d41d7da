"""Four tones from what the form asks, what the respondent ticked, and only then from the words."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from feedback_api.terms.codebook import Question, Rating, Sentiment

_ASKED = {Question.GOOD: Sentiment.POSITIVE, Question.IMPROVE: Sentiment.NEGATIVE}
_TICKED = {
    Rating.GOOD: Sentiment.POSITIVE,
    Rating.MIXED: Sentiment.MIXED,
    Rating.BAD: Sentiment.NEGATIVE,
}

_QUESTION_ODDS = 1.5
_RATING_ODDS = 2.0
# In log-odds: an answer or a tick counts for more than a hesitant head and less than a sure one,
# so that "nothing, all was fine" under "what can improve" stays positive.


def tone(
    parts: Sequence[tuple[Question | None, NDArray[np.float32]]],
    labels: Sequence[str],
    rating: Rating | None,
) -> Sentiment:
    """The tone of a message from its parts' scores (one log-odds per label) and its rating."""
    tones = {_part_tone(question, scores, labels, rating) for question, scores in parts}
    if len(tones) == 1:
        return tones.pop()
    tones.discard(Sentiment.NEUTRAL)
    return tones.pop() if len(tones) == 1 else Sentiment.MIXED


def _part_tone(
    question: Question | None,
    scores: NDArray[np.float32],
    labels: Sequence[str],
    rating: Rating | None,
) -> Sentiment:
    odds = dict(zip(labels, map(float, scores), strict=True))
    if question is not None:
        odds[_ASKED[question]] += _QUESTION_ODDS
    if rating is not None:
        odds[_TICKED[rating]] += _RATING_ODDS
    return Sentiment(max(odds, key=lambda label: odds[label]))
