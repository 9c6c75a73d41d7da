"""Training is deterministic, reports voices it did not see, and its heads work."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from feedback_api.classify import logistic
from feedback_api.classify.context import Context
from feedback_api.classify.examples import Example, read_examples
from feedback_api.classify.heads import Heads
from feedback_api.classify.train import (
    Material,
    centres_of,
    encode_all,
    judge,
    leave_voices_out,
    train,
    train_heads,
    voice_groups,
)
from feedback_api.terms.codebook import Step

pytest.importorskip("scipy")

EXAMPLES = Path(__file__).parents[3] / "training" / "themes"


def made_up(voice: str, seed: int) -> tuple[list[Example], NDArray[np.float32]]:
    """Two themes whose vectors point in two directions, in two languages."""
    chance = np.random.default_rng(seed)
    examples, vectors = [], []
    for i in range(24):
        theme, word = (("digital", "website"), ("safety", "mes"))[i % 2]
        tone = "positive" if i % 3 == 0 else "negative"
        examples.append(
            Example(
                word, ("nl", "en")[i % 4 // 2], frozenset({theme}), tone, Context(step=Step.GENERAL), voice
            )
        )
        vector = chance.normal(0, 0.02, 384)
        vector[i % 2] += 1.0
        vectors.append(vector / np.linalg.norm(vector))
    return examples, np.array(vectors, dtype=np.float32)


@pytest.fixture(autouse=True)
def few_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two made-up themes need no eighty steps, and the suite should be quick."""
    monkeypatch.setattr(logistic, "_STEPS", 10)


@pytest.fixture(scope="module")
def material() -> Material:
    one, two = made_up("one", 1), made_up("two", 2)
    return Material(one[0] + two[0], np.concatenate([one[1], two[1]]))


def test_training_twice_gives_the_same_heads(material: Material) -> None:
    first, second = train(material), train(material)
    assert np.array_equal(first.themes.informed.vector, second.themes.informed.vector)
    assert np.array_equal(first.sentiment.alone.spelling, second.sentiment.alone.spelling)


def test_a_voice_left_out_is_recognised_when_it_says_the_same(material: Material) -> None:
    report = leave_voices_out(material.examples, voice_groups(material.examples), lambda _: material)
    assert report.voices == ("one", "two")
    assert [voice for voice, _, _ in report.by_voice] == ["one", "two"]
    assert report.words_only is not None
    assert report.words_only.micro_f1 > 0.9


def test_the_encoder_of_a_group_never_saw_its_voices(material: Material) -> None:
    seen: list[set[str]] = []

    def encoder_for(kept: Sequence[Example]) -> Material:
        seen.append({example.voice for example in kept})
        return material

    leave_voices_out(material.examples, [["one"], ["two"]], encoder_for)
    assert seen == [{"two"}, {"one"}]


def test_one_voice_cannot_be_left_out(material: Material) -> None:
    alone = material.where([example.voice == "one" for example in material.examples])
    assert voice_groups(alone.examples) == []
    assert leave_voices_out(alone.examples, [], lambda _: alone).with_context is None


def test_groups_of_voices_are_about_as_large_and_hold_every_voice_once() -> None:
    examples = read_examples(sorted(EXAMPLES.glob("*.jsonl")))
    groups = voice_groups(examples)
    sizes = [sum(example.voice in group for example in examples) for group in groups]
    voices = [voice for group in groups for voice in group]
    assert sorted(voices) == sorted({e.voice for e in examples if not e.voice.startswith("codebook-")})
    assert max(sizes) - min(sizes) < 50


def test_judging_keeps_the_order(material: Material) -> None:
    judged = judge(train(material), material, informed=True)
    assert [j.gold for j in judged] == [example.themes for example in material.examples]


def test_a_language_with_few_examples_stays_near_the_common_centre(material: Material) -> None:
    centres = centres_of(material)
    assert centres.languages == ("und", "en", "nl")
    assert centres.means.shape == (3, 384)


def test_progress_is_told(fixed_encoder: object) -> None:
    told: list[tuple[int, int]] = []
    vectors = encode_all(["a"] * 20, fixed_encoder, lambda done, total: told.append((done, total)))  # type: ignore[arg-type]
    assert vectors.shape == (20, 384)
    assert told == [(16, 20), (20, 20)]


def test_the_examples_of_the_project_are_readable() -> None:
    examples = read_examples(sorted(EXAMPLES.glob("*.jsonl")))
    assert len(examples) > 3000
    assert len({example.voice for example in examples}) >= 8


def test_the_command_writes_heads_that_can_be_read(tmp_path: Path) -> None:
    rows = [
        ("tolk", "interpreting", "negative"),
        ("website", "digital", "positive"),
        ("bedankt", "positive_experience", "positive"),
        ("mes", "safety", "negative"),
    ]
    for voice in ("one", "two"):
        lines = [
            json.dumps({"lang": "nl", "text": f"{word} {voice}", "themes": [theme], "sentiment": tone})
            for word, theme, tone in rows
        ]
        (tmp_path / f"{voice}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    told: list[tuple[int, int]] = []
    report = train_heads(
        sorted(tmp_path.glob("*.jsonl")),
        tmp_path / "heads",
        lambda done, total: told.append((done, total)),
        keep_encoder=True,
    )
    assert report.examples == 8
    assert report.with_context is None
    assert told[-1][0] == told[-1][1]
    assert Heads.read(tmp_path / "heads").centres.languages == ("und", "nl")
