"""Several yes-or-no questions answered from one table of numbers, fitted at once; training only."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from feedback_api.classify.heads import sigmoid

_STEPS = 80
_FREE_PENALTY = 1e-3
# The bias is all but free: its size says how common a label is, not how sure we are of a word.


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights per input and label, shape (inputs, labels), and a bias per label, in log-odds."""

    weights: NDArray[np.float32]
    bias: NDArray[np.float32]

    def probabilities(self, inputs: Any) -> NDArray[np.float32]:
        """Probability of each label per row, shape (rows, labels)."""
        return sigmoid(np.asarray(inputs @ self.weights) + self.bias)


def fit(
    inputs: Any,
    wanted: NDArray[np.bool_],
    trust: NDArray[np.float32],
    *,
    inverse_penalty: float,
    smoothing: float,
) -> Fitted:
    """Logistic regression per label with an L2 penalty and smoothed labels; deterministic.

    ``inputs`` is a sparse table (rows, inputs), ``wanted`` (rows, labels), ``trust`` a weight per
    row. Smoothed labels ask for 0.97 where the example says yes, because examples by one author
    are surer of themselves than the next author's messages allow.

    Source: Hastie, Tibshirani and Friedman 2009, The Elements of Statistical Learning, 4.4;
    label smoothing: Szegedy and others 2016, arXiv 1512.00567, section 7.
    """
    from scipy.optimize import minimize  # type: ignore[import-untyped,unused-ignore]

    table = inputs.astype(np.float32).tocsr()
    problem = _Problem(
        table,
        table.T.tocsr(),
        np.where(wanted, 1.0 - smoothing, smoothing).astype(np.float32),
        trust[:, None].astype(np.float32),
        1.0 / inverse_penalty,
    )
    found = minimize(
        problem.loss_and_slope,
        problem.start(),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": _STEPS, "maxcor": 8},
    )
    both = found.x.reshape(-1, wanted.shape[1]).astype(np.float32)
    return Fitted(both[:-1], both[-1])


@dataclass(frozen=True, slots=True)
class _Problem:
    table: Any
    turned: Any
    targets: NDArray[np.float32]
    trust: NDArray[np.float32]
    penalty: float

    def start(self) -> NDArray[np.float64]:
        """No weights, and biases at how common each label is."""
        common = np.clip(self.targets.mean(axis=0), 1e-3, 1 - 1e-3)
        first = np.zeros((self.table.shape[1] + 1, self.targets.shape[1]))
        first[-1] = np.log(common / (1 - common))
        return first.ravel()

    def loss_and_slope(self, flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        both = flat.reshape(-1, self.targets.shape[1])
        scores = self.table @ both[:-1].astype(np.float32) + both[-1].astype(np.float32)
        penalties = np.full((len(both), 1), self.penalty)
        penalties[-1] = _FREE_PENALTY
        loss = float((self.trust * (np.logaddexp(0.0, scores) - self.targets * scores)).sum(dtype=np.float64))
        missed = (self.trust * (sigmoid(scores) - self.targets)).astype(np.float32)
        slope = np.vstack([self.turned @ missed, missed.sum(axis=0, keepdims=True)]) + penalties * both
        return loss + 0.5 * float((penalties * both * both).sum()), slope.ravel().astype(np.float64)
