"""The tone of a message from the tones of its answers."""

import numpy as np
import pytest

from feedback_api.classify.tone import TONES, tone
from feedback_api.terms.codebook import Sentiment


def odds(of: Sentiment) -> "np.ndarray[tuple[int], np.dtype[np.float32]]":
    return np.array([2.0 if one is of else -2.0 for one in TONES], dtype=np.float32)


N, U, P, M = Sentiment.NEGATIVE, Sentiment.NEUTRAL, Sentiment.POSITIVE, Sentiment.MIXED


@pytest.mark.parametrize(
    ("parts", "expected"),
    [([N], N), ([U], U), ([P, P], P), ([P, N], M), ([U, N], N), ([P, U], P), ([M, P], M), ([U, U], U)],
)
def test_parts_are_joined(parts: list[Sentiment], expected: Sentiment) -> None:
    assert tone([odds(part) for part in parts]) is expected
