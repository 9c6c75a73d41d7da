"""The real encoder, loaded once, and a small stand-in that needs no model."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from feedback_api.classify.classifier import Classifier
from feedback_api.classify.encoder import DIMENSIONS, TunedEncoder
from feedback_api.classify.heads import Heads


class FixedEncoder:
    """Gives every text the same vector and remembers how many texts each call held."""

    def __init__(self) -> None:
        self.calls: list[int] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.calls.append(len(texts))
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        vectors[:, 0] = 1.0
        return vectors


@pytest.fixture(scope="session")
def encoder() -> TunedEncoder:
    return TunedEncoder(threads=1)


@pytest.fixture(scope="session")
def heads() -> Heads:
    return Heads.read()


@pytest.fixture(scope="session")
def classifier(encoder: TunedEncoder, heads: Heads) -> Classifier:
    return Classifier(encoder, heads)


@pytest.fixture
def fixed_encoder() -> FixedEncoder:
    return FixedEncoder()
