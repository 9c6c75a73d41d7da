"""Messages that no theme fits, put together by meaning: subjects that the codebook may lack.

Only what many messages share is told, so that one message's wording does not stand out.
Source: Dhillon and Modha 2001, Concept Decompositions for Large Sparse Text Data (spherical k-means);
words by how much likelier they are in a cluster (Grootendorst 2022, arXiv 2203.05794, c-TF-IDF).
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from feedback_api.classify.ngrams import words

LEAST_MESSAGES = 10
"""Messages in a cluster, and messages of it that hold a word, under which neither is shown."""

MOST_WORDS = 8
DOUBTFUL = 0.5
"""Confidence under which no theme met its threshold."""

_PER_CLUSTER = 30
_ROUNDS = 25
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Doubtful:
    """One message that no theme fits: its masked text and its centred vector (384,)."""

    text: str
    vector: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A cluster for a reviewer: how many messages at least, in tens, and words that many of them share."""

    at_least: int
    words: tuple[str, ...]


def propose(doubtful: Sequence[Doubtful]) -> list[Proposal]:
    """Clusters of at least ten messages with words that ten of them share, the largest first.

    The same messages in the same order give the same clusters.
    """
    if len(doubtful) < LEAST_MESSAGES:
        return []
    spoken = [frozenset(w for w in words(one.text) if len(w) >= _SHORTEST) for one in doubtful]
    everywhere = Counter(word for some in spoken for word in some)
    places = _clusters(np.array([one.vector for one in doubtful]), max(1, len(doubtful) // _PER_CLUSTER))
    proposals = []
    for place in range(int(places.max()) + 1):
        inside = [some for some, at in zip(spoken, places, strict=True) if at == place]
        typical = _typical(inside, everywhere, len(doubtful))
        if len(inside) >= LEAST_MESSAGES and typical:
            proposals.append(Proposal(len(inside) // 10 * 10, typical))
    return sorted(proposals, key=lambda proposal: (-proposal.at_least, proposal.words))


def _typical(inside: Sequence[frozenset[str]], everywhere: Counter[str], count: int) -> tuple[str, ...]:
    """Words that enough messages of a cluster hold, the most telling first."""
    held = Counter(word for some in inside for word in some)
    scores = {
        word: times / len(inside) * math.log(1 + count / everywhere[word])
        for word, times in held.items()
        if times >= LEAST_MESSAGES
    }
    return tuple(sorted(scores, key=lambda word: (-scores[word], word))[:MOST_WORDS])


def _clusters(vectors: NDArray[np.float32], count: int) -> NDArray[np.int64]:
    """A cluster's number for each vector of length 1; starts from vectors that lie far apart."""
    means = [vectors[0]]
    while len(means) < count:
        nearest = np.max(vectors @ np.array(means).T, axis=1)
        means.append(vectors[int(np.argmin(nearest))])
    middle = np.array(means)
    places = np.argmax(vectors @ middle.T, axis=1)
    for _ in range(_ROUNDS):
        sums = np.array([vectors[places == place].sum(axis=0) for place in range(count)])
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        middle = np.where(lengths > 0, sums / np.maximum(lengths, 1e-12), middle)
        moved = np.argmax(vectors @ middle.T, axis=1)
        if np.array_equal(moved, places):
            break
        places = moved
    return np.asarray(places, dtype=np.int64)
