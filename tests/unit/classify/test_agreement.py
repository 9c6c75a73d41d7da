import json
from pathlib import Path

import pytest

from feedback_api.classify.agreement import agreement, alpha, apart, kappa
from feedback_api.classify.measure import Judged
from feedback_api.flows.evaluate import labelled_twice

TRAINING = Path("training/themes")
SECOND = Path("tests/data/themes/second-labels.jsonl")


def _rows(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def test_kappa_is_cohens_own_figure():
    # 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: seen .7, by chance .5.
    pairs = [(1, 1)] * 20 + [(1, 0)] * 5 + [(0, 1)] * 10 + [(0, 0)] * 15
    assert kappa(pairs) == pytest.approx(0.4)


def test_alpha_counts_each_pair_of_labels_that_chance_could_bring_together():
    # Two of three agree; of 6 labels 3 are a and 3 are b: expected 2·3·3/30 = .6, seen 1/3.
    assert alpha([("a", "a"), ("b", "b"), ("a", "b")], lambda x, y: float(x != y)) == pytest.approx(4 / 9)


def test_sets_of_themes_are_apart_by_what_they_do_not_share():
    assert apart({"safety"}, {"safety"}) == 0.0
    assert apart({"safety"}, {"safety", "children"}) == 0.5
    assert apart({"safety"}, {"children"}) == 1.0


def test_chance_alone_is_about_nothing():
    judged = [
        Judged("nl", {first}, {second}, first, second) for first in ("a", "b") for second in ("a", "b")
    ] * 25
    figures = agreement(judged)
    assert figures.themes_kappa == pytest.approx(0.0, abs=0.02)
    assert figures.themes_alpha == pytest.approx(0.0, abs=0.02)
    assert figures.tone_kappa == pytest.approx(0.0, abs=0.02)


def test_a_tenth_of_the_training_messages_is_labelled_twice_and_the_figures_of_the_docs_hold():
    first = [
        row
        for path in sorted(TRAINING.glob("*.jsonl"))
        if not path.stem.startswith("codebook-")
        for row in _rows(path)
    ]
    figures = agreement(labelled_twice(first, _rows(SECOND)))
    assert figures.messages == 300
    assert figures.messages * 10 <= len(first) <= figures.messages * 10 + 100
    told = Path("docs/explanation/themes.md").read_text(encoding="utf-8")
    part = told.split("### Labelled twice")[1].split("\n## ")[0]
    for name in ("micro_f1", "macro_f1", "themes_kappa", "themes_alpha", "tone_kappa", "tone_alpha"):
        assert f"| {name} | {getattr(figures, name):.3f}".replace(" 0.", " .") in part, name


def test_a_second_label_without_a_first_is_refused():
    with pytest.raises(ValueError, match="1 of 1"):
        labelled_twice([], [{"id": "x", "lang": "nl", "themes": ["other"], "sentiment": "neutral"}])
