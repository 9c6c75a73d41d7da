"""Tuning is tried on a few examples where PyTorch and ONNX are installed; ``./run train`` installs them."""

import numpy as np
import pytest

from feedback_api.classify.context import Context
from feedback_api.classify.encoder import TunedEncoder
from feedback_api.classify.examples import Example
from feedback_api.classify.train import Tuning

pytest.importorskip("torch")
pytest.importorskip("onnx")

ROWS = [("De tolk was slecht", "interpreting"), ("De website werkt niet", "digital")] * 4
EXAMPLES = [
    Example(text, "nl", frozenset({theme}), "negative", Context(), "one" if row < 6 else "two")
    for row, (text, theme) in enumerate(ROWS)
]


@pytest.mark.filterwarnings("ignore")
def test_tuning_gives_a_graph_whose_vectors_are_those_of_the_material():
    graph, material = Tuning(EXAMPLES, lambda *_: None).tuned_on(EXAMPLES[:6], lambda *_: None)
    again = TunedEncoder(1, graph).encode([EXAMPLES[0].text])[0]
    assert np.allclose(material.vectors[0], again, atol=1e-5)
    assert len(material.vectors) == len(EXAMPLES)


def test_without_pytorch_the_reason_is_said(monkeypatch):
    import builtins

    from feedback_api.terms.errors import Unavailable

    real = builtins.__import__

    def without(name, *rest, **told):
        if name == "torch":
            raise ImportError
        return real(name, *rest, **told)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(Unavailable, match="PyTorch"):
        Tuning(EXAMPLES, lambda *_: None)
