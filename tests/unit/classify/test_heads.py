"""The trained files fit the codebook, stay small, hold no pickled objects and fail clearly."""

import zipfile
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from feedback_api.classify.heads import Centres, Heads, LinearHead
from feedback_api.classify.ngrams import ngrams
from feedback_api.classify.tone import TONES
from feedback_api.terms.codebook import Sentiment, Theme
from feedback_api.terms.errors import Unavailable

FOLDER = Path(str(files("feedback_api.classify") / "heads"))
LANGUAGES = {"nl", "en", "ar", "fa", "prs", "tr", "fr", "ti", "so", "ps", "ku", "ckb", "uk", "ru", "und"}


def test_the_labels_are_the_codebook(heads: Heads) -> None:
    for head in (heads.themes.informed, heads.themes.alone):
        assert head.labels == tuple(theme.value for theme in Theme)
    for head in (heads.sentiment.informed, heads.sentiment.alone):
        assert head.labels == tuple(tone.value for tone in Sentiment) == tuple(tone.value for tone in TONES)


def test_every_language_has_a_centre(heads: Heads) -> None:
    assert set(heads.centres.languages) >= LANGUAGES


def test_an_unknown_language_uses_the_common_centre(heads: Heads) -> None:
    vector = np.eye(1, 384, dtype=np.float32)[0]
    known = heads.centres.centred(vector, "und")
    assert np.array_equal(heads.centres.centred(vector, "xx"), known)
    assert not np.array_equal(heads.centres.centred(vector, "ti"), known)
    assert np.linalg.norm(known) == pytest.approx(1.0, abs=1e-5)


def test_every_file_is_small_and_holds_no_pickle() -> None:
    found = sorted(FOLDER.glob("*.npz"))
    assert len(found) == 6
    for path in found:
        assert path.stat().st_size < 1_000_000
        assert zipfile.is_zipfile(path)
        with np.load(path, allow_pickle=False) as archive:
            assert all(archive[name].dtype != object for name in archive.files)


def test_the_tuned_layers_stay_within_what_a_checkout_may_hold() -> None:
    assert (FOLDER / "encoder.onnx").stat().st_size < 12_000_000


def test_the_files_have_a_card() -> None:
    card = (FOLDER / "CARD.md").read_text(encoding="utf-8")
    assert "EUPL-1.2" in card
    assert "feedback-api train" in card


def test_heads_survive_writing_and_reading(heads: Heads, tmp_path: Path) -> None:
    heads.write(tmp_path)
    again = Heads.read(tmp_path)
    assert np.array_equal(again.themes.informed.spelling, heads.themes.informed.spelling)
    assert np.array_equal(again.themes.alone.vector, heads.themes.alone.vector)
    assert np.array_equal(again.centres.means, heads.centres.means)


def test_a_missing_file_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        Heads.read(tmp_path)


def test_a_damaged_file_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "broken.npz").write_bytes(b"not a head")
    with pytest.raises(Unavailable):
        LinearHead.read(tmp_path / "broken.npz")
    with pytest.raises(Unavailable):
        Centres.read(tmp_path / "broken.npz")


def test_a_head_of_another_size_is_unavailable(heads: Heads, tmp_path: Path) -> None:
    head = heads.themes.alone
    LinearHead(
        head.labels,
        head.vector[:, :5],
        head.spelling,
        head.spelling_unit,
        head.context,
        head.bias,
        head.threshold,
    ).write(tmp_path / "small.npz")
    with pytest.raises(Unavailable, match="train them again"):
        LinearHead.read(tmp_path / "small.npz")


def test_spelling_is_the_same_in_every_process() -> None:
    places, weights = ngrams("tolk")
    assert int(places.sum()) == SPELLED_TOLK
    assert np.linalg.norm(weights) == pytest.approx(1.0, abs=1e-5)


SPELLED_TOLK = 111524
