"""The trained numbers: linear heads over vectors, spelling and context, and the languages' centres."""

from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from feedback_api.classify.context import CONTEXT_SIZE
from feedback_api.classify.encoder import DIMENSIONS
from feedback_api.classify.ngrams import BUCKETS
from feedback_api.terms.errors import Unavailable

UNKNOWN_LANGUAGE = "und"
"""Language code for "could be any" (ISO 639-2: undetermined); its centre is that of all languages."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One text as numbers: centred vector (384,), hashed spelling (places, weights), context."""

    vector: NDArray[np.float32]
    spelling: tuple[NDArray[np.int64], NDArray[np.float32]]
    context: NDArray[np.float32]


def sigmoid(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Probability for log-odds."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(scores, -30.0, 30.0))), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class LinearHead:
    """One score per label: a weighted sum of the vector, the spelling and the context.

    Shapes, with L labels: ``vector`` (L, 384), ``spelling`` (L, BUCKETS) whole numbers to be
    multiplied by ``spelling_unit`` (L,), ``context`` (L, CONTEXT_SIZE), ``bias`` and
    ``threshold`` (L,); a threshold is a probability.
    """

    labels: tuple[str, ...]
    vector: NDArray[np.float32]
    spelling: NDArray[np.int8]
    spelling_unit: NDArray[np.float32]
    context: NDArray[np.float32]
    bias: NDArray[np.float32]
    threshold: NDArray[np.float32]

    def scores(self, seen: Seen) -> NDArray[np.float32]:
        """Log-odds per label, shape (L,)."""
        buckets, weights = seen.spelling
        spelled = (self.spelling[:, buckets].astype(np.float32) @ weights) * self.spelling_unit
        return np.asarray(
            self.vector @ seen.vector + spelled + self.context @ seen.context + self.bias, dtype=np.float32
        )

    def excess(self, seen: Seen) -> NDArray[np.float32]:
        """Probability per label divided by its threshold, shape (L,); 1 is just likely enough."""
        return np.asarray(sigmoid(self.scores(seen)) / self.threshold, dtype=np.float32)

    def write(self, target: Path) -> None:
        """Write a compressed ``npz`` without pickled objects."""
        np.savez_compressed(
            target,
            labels=np.array(self.labels),
            vector=self.vector.astype(np.float16),
            spelling=self.spelling,
            spelling_unit=self.spelling_unit,
            context=self.context,
            bias=self.bias,
            threshold=self.threshold,
        )

    @classmethod
    def read(cls, source: Path | Traversable) -> "LinearHead":
        """Read what :meth:`write` wrote.

        Raises:
            Unavailable: when the file is missing or is not a head of this size.
        """
        arrays = _arrays(source)
        head = cls(
            labels=tuple(str(label) for label in arrays["labels"]),
            vector=arrays["vector"].astype(np.float32),
            spelling=arrays["spelling"].astype(np.int8),
            **{name: arrays[name].astype(np.float32) for name in _SMALL},
        )
        _check(head)
        return head


_SMALL = ("spelling_unit", "context", "bias", "threshold")


def _check(head: LinearHead) -> None:
    count = len(head.labels)
    shapes = (head.vector.shape, head.spelling.shape, head.context.shape)
    if shapes != ((count, DIMENSIONS), (count, BUCKETS), (count, CONTEXT_SIZE)):
        raise Unavailable("the trained heads do not fit this version; train them again")


@dataclass(frozen=True, slots=True)
class Centres:
    """Mean vector per language, subtracted so that a vector tells the subject, not the language."""

    languages: tuple[str, ...]
    means: NDArray[np.float32]

    def centred(self, vector: NDArray[np.float32], language: str) -> NDArray[np.float32]:
        """The vector as seen from its language's centre, length 1; unknown languages share one centre."""
        known = language if language in self.languages else UNKNOWN_LANGUAGE
        shifted = vector - self.means[self.languages.index(known)]
        length = float(np.linalg.norm(shifted))
        return np.asarray(shifted / length if length else shifted, dtype=np.float32)

    def write(self, target: Path) -> None:
        """Write a compressed ``npz`` without pickled objects."""
        np.savez_compressed(target, languages=np.array(self.languages), means=self.means.astype(np.float16))

    @classmethod
    def read(cls, source: Path | Traversable) -> "Centres":
        """Read what :meth:`write` wrote.

        Raises:
            Unavailable: when the file is missing or damaged.
        """
        arrays = _arrays(source)
        return cls(tuple(str(code) for code in arrays["languages"]), arrays["means"].astype(np.float32))


def _arrays(source: Path | Traversable) -> dict[str, NDArray[np.generic]]:
    try:
        with source.open("rb") as opened, np.load(opened, allow_pickle=False) as archive:
            return {name: archive[name] for name in archive.files}
    except (OSError, ValueError, KeyError):
        raise Unavailable("the trained heads could not be read") from None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two heads for one question: one that uses the context, one for a text of which only words are known."""

    informed: LinearHead
    alone: LinearHead

    def for_context(self, known: bool) -> LinearHead:
        """The head to ask, given whether the context that matters is known."""
        return self.informed if known else self.alone

    def write(self, folder: Path, name: str) -> None:
        """Write both heads into a folder."""
        self.informed.write(folder / f"{name}.npz")
        self.alone.write(folder / f"{name}_alone.npz")

    @classmethod
    def read(cls, folder: Path | Traversable, name: str) -> "Pair":
        """Read both heads from a folder.

        Raises:
            Unavailable: when a file is missing or does not fit.
        """
        return cls(LinearHead.read(folder / f"{name}.npz"), LinearHead.read(folder / f"{name}_alone.npz"))


@dataclass(frozen=True, slots=True)
class Heads:
    """Everything that training gives: theme heads, tone heads and the languages' centres."""

    themes: Pair
    sentiment: Pair
    centres: Centres

    def write(self, folder: Path) -> None:
        """Write the five files into a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        self.themes.write(folder, "themes")
        self.sentiment.write(folder, "sentiment")
        self.centres.write(folder / "centres.npz")

    @classmethod
    def read(cls, folder: Path | Traversable | None = None) -> "Heads":
        """Read the five files, from the package itself when no folder is named.

        Raises:
            Unavailable: when a file is missing or does not fit.
        """
        where = files("feedback_api.classify") / "heads" if folder is None else folder
        return cls(
            Pair.read(where, "themes"),
            Pair.read(where, "sentiment"),
            Centres.read(where / "centres.npz"),
        )


PENDING = "pending.npz"
"""The head that hears a pending decision; it is trained apart from the themes, on ``training/cues/``."""


def read_pending(folder: Path | Traversable | None = None) -> LinearHead:
    """Read the head that hears a pending decision, from the package itself when no folder is named.

    Raises:
        Unavailable: when the file is missing or does not fit.
    """
    return LinearHead.read((files("feedback_api.classify") / "heads" if folder is None else folder) / PENDING)
