import json
from pathlib import Path

import numpy as np

from feedback_api.classify.examples import example_of, read_examples
from feedback_api.classify.train import Material, encode_all
from feedback_api.classify.unseen import _auroc, auroc_of_unseen
from feedback_api.terms.codebook import Theme

LEFT_OUT = (Theme.DIGITAL, Theme.POSITIVE_EXPERIENCE, Theme.LEGAL_HELP)


def _material(examples, encoder):
    return Material(examples, encode_all([e.text for e in examples], encoder, lambda done, total: None))


def test_the_area_is_one_when_all_stand_out_and_half_when_none_does():
    assert _auroc(np.array([3.0, 2.0]), np.array([1.0, 0.0])) == 1.0
    assert _auroc(np.array([1.0, 1.0]), np.array([1.0, 1.0])) == 0.5
    assert _auroc(np.array([0.0]), np.array([1.0, 2.0])) == 0.0


def test_a_theme_left_out_of_training_stands_out(encoder, heads):
    """Reduced: a quarter of the examples and three themes; all of it is in benchmarks/unseen_themes.py."""
    known = _material(read_examples(sorted(Path("training/themes").glob("*.jsonl")))[::4], encoder)
    lines = Path("tests/data/themes/test.jsonl").read_text(encoding="utf-8").splitlines()
    judged = _material([example_of(json.loads(line), "test") for line in lines], encoder)
    figures = [auroc_of_unseen(theme, known, judged, heads.centres) for theme in LEFT_OUT]
    assert np.mean(figures) >= 0.7, figures
    assert min(figures) >= 0.62, figures
