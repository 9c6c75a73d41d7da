"""Labelled examples become a tuned encoder and heads, by one command; SciPy is needed here only."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from feedback_api.classify.classifier import choose
from feedback_api.classify.context import CONTEXT_SIZE, Context
from feedback_api.classify.encoder import DIMENSIONS, GRAPH, Encoder, TunedEncoder
from feedback_api.classify.examples import Example, read_examples
from feedback_api.classify.graph import build_graph
from feedback_api.classify.heads import UNKNOWN_LANGUAGE, Centres, Heads, LinearHead, Pair, sigmoid
from feedback_api.classify.logistic import Fitted, fit
from feedback_api.classify.measure import Figures, Judged, measure
from feedback_api.classify.ngrams import BUCKETS, ngrams
from feedback_api.classify.packed import PackedModel
from feedback_api.classify.tone import TONES
from feedback_api.classify.tune import Lower, tune
from feedback_api.terms.codebook import Sentiment, Theme

CODEBOOK = "codebook-"
"""Files that hold the codebook's own phrases and words: always trained on, never tested on."""

GROUPS = 5
"""Voices are left out in so many groups: to tune once for every voice would take hours."""

_FEWEST_VOICES = 2
_INVERSE_PENALTY = 3.0
_SMOOTHING = 0.03
_SPELLING = 1.5
_CENTRE_SHRINK = 10.0
_WORDS_TRUST = 0.5
_CALIBRATION = {True: (2.1, 1.2), False: (2.1, 1.5)}
_THRESHOLD = {True: 0.55, False: 0.6}
# All chosen by leaving one voice out; the table is in docs/explanation/themes.md. One threshold
# for all themes: a threshold per theme learned the voices it was chosen on.
_TONE_INVERSE_PENALTY = 3.0
_TONE_BIAS = {Sentiment.POSITIVE: 0.7, Sentiment.MIXED: 0.7}
# Log-odds added where only the words are known: most examples blame, so the head doubts the rest.
_BATCH = 16


@dataclass(frozen=True, slots=True)
class Report:
    """What training used, and how it did on each voice that it had not seen, context known or not."""

    examples: int
    voices: tuple[str, ...]
    with_context: Figures | None
    words_only: Figures | None
    by_voice: tuple[tuple[str, Figures, Figures], ...] = ()


@dataclass(frozen=True, slots=True)
class Material:
    """Examples with their vectors (examples, 384), row by row."""

    examples: Sequence[Example]
    vectors: NDArray[np.float32]

    def where(self, keep: Sequence[bool]) -> "Material":
        """Only the examples marked true."""
        kept = [example for example, wanted in zip(self.examples, keep, strict=True) if wanted]
        return Material(kept, self.vectors[np.array(keep)])


def train_heads(
    example_files: Sequence[Path],
    output: Path,
    progress: Callable[[int, int], None],
    *,
    keep_encoder: bool = False,
) -> Report:
    """Tune the encoder and fit the heads on all examples, write both, and test both on voices left out.

    With the encoder kept, only the heads are fitted, and nothing is tested: the encoder would have
    seen the voices.

    Raises:
        ValueError: for a file that is not labelled examples.
        Unavailable: when the language model cannot load, or when PyTorch is missing.
    """
    examples = read_examples(example_files)
    if keep_encoder:
        vectors = encode_all([example.text for example in examples], TunedEncoder(1), progress)
        train(Material(examples, vectors)).write(output)
        return Report(len(examples), _voices(examples), None, None)
    groups = voice_groups(examples)
    steps = _Steps(progress, 2 + 3 * len(groups))
    tuning = Tuning(examples, steps.told)
    graph, material = tuning.tuned_on(examples, steps.next)
    train(material).write(output)
    (output / GRAPH).write_bytes(graph)
    return leave_voices_out(
        examples, groups, lambda kept: tuning.tuned_on(kept, steps.next)[1], lambda: steps.next(0, 1)
    )


class _Steps:
    """Tells progress over work that comes in parts of about the same length."""

    def __init__(self, progress: Callable[[int, int], None], parts: int) -> None:
        self._progress, self._parts, self._done = progress, parts, 0

    def told(self, done: int, total: int) -> None:
        self._progress(1000 * self._done + 1000 * done // max(total, 1), 1000 * self._parts)

    def next(self, done: int, total: int) -> None:
        self.told(done, total)
        if done >= total:
            self._done = min(self._done + 1, self._parts - 1)


class Tuning:
    """Tunes the encoder on some of the examples, any number of times."""

    def __init__(self, examples: Sequence[Example], told: Callable[[int, int], None]) -> None:
        """Read all examples with the layers that are never tuned.

        Raises:
            Unavailable: when the language model cannot load, or when PyTorch is missing.
        """
        self._examples, self._packed = examples, PackedModel()
        self._lower = Lower(examples, self._packed, told)

    def tuned_on(self, kept: Sequence[Example], told: Callable[[int, int], None]) -> tuple[bytes, Material]:
        """The encoder tuned on the kept examples only, and the vectors that it gives to all of them."""
        wanted = {id(example) for example in kept}
        keep = np.array([id(example) in wanted for example in self._examples])
        centres = centres_of(Material(self._examples, self._lower.vectors).where(keep.tolist()))
        languages = [
            e.language if e.language in centres.languages else UNKNOWN_LANGUAGE for e in self._examples
        ]
        means = centres.means[[centres.languages.index(language) for language in languages]]
        views = (_THEME_VIEWS[:-1], _TONE_VIEWS[:-1])
        numbers = tune(self._lower, self._examples, keep, means, views, told)
        graph = build_graph(self._packed, numbers)
        texts = [example.text for example in self._examples]
        return graph, Material(self._examples, encode_all(texts, TunedEncoder(1, graph), told))


def encode_all(
    texts: Sequence[str], encoder: Encoder, progress: Callable[[int, int], None]
) -> NDArray[np.float32]:
    """Vectors of all texts, shape (texts, 384), telling ``progress`` how many are done."""
    batches = []
    for start in range(0, len(texts), _BATCH):
        batches.append(encoder.encode(texts[start : start + _BATCH]))
        progress(min(start + _BATCH, len(texts)), len(texts))
    return np.concatenate(batches) if batches else np.zeros((0, DIMENSIONS), dtype=np.float32)


def train(material: Material) -> Heads:
    """Centres and all heads from the examples."""
    centres = centres_of(material)
    toned = material.where([example.sentiment is not None for example in material.examples])
    return Heads(_theme_heads(material, centres), _tone_heads(toned, centres), centres)


def centres_of(material: Material) -> Centres:
    """Mean vector per language, drawn towards the mean of all where examples are few."""
    languages = sorted({example.language for example in material.examples})
    overall = material.vectors.mean(axis=0)
    means = [overall]
    for language in languages:
        rows = material.where([example.language == language for example in material.examples]).vectors
        means.append((rows.sum(axis=0) + _CENTRE_SHRINK * overall) / (len(rows) + _CENTRE_SHRINK))
    return Centres((UNKNOWN_LANGUAGE, *languages), np.array(means, dtype=np.float32))


def voice_groups(examples: Sequence[Example], count: int = GROUPS) -> list[list[str]]:
    """Voices that can be left out, in groups of about as many examples; none when there is one voice.

    The codebook's own lines are no voice. Voices go from the largest to the smallest, each to the
    group that is smallest so far.
    """
    sizes = Counter(e.voice for e in examples if not e.voice.startswith(CODEBOOK))
    if len(_voices(examples)) < _FEWEST_VOICES:
        return []
    groups: list[list[str]] = [[] for _ in range(min(count, len(sizes)))]
    for voice, _ in sorted(sizes.items(), key=lambda pair: (-pair[1], pair[0])):
        min(groups, key=lambda group: sum(sizes[one] for one in group)).append(voice)
    return groups


def leave_voices_out(
    examples: Sequence[Example],
    groups: Sequence[Sequence[str]],
    material_for: Callable[[Sequence[Example]], Material],
    progress: Callable[[], None] = lambda: None,
) -> Report:
    """Figures on every voice by heads that never saw it, nor any other of its group.

    ``material_for`` gives all examples with their vectors, by an encoder that saw the kept ones only.
    """
    known: list[Judged] = []
    alone: list[Judged] = []
    by_voice = []
    for group in groups:
        material = material_for([example for example in examples if example.voice not in group])
        heads = train(material.where([example.voice not in group for example in examples]))
        progress()
        for voice in group:
            held_out = material.where([example.voice == voice for example in examples])
            both = judge(heads, held_out, informed=True), judge(heads, held_out, informed=False)
            known += both[0]
            alone += both[1]
            by_voice.append((voice, measure(both[0]), measure(both[1])))
    return Report(
        len(examples),
        _voices(examples),
        measure(known) if known else None,
        measure(alone) if alone else None,
        tuple(sorted(by_voice, key=lambda row: row[0])),
    )


def _voices(examples: Sequence[Example]) -> tuple[str, ...]:
    return tuple(sorted({example.voice for example in examples}))


def judge(heads: Heads, material: Material, *, informed: bool) -> list[Judged]:
    """Codes of all examples beside the wanted ones, with what context they have or by words alone."""
    view = _all if informed else _nothing
    contexts = [view(example.context) for example in material.examples]
    inputs = _inputs(material, heads.centres, view)
    themes = _asked(heads.themes, inputs, [context.places_the_subject for context in contexts], excess=True)
    tones = _asked(heads.sentiment, inputs, [context.tells_the_tone for context in contexts], excess=False)
    labels = heads.themes.alone.labels
    return [
        Judged(e.language, e.themes, frozenset(choose(row, labels)[0]), e.sentiment, TONES[tone.argmax()])
        for e, row, tone in zip(material.examples, themes, tones, strict=True)
    ]


def _asked(pair: Pair, inputs: Any, known: Sequence[bool], *, excess: bool) -> NDArray[np.float32]:
    """Each row's scores by the head that its context calls for, over the thresholds if so wished."""
    answers = []
    for head in (pair.informed, pair.alone):
        scores = _scores(head, inputs)
        answers.append(sigmoid(scores) / head.threshold if excess else scores)
    return np.where(np.array(known)[:, None], answers[0], answers[1]).astype(np.float32)


def _scores(head: LinearHead, inputs: Any) -> NDArray[np.float32]:
    spelling = head.spelling.astype(np.float32) * head.spelling_unit[:, None]
    weights = np.hstack([head.vector, spelling, head.context])
    return np.asarray(inputs @ weights.T + head.bias, dtype=np.float32)


def _theme_heads(material: Material, centres: Centres) -> Pair:
    labels = tuple(Theme)
    wanted = np.array([[theme in e.themes for theme in labels] for e in material.examples])
    trust = _trust(material)
    views = [_inputs(material, centres, view) for view in _THEME_VIEWS]
    informed, alone = _fit_both(wanted, trust, views, _INVERSE_PENALTY, _SPELLING)
    return Pair(
        _head(labels, _calibrated(informed, *_CALIBRATION[True]), np.full(len(labels), _THRESHOLD[True])),
        _head(labels, _calibrated(alone, *_CALIBRATION[False]), np.full(len(labels), _THRESHOLD[False])),
    )


def _calibrated(fitted: Fitted, slope: float, start: float) -> Fitted:
    """The same choices with honest odds: smoothed labels and the penalty make a head too modest.

    Slope and start were measured on voices left out. Source: Platt 1999, Probabilistic Outputs for
    Support Vector Machines.
    """
    return Fitted(fitted.weights * slope, fitted.bias * slope + start)


def _tone_heads(material: Material, centres: Centres) -> Pair:
    wanted = np.array([[e.sentiment == tone for tone in TONES] for e in material.examples])
    # A rare tone counts for more, by the root of how rare it is.
    share = np.maximum(wanted.mean(axis=0), 1e-3)
    trust = (wanted / np.sqrt(share)).sum(axis=1).astype(np.float32)
    views = [_inputs(material, centres, view) for view in _TONE_VIEWS]
    informed, alone = _fit_both(wanted, trust, views, _TONE_INVERSE_PENALTY)
    half = np.full(len(TONES), 0.5)
    bias = [_TONE_BIAS.get(tone, 0.0) for tone in TONES]
    return Pair(_head(TONES, informed, half), _head(TONES, alone, half, bias))


def _fit_both(
    wanted: NDArray[np.bool_],
    trust: NDArray[np.float32],
    views: Sequence[Any],
    inverse_penalty: float,
    spelling: float = 1.0,
) -> tuple[Fitted, Fitted]:
    """A fit on all views of the examples but the last, and one on the last, which shows words only.

    With more ``spelling`` than 1, its weights are held back less than the others.
    """
    from scipy import sparse  # type: ignore[import-untyped,unused-ignore]

    stretch = np.ones(views[0].shape[1], dtype=np.float32)
    stretch[DIMENSIONS : DIMENSIONS + BUCKETS] = spelling
    *known, words = (view @ sparse.diags(stretch) for view in views)
    times = len(known)
    tall = sparse.vstack(known), np.vstack([wanted] * times), np.tile(trust, times)
    both = (
        fit(*tall, inverse_penalty=inverse_penalty, smoothing=_SMOOTHING),
        fit(words, wanted, trust, inverse_penalty=inverse_penalty, smoothing=_SMOOTHING),
    )
    informed, alone = (Fitted(one.weights * stretch[:, None], one.bias) for one in both)
    return informed, alone


def fit_words(
    material: Material,
    centres: Centres,
    labels: Sequence[str],
    wanted: NDArray[np.bool_],
    trust: NDArray[np.float32],
    *,
    penalties: tuple[float, float, float],
    threshold: float,
) -> LinearHead:
    """One head that sees words only; penalties are inverse penalty, smoothing and spelling's stretch."""
    from scipy import sparse

    inverse_penalty, smoothing, spelling = penalties
    stretch = np.ones(DIMENSIONS + BUCKETS + CONTEXT_SIZE, dtype=np.float32)
    stretch[DIMENSIONS : DIMENSIONS + BUCKETS] = spelling
    inputs = _inputs(material, centres, _nothing) @ sparse.diags(stretch)
    fitted = fit(inputs, wanted, trust, inverse_penalty=inverse_penalty, smoothing=smoothing)
    fitted = Fitted(fitted.weights * stretch[:, None], fitted.bias)
    return _head(labels, fitted, np.full(len(labels), threshold))


def doubt_without(theme: Theme, known: Material, judged: Material, centres: Centres) -> NDArray[np.float32]:
    """How little any theme fits each judged message, by a head for words that never heard of one theme."""
    kept = known.where([theme.value not in example.themes for example in known.examples])
    labels = [label for label in Theme if label is not theme]
    wanted = np.array([[label in example.themes for label in labels] for example in kept.examples])
    head = fit_words(
        kept,
        centres,
        labels,
        wanted,
        _trust(kept),
        penalties=(_INVERSE_PENALTY, _SMOOTHING, _SPELLING),
        threshold=_THRESHOLD[False],
    )
    return np.asarray(-_scores(head, _inputs(judged, centres, _nothing)).max(axis=1), dtype=np.float32)


def _trust(material: Material) -> NDArray[np.float32]:
    """How much each example counts: single words count half."""
    words = f"{CODEBOOK}words"
    return np.array([_WORDS_TRUST if e.voice == words else 1.0 for e in material.examples], dtype=np.float32)


def _all(context: Context) -> Context:
    return context


def _nothing(_: Context) -> Context:
    return Context()


def _subject_only(context: Context) -> Context:
    return replace(context, question=None, rating=None)


def _no_rating(context: Context) -> Context:
    return replace(context, rating=None)


def _no_question(context: Context) -> Context:
    return replace(context, question=None)


# What an informed head is shown of each example, in turn, so that it can do with less; the last
# view is the other head's.
_THEME_VIEWS = (_all, _subject_only, _nothing, _nothing)
_TONE_VIEWS = (_all, _no_rating, _no_question, _nothing)


def _inputs(material: Material, centres: Centres, view: Callable[[Context], Context]) -> Any:
    """Vectors, spelling and context side by side, sparse (examples, 384 + BUCKETS + context)."""
    from scipy import sparse

    rows, places, weights = [], [], []
    for row, example in enumerate(material.examples):
        buckets, sizes = ngrams(example.text)
        rows += [row] * len(buckets)
        places += buckets.tolist()
        weights += sizes.tolist()
    spelling = sparse.csr_matrix((weights, (rows, places)), shape=(len(material.examples), BUCKETS))
    pairs = zip(material.vectors, material.examples, strict=True)
    vectors = np.array([centres.centred(vector, e.language) for vector, e in pairs])
    context = np.array([view(e.context).vector() for e in material.examples])
    return sparse.hstack([sparse.csr_matrix(vectors), spelling, sparse.csr_matrix(context)]).tocsr()


def _head(
    labels: Sequence[str],
    fitted: Fitted,
    threshold: NDArray[np.float64],
    extra: Sequence[float] = (),
) -> LinearHead:
    table = fitted.weights.T
    spelling = table[:, DIMENSIONS : DIMENSIONS + BUCKETS]
    unit = np.maximum(np.abs(spelling).max(axis=1), 1e-9) / 127
    bias = fitted.bias + (np.array(extra) if extra else 0.0)
    return LinearHead(
        tuple(str(label) for label in labels),
        table[:, :DIMENSIONS].astype(np.float16).astype(np.float32),
        np.round(spelling / unit[:, None]).astype(np.int8),
        unit.astype(np.float32),
        table[:, DIMENSIONS + BUCKETS :],
        bias.astype(np.float32),
        threshold.astype(np.float32),
    )
