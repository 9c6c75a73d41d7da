import pytest

from feedback_api.intake.normalise import MOST_CHARACTERS, read_words
from feedback_api.terms.errors import InvalidInput


def problem(words):
    with pytest.raises(InvalidInput) as caught:
        read_words(words, "/good")
    (found,) = caught.value.problems
    assert found.pointer == "/good"
    return found.code


@pytest.mark.parametrize("words", ["", "   ", "\n\t", "\u200b\u200e", "\x00\x07"])
def test_nothing_visible_is_empty(words):
    assert problem(words) == "empty"


def test_length_is_counted_in_characters_after_cleaning():
    assert read_words("a" * MOST_CHARACTERS, "/good").reveal() == "a" * MOST_CHARACTERS
    assert read_words("  " + "a" * MOST_CHARACTERS + " \r\n", "/good")
    assert problem("a" * (MOST_CHARACTERS + 1)) == "too-long"


@pytest.mark.parametrize("words", ["\udfff", "a\ud800", "😀😀😀", "?!", "…"])
def test_half_a_surrogate_pair_or_no_letter_is_no_text(words):
    assert problem(words) == "not-text"


def test_composed_and_decomposed_spelling_become_one():
    assert read_words("cafe\u0301", "/good").reveal() == "café"


def test_control_characters_separate_words_and_line_ends_are_one_kind():
    assert read_words("a\x00b\r\nc\u2028d", "/good").reveal() == "a b\nc\nd"
