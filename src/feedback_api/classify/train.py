"""Labelled examples become heads, by one deterministic command; scikit-learn is needed here only."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from feedback_api.classify.context import Context
from feedback_api.classify.encoder import E5Encoder, Encoder
from feedback_api.classify.examples import Example, read_examples
from feedback_api.classify.heads import UNKNOWN_LANGUAGE, Centres, Heads, LinearHead
from feedback_api.classify.ngrams import BUCKETS, ngrams
from feedback_api.terms.codebook import Sentiment, Theme

_INVERSE_PENALTY = 10.0
_SPELLING_SCALE = 0.5
_CONTEXT_SCALE = 0.3
_CENTRE_SHRINK = 5.0
_FIRST_THRESHOLD = 0.3
_BATCH = 16


@dataclass(frozen=True, slots=True)
class Report:
    """What training used and reached."""

    examples: int
    voices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Material:
    """Examples with all their numbers, row by row."""

    examples: Sequence[Example]
    vectors: NDArray[np.float32]


def train_heads(example_files: Sequence[Path], output: Path, progress: Callable[[int, int], None]) -> Report:
    """Encode the examples, train, and write the heads into the folder ``output``."""
    examples = read_examples(example_files)
    vectors = encode_all([e.text for e in examples], E5Encoder(threads=1), progress)
    train(Material(examples, vectors)).write(output)
    return Report(len(examples), tuple(sorted({e.voice for e in examples})))


def encode_all(
    texts: Sequence[str], encoder: Encoder, progress: Callable[[int, int], None]
) -> NDArray[np.float32]:
    """Vectors of all texts, shape (texts, 384), telling ``progress`` how many are done."""
    batches = []
    for start in range(0, len(texts), _BATCH):
        batches.append(encoder.encode(texts[start : start + _BATCH]))
        progress(min(start + _BATCH, len(texts)), len(texts))
    return np.concatenate(batches)


def train(material: Material) -> Heads:
    """Centres and both heads from the examples."""
    centres = centres_of(material)
    inputs = _inputs(material, centres)
    themes = [[t in e.themes for e in material.examples] for t in Theme]
    toned = np.array([e.sentiment is not None for e in material.examples])
    tones = [[e.sentiment == s for e in material.examples] for s in Sentiment]
    return Heads(
        _head([t.value for t in Theme], inputs, np.array(themes)),
        _head([s.value for s in Sentiment], inputs[toned], np.array(tones)[:, toned]),
        centres,
    )


def centres_of(material: Material) -> Centres:
    """Mean vector per language, drawn towards the mean of all where examples are few."""
    languages = sorted({e.language for e in material.examples})
    overall = material.vectors.mean(axis=0)
    means = [overall]
    for language in languages:
        rows = material.vectors[[e.language == language for e in material.examples]]
        means.append((rows.sum(axis=0) + _CENTRE_SHRINK * overall) / (len(rows) + _CENTRE_SHRINK))
    return Centres((UNKNOWN_LANGUAGE, *languages), np.array(means, dtype=np.float32))


def _inputs(material: Material, centres: Centres) -> Any:
    from scipy import sparse

    rows, places, weights = [], [], []
    for row, example in enumerate(material.examples):
        buckets, sizes = ngrams(example.text)
        rows += [row] * len(buckets)
        places += buckets.tolist()
        weights += sizes.tolist()
    shape = (len(material.examples), BUCKETS)
    spelling = sparse.csr_matrix((weights, (rows, places)), shape=shape)
    centred = [
        centres.centred(v, e.language) for v, e in zip(material.vectors, material.examples, strict=True)
    ]
    context = np.array([e.context.vector() for e in material.examples])
    return sparse.hstack(
        [sparse.csr_matrix(centred), spelling * _SPELLING_SCALE, sparse.csr_matrix(context * _CONTEXT_SCALE)]
    ).tocsr()


def _head(labels: Sequence[str], inputs: Any, wanted: NDArray[np.bool_]) -> LinearHead:
    from sklearn.linear_model import LogisticRegression

    weights, bias = [], []
    for row in wanted:
        if not row.any():
            weights.append(np.zeros(inputs.shape[1]))
            bias.append(-5.0)
            continue
        model = LogisticRegression(C=_INVERSE_PENALTY, solver="liblinear", random_state=0)
        model.fit(inputs, row)
        weights.append(model.coef_[0])
        bias.append(float(model.intercept_[0]))
    table = np.array(weights, dtype=np.float32)
    dense = table.shape[1] - BUCKETS - len(Context().vector())
    spelling = table[:, dense : dense + BUCKETS] * _SPELLING_SCALE
    unit = np.maximum(np.abs(spelling).max(axis=1), 1e-9) / 127
    return LinearHead(
        tuple(labels),
        table[:, :dense],
        np.round(spelling / unit[:, None]).astype(np.int8),
        unit.astype(np.float32),
        table[:, dense + BUCKETS :] * _CONTEXT_SCALE,
        np.array(bias, dtype=np.float32),
        np.full(len(labels), _FIRST_THRESHOLD, dtype=np.float32),
    )
