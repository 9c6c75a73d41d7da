"""The encoder's upper layers learn the codebook; training only, and the one file that needs PyTorch.

Linear heads are fitted first on the vectors as they come, then heads and layers learn together for three
rounds at a low rate: heads that start at random would first spoil what the layers know.
Source: Kumar and others 2022, Fine-Tuning can Distort Pretrained Features, arXiv 2202.10054.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from feedback_api.classify.context import Context
from feedback_api.classify.encoder import LOWER_LAYERS, Embedding, readable
from feedback_api.classify.examples import Example
from feedback_api.classify.graph import wheel_layer
from feedback_api.classify.packed import DIMENSIONS, PackedModel
from feedback_api.classify.pieces import Speller
from feedback_api.classify.tone import TONES
from feedback_api.terms.codebook import Sentiment, Theme
from feedback_api.terms.errors import Unavailable

ROUNDS = 3
"""How often each example is seen."""

_MOST_PIECES = 300
_BATCH = 16
_PROBE_ROUNDS = 12
_PROBE_BATCH = 64
_PROBE_RATE = 3e-3
_PROBE_PENALTY = 3e-3
_LAYER_RATE = 6e-5
_LAYER_DECAY = 0.9
_LAYER_PENALTY = 0.05
_HEAD_RATE = 3e-4
_HEAD_PENALTY = 0.01
_WARM_UP = 0.1
_LOWEST = 0.02
_DROPPED = 0.1
_FORGOTTEN_PIECES = 0.1
_SMOOTHING = 0.03
_SHARPNESS = 8.0
_TONE_WEIGHT = 0.5
_SEED = 0
_NO_TONE = -1
# Rates and rounds were chosen by leaving voices out: docs/explanation/themes.md.

Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Goal:
    """What the layers learn from, row by row: labels, trust, tones (-1: none), centres and contexts."""

    themes: Any
    trust: Any
    tones: Any
    centres: Any
    theme_views: Sequence[Any]
    tone_views: Sequence[Any]

    @property
    def tone_weights(self) -> Any:
        """How much each tone counts: a rare one for more, by the root of how rare it is."""
        import torch

        counts = torch.bincount(self.tones[self.tones > _NO_TONE], minlength=len(TONES)).float().clamp(min=1)
        weights = (counts.sum() / counts).sqrt()
        return weights / weights.mean()


class Lower:
    """Examples as they come out of the layers that stay as they are; computed once, for all tunings."""

    def __init__(self, examples: Sequence[Example], packed: PackedModel, told: Told) -> None:
        """Read all examples.

        Raises:
            Unavailable: when PyTorch is not installed.
        """
        torch = _torch()
        self.packed = packed
        self.states: list[Any] = [None] * len(examples)
        self.vectors = np.zeros((len(examples), DIMENSIONS), dtype=np.float32)
        speller, embedding, marks = Speller(packed.vocabulary()), Embedding(packed), packed.vocabulary()
        spelled = [speller.spell(readable(example.text))[:_MOST_PIECES] for example in examples]
        self.lengths = np.array([len(pieces) + 2 for pieces in spelled])
        lower, upper = _stack(packed, range(LOWER_LAYERS)), _stack(packed, _upper(packed))
        order = np.argsort(self.lengths, kind="stable")
        with torch.no_grad():
            for at in range(0, len(order), _BATCH):
                rows = order[at : at + _BATCH]
                texts = [embedding.of([marks.start, *spelled[i], marks.end]) for i in rows]
                flow, real = _padded(texts)
                flow = _through(lower, flow, real)
                for place, row in enumerate(rows):
                    self.states[row] = flow[place, : self.lengths[row]].to(torch.bfloat16)
                self.vectors[rows] = _pooled(_through(upper, flow, real), real).numpy()
                told(at + len(rows), len(order))


def tune(
    lower: Lower,
    examples: Sequence[Example],
    keep: NDArray[np.bool_],
    centres: NDArray[np.float32],
    views: tuple[Sequence[Callable[[Context], Context]], Sequence[Callable[[Context], Context]]],
    told: Told,
) -> dict[str, NDArray[np.float32]]:
    """Numbers of the upper layers after learning from the kept examples, named as the graph names them.

    ``centres`` holds the mean vector of each example's language, shape (examples, 384); ``views``
    what a head may see of a context, for themes and for tones. The same input gives the same numbers
    on the same kind of processor.
    """
    torch = _torch()
    chance = random.Random(_SEED)  # noqa: S311 - shuffles examples, guards nothing
    torch.manual_seed(_SEED)
    rows = np.flatnonzero(keep)
    goal = _goal(examples, keep, centres, views)
    layers = _stack(lower.packed, _upper(lower.packed))
    heads = _heads(goal)
    _probe(heads, torch.tensor(lower.vectors), goal, _Shuffler(rows, lower.lengths, chance))
    _together(layers, heads, lower, goal, _Shuffler(rows, lower.lengths, chance), told)
    return _numbers(layers)


class _Shuffler:
    """Batches of examples of about the same length, in a new order each round."""

    def __init__(self, rows: NDArray[np.int64], lengths: NDArray[np.int64], chance: random.Random) -> None:
        self._rows, self._lengths, self.chance = rows, lengths, chance

    def round(self, size: int) -> list[NDArray[np.int64]]:
        wobble = np.array([self.chance.uniform(-6, 6) for _ in self._rows])
        order = self._rows[np.argsort(self._lengths[self._rows] + wobble, kind="stable")]
        batches = [order[at : at + size] for at in range(0, len(order), size)]
        self.chance.shuffle(batches)
        return batches


def _together(layers: Any, heads: Any, lower: Lower, goal: Goal, shuffler: _Shuffler, told: Told) -> None:
    """Layers and heads learn together, at a rate that rises shortly and then falls to almost nothing."""
    import torch

    groups = [{"params": list(heads.parameters()), "lr": _HEAD_RATE, "weight_decay": _HEAD_PENALTY}]
    for depth, layer in enumerate(reversed(layers)):
        rate = _LAYER_RATE * _LAYER_DECAY**depth
        tables = [numbers for numbers in layer.parameters() if numbers.ndim > 1]
        lists = [numbers for numbers in layer.parameters() if numbers.ndim == 1]
        groups.append({"params": tables, "lr": rate, "weight_decay": _LAYER_PENALTY})
        groups.append({"params": lists, "lr": rate, "weight_decay": 0.0})
    learner = torch.optim.AdamW(groups)
    rates = [group["lr"] for group in learner.param_groups]
    batches = [batch for _ in range(ROUNDS) for batch in shuffler.round(_BATCH)]
    layers.train()
    for done, batch in enumerate(batches):
        slope = min(1.0, done / (_WARM_UP * len(batches))) * max(_LOWEST, 1 - done / len(batches))
        for group, rate in zip(learner.param_groups, rates, strict=True):
            group["lr"] = rate * slope
        flow, real = _padded([lower.states[row] for row in batch])
        forgotten = torch.rand(real.shape) < _FORGOTTEN_PIECES
        forgotten[:, 0] = False
        real = real & ~forgotten
        with torch.autocast("cpu", dtype=torch.bfloat16):
            flow = _through(layers, flow, real)
        _step(learner, _loss(heads, _pooled(flow.float(), real), goal, batch, shuffler.chance), layers, heads)
        told(done + 1, len(batches))
    layers.eval()


def _probe(heads: Any, vectors: Any, goal: Goal, shuffler: _Shuffler) -> None:
    """Heads alone, on vectors as they come."""
    import torch

    learner = torch.optim.Adam(heads.parameters(), lr=_PROBE_RATE)
    for _ in range(_PROBE_ROUNDS):
        for batch in shuffler.round(_PROBE_BATCH):
            penalty = sum((numbers**2).sum() for numbers in heads.parameters())
            loss = _loss(heads, vectors[batch], goal, batch, shuffler.chance) + _PROBE_PENALTY * penalty
            learner.zero_grad()
            loss.backward()
            learner.step()


def _step(learner: Any, loss: Any, layers: Any, heads: Any) -> None:
    import torch

    learner.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_([*layers.parameters(), *heads.parameters()], 1.0)
    learner.step()


def _loss(heads: Any, vectors: Any, goal: Goal, batch: NDArray[np.int64], chance: random.Random) -> Any:
    """How wrong the four heads are: themes and tone, by words alone and with some of the context."""
    from torch.nn import functional

    rows = batch.tolist()
    centred = functional.normalize(vectors - goal.centres[rows], dim=-1) * _SHARPNESS
    wanted = goal.themes[rows] * (1 - 2 * _SMOOTHING) + _SMOOTHING
    about, feeling = chance.choice(goal.theme_views)[rows], chance.choice(goal.tone_views)[rows]
    guesses = (
        heads["themes_alone"](centred),
        heads["themes"](centred) + heads["themes_context"](about),
    )
    total = sum(
        (
            functional.binary_cross_entropy_with_logits(guess, wanted, reduction="none")
            * goal.trust[rows, None]
        )
        .sum(1)
        .mean()
        for guess in guesses
    )
    known = goal.tones[rows] > _NO_TONE
    if not known.any():
        return total
    tones = (heads["tones_alone"](centred), heads["tones"](centred) + heads["tones_context"](feeling))
    return total + _TONE_WEIGHT * sum(
        functional.cross_entropy(
            guess[known], goal.tones[rows][known], weight=goal.tone_weights, label_smoothing=_SMOOTHING
        )
        for guess in tones
    )


def _goal(examples: Sequence[Example], keep: NDArray[np.bool_], centres: Any, views: Any) -> Goal:
    import torch

    def seen(view: Callable[[Context], Context]) -> Any:
        return torch.tensor(np.array([view(example.context).vector() for example in examples]))

    tones = [
        TONES.index(Sentiment(example.sentiment)) if example.sentiment and kept else _NO_TONE
        for example, kept in zip(examples, keep, strict=True)
    ]
    return Goal(
        themes=torch.tensor([[float(theme in e.themes) for theme in Theme] for e in examples]),
        trust=torch.tensor([0.5 if e.voice == "codebook-words" else 1.0 for e in examples]),
        tones=torch.tensor(tones),
        centres=torch.tensor(centres),
        theme_views=[seen(view) for view in views[0]],
        tone_views=[seen(view) for view in views[1]],
    )


def _heads(goal: Goal) -> Any:
    import torch

    places = goal.theme_views[0].shape[1]
    sizes = {"themes": len(Theme), "tones": len(TONES)}
    found = torch.nn.ModuleDict()
    for name, size in sizes.items():
        found[name] = torch.nn.Linear(DIMENSIONS, size)
        found[f"{name}_alone"] = torch.nn.Linear(DIMENSIONS, size)
        found[f"{name}_context"] = torch.nn.Linear(places, size, bias=False)
    for numbers in found.parameters():
        torch.nn.init.zeros_(numbers)
    for name in ("themes", "themes_alone"):
        torch.nn.init.constant_(found[name].bias, -3.0)
    return found


def _torch() -> Any:
    try:
        import torch
    except ImportError:
        raise Unavailable("tuning the encoder needs PyTorch: ./run train installs it") from None
    torch.set_num_threads(1)
    return torch


def _upper(packed: PackedModel) -> range:
    return range(LOWER_LAYERS, packed.layers)


def _stack(packed: PackedModel, layers: range) -> Any:
    import torch

    return torch.nn.ModuleList([_layer(packed, layer) for layer in layers]).eval()


_PARTS = ("attend", "join", "widen", "narrow")
_NORMS = ("first", "second")


def _layer(packed: PackedModel, layer: int) -> Any:
    """One layer of the wheel as PyTorch knows it."""
    import torch

    numbers = wheel_layer(packed, layer)
    made = torch.nn.ModuleDict()
    for name in _PARTS:
        table = numbers[f"{layer}.{name}"]
        made[name] = torch.nn.Linear(*table.shape)
        made[name].weight.data = torch.tensor(np.ascontiguousarray(table.T))
        made[name].bias.data = torch.tensor(numbers[f"{layer}.{name}.bias"])
    for name in _NORMS:
        made[name] = torch.nn.LayerNorm(DIMENSIONS, eps=1e-12)
        made[name].weight.data = torch.tensor(numbers[f"{layer}.{name}.weight"])
        made[name].bias.data = torch.tensor(numbers[f"{layer}.{name}.bias"])
    return made


def _numbers(layers: Any) -> dict[str, NDArray[np.float32]]:
    found = {}
    for layer, made in enumerate(layers, LOWER_LAYERS):
        for name in _PARTS:
            found[f"{layer}.{name}"] = made[name].weight.detach().numpy().T
            found[f"{layer}.{name}.bias"] = made[name].bias.detach().numpy()
        for name in _NORMS:
            found[f"{layer}.{name}.weight"] = made[name].weight.detach().numpy()
            found[f"{layer}.{name}.bias"] = made[name].bias.detach().numpy()
    return found


def _through(layers: Any, flow: Any, real: Any) -> Any:
    import torch
    from torch.nn import functional

    blocked = torch.zeros(real.shape).masked_fill(~real, -1e9)[:, None, None, :]
    heads = 12
    count, length, width = flow.shape
    for layer in layers:
        parts = layer["attend"](flow).view(count, length, 3, heads, width // heads).permute(2, 0, 3, 1, 4)
        seen = functional.scaled_dot_product_attention(parts[0], parts[1], parts[2], attn_mask=blocked)
        joined = layer["join"](seen.transpose(1, 2).reshape(count, length, width))
        flow = layer["first"](flow + functional.dropout(joined, _DROPPED, layer.training))
        narrowed = layer["narrow"](functional.gelu(layer["widen"](flow)))
        flow = layer["second"](flow + functional.dropout(narrowed, _DROPPED, layer.training))
    return flow


def _pooled(flow: Any, real: Any) -> Any:
    from torch.nn import functional

    weight = real[..., None].float()
    return functional.normalize((flow * weight).sum(1) / weight.sum(1), dim=-1)


def _padded(texts: Sequence[Any]) -> tuple[Any, Any]:
    import torch

    longest = max(len(text) for text in texts)
    flow = torch.zeros(len(texts), longest, DIMENSIONS)
    real = torch.zeros(len(texts), longest, dtype=torch.bool)
    for row, text in enumerate(texts):
        flow[row, : len(text)] = torch.as_tensor(text)
        real[row, : len(text)] = True
    return flow, real
