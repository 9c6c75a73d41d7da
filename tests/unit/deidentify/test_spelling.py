import pytest

from feedback_api.deidentify.spelling import sound_of


@pytest.mark.parametrize(
    ("slip", "word"),
    [("beslising", "beslissing"), ("gesegt", "gezegd"), ("prosedure", "procedure"), ("altyd", "altijd")],
)
def test_usual_slips_sound_the_same(slip: str, word: str) -> None:
    assert sound_of(slip, "nl") == sound_of(word, "nl")


def test_another_word_sounds_different() -> None:
    assert sound_of("hassan", "nl") != sound_of("wachten", "nl")
