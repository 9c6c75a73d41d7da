"""Four tones: the heads weigh question, rating and words; here the parts of a message are joined."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from feedback_api.terms.codebook import Sentiment

TONES = tuple(Sentiment)
"""The order of the tone head's labels."""


def tone(parts: Sequence[NDArray[np.float32]]) -> Sentiment:
    """The tone of a message from the log-odds of its parts, each of shape (4,) in the order of TONES.

    A part that praises and a part that blames make a mixed message; a neutral part adds nothing.
    """
    tones = {TONES[int(np.argmax(odds))] for odds in parts}
    if len(tones) > 1:
        tones.discard(Sentiment.NEUTRAL)
    return tones.pop() if len(tones) == 1 else Sentiment.MIXED
