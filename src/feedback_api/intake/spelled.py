"""Which language a text is spelled in, by pieces of its words: a small trained table, nothing else."""

import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from feedback_api.terms.errors import Unavailable

PLACES = 1 << 15
"""Places for pieces of words; at one byte a weight the table stays under half a megabyte."""

_SIZES = (1, 2, 3, 4)
_MOST_WORDS = 60
# More words tell nothing new about the language and cost time.
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def spelled_words(text: str) -> list[str]:
    """Lower-case words of a text, without digits."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())[:_MOST_WORDS]


def pieces(words: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Places and weights of the one to four letters long pieces of words; the weights have length 1."""
    counts: Counter[int] = Counter()
    for word in words:
        edged = f" {word} "
        counts.update(
            zlib.crc32(edged[at : at + size].encode("utf-8", "replace")) % PLACES
            for size in _SIZES
            for at in range(len(edged) - size + 1)
            if size > 1 or edged[at] != " "
        )
    weights = np.fromiter(counts.values(), dtype=np.float32)
    return np.fromiter(counts, dtype=np.int64), weights / max(float(np.linalg.norm(weights)), 1e-9)


@dataclass(frozen=True, slots=True)
class Spelling:
    """A score per language: shapes with L languages (L, PLACES) whole numbers, (L,) units, (L,) biases."""

    languages: tuple[str, ...]
    weights: NDArray[np.int8]
    unit: NDArray[np.float32]
    bias: NDArray[np.float32]

    def odds(self, words: Sequence[str]) -> dict[str, float]:
        """Log-odds of each language, the unknown one among them."""
        places, sizes = pieces(words)
        scores = (self.weights[:, places].astype(np.float32) @ sizes) * self.unit + self.bias
        return dict(zip(self.languages, scores.tolist(), strict=True))

    def write(self, target: Path) -> None:
        """Write a compressed ``npz`` without pickled objects."""
        np.savez_compressed(
            target, languages=np.array(self.languages), weights=self.weights, unit=self.unit, bias=self.bias
        )

    @classmethod
    def read(cls, source: Path | Traversable) -> "Spelling":
        """Read what :meth:`write` wrote.

        Raises:
            Unavailable: when the file is missing or damaged.
        """
        try:
            with source.open("rb") as opened, np.load(opened, allow_pickle=False) as archive:
                kept = {name: archive[name] for name in ("weights", "unit", "bias")}
                return cls(tuple(str(code) for code in archive["languages"]), **kept)
        except (OSError, ValueError, KeyError):
            raise Unavailable("the table of languages could not be read") from None


@cache
def shipped_spelling() -> Spelling:
    """The table of this package, read once.

    Raises:
        Unavailable: when the file is missing or damaged.
    """
    return Spelling.read(files("feedback_api.intake") / "languages.npz")
