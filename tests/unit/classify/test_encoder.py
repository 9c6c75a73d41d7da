"""The encoder gives usable vectors or says that it cannot, and never repeats a word."""

import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from feedback_api.classify import encoder as encoder_module
from feedback_api.classify.encoder import DIMENSIONS, TunedEncoder
from feedback_api.classify.packed import PackedModel
from feedback_api.terms.errors import Unavailable

SECRET = "geheimwoord"


class Engine:
    def __init__(self, answer: Any) -> None:
        self.answer = answer

    def run(self, _: None, given: dict[str, Any]) -> Any:
        if isinstance(self.answer, Exception):
            raise self.answer
        if isinstance(self.answer, float):
            return [np.full_like(given["pieces"], self.answer)]
        return [[self.answer]]


def with_engine(monkeypatch: pytest.MonkeyPatch, answer: Any) -> TunedEncoder:
    monkeypatch.setattr(encoder_module, "_load", lambda *_: Engine(answer))
    return TunedEncoder(threads=1)


def test_one_vector_of_length_one_per_text(encoder: TunedEncoder) -> None:
    vectors = encoder.encode(["De tolk was goed", "", "a\0b", "\ud800", "x" * 2000])
    assert vectors.shape == (5, DIMENSIONS)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-3)


def test_no_texts_give_no_vectors(encoder: TunedEncoder) -> None:
    assert encoder.encode([]).shape == (0, DIMENSIONS)


def test_same_meaning_in_two_languages_is_nearer_than_another_meaning(encoder: TunedEncoder) -> None:
    dutch, english, other = encoder.encode(
        ["De tolk sprak een ander dialect", "The interpreter spoke another dialect", "The soup was cold"]
    )
    assert dutch @ english > dutch @ other


def test_a_message_in_a_batch_gets_the_vector_that_it_gets_alone(encoder: TunedEncoder) -> None:
    texts = ["De tolk was goed", "wachten " * 250, "thanks"]
    alone = np.concatenate([encoder.encode([text]) for text in texts])
    assert np.array_equal(encoder.encode(texts), alone)


def test_the_number_of_threads_is_set(encoder: TunedEncoder) -> None:
    assert encoder.threads == 1
    options = encoder._session.get_session_options()
    assert (options.intra_op_num_threads, options.inter_op_num_threads) == (1, 1)


def test_an_encoder_without_threads_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one thread"):
        TunedEncoder(threads=0)


def test_two_callers_at_once_get_their_own_vectors(encoder: TunedEncoder) -> None:
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
        np.nan,
        0.0,
        None,
    ],
    ids=["raises", "wrong shape", "not a number", "of length nought", "nothing"],
)
def test_a_failing_engine_is_unavailable_without_words(monkeypatch: pytest.MonkeyPatch, answer: Any) -> None:
    broken = with_engine(monkeypatch, answer)
    with pytest.raises(Unavailable) as refused:
        broken.encode([SECRET])
    assert SECRET not in str(refused.value)
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__ or refused.value.__context__ is None


def test_a_graph_that_cannot_load_is_unavailable() -> None:
    with pytest.raises(Unavailable, match="could not be loaded"):
        TunedEncoder(1, b"no graph at all")


def test_a_wheel_that_cannot_be_read_is_unavailable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(encoder_module, "PackedModel", lambda: PackedModel(tmp_path / "private.bin"))
    with pytest.raises(Unavailable) as refused:
        TunedEncoder(threads=1)
    assert "private" not in str(refused.value)
