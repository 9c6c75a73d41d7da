"""Spelling as numbers: hashed character n-grams, for words that the encoder knows badly."""

import re
import unicodedata
import zlib
from collections import Counter
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

BUCKETS = 1 << 14
"""Hash buckets; at one byte a weight, 25 themes stay under half a megabyte."""

_SIZES = (2, 3, 4, 5)
_TAG = re.compile(r"\[[^\]\[]{0,60}\]")
_WORD = re.compile(r"[^\W_]+")


def plain(text: str) -> str:
    """The text without ``[tags]``, in compatibility form, with single spaces."""
    return " ".join(unicodedata.normalize("NFKC", _TAG.sub(" ", text)).split())


def words(text: str) -> list[str]:
    """Lower-case words of a text, punctuation dropped, marks kept."""
    return _WORD.findall(plain(text).casefold())


def ngrams(text: str) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Buckets and their weights for a text; weights grow with the log of the count, length 1.

    Whole words and pairs of words count beside the pieces of words.
    """
    counts = Counter(_bucket(piece) for piece in _pieces(words(text)))
    if not counts:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
    buckets = np.fromiter(counts, dtype=np.int64)
    weights = 1.0 + np.log(np.fromiter(counts.values(), dtype=np.float32))
    return buckets, (weights / np.linalg.norm(weights)).astype(np.float32)


def _pieces(spelled: list[str]) -> list[str]:
    pieces = [f"={word}" for word in spelled]
    pieces += [f"={one} {two}" for one, two in pairwise(spelled)]
    for word in spelled:
        edged = f" {word} "
        pieces += [edged[i : i + size] for size in _SIZES for i in range(len(edged) - size + 1)]
    return pieces


def _bucket(piece: str) -> int:
    # CRC-32 is the same on every machine and in every process, unlike hash().
    return zlib.crc32(piece.encode("utf-8", "replace")) % BUCKETS
