"""The fit separates what can be separated and stays humble where labels are smoothed."""

import numpy as np
import pytest

from feedback_api.classify.logistic import fit

sparse = pytest.importorskip("scipy.sparse")


def test_a_clear_difference_is_learned() -> None:
    inputs = sparse.csr_matrix(np.array([[1.0, 0.0], [0.0, 1.0]] * 20))
    wanted = np.array([[True, False], [False, True]] * 20)
    found = fit(inputs, wanted, np.ones(40, dtype=np.float32), inverse_penalty=10.0, smoothing=0.05)
    chances = found.probabilities(inputs)
    assert (chances > 0.5).tolist() == wanted.tolist()
    assert chances.max() < 0.96


def test_a_label_that_never_occurs_is_unlikely() -> None:
    inputs = sparse.csr_matrix(np.eye(4, dtype=np.float32))
    found = fit(
        inputs,
        np.zeros((4, 1), dtype=bool),
        np.ones(4, dtype=np.float32),
        inverse_penalty=1.0,
        smoothing=0.01,
    )
    assert found.probabilities(inputs).max() < 0.1
