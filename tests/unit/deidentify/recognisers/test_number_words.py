import pytest

from feedback_api.deidentify.lexicon import Lexicon
from feedback_api.deidentify.reading import read
from feedback_api.deidentify.recognisers import number_words


def found(typed: str, lexicons: dict[str, Lexicon]) -> list[str]:
    reading = read(typed, lexicons["nl"])
    return [reading.text[span.start : span.end] for span in number_words.find(reading)]


@pytest.mark.parametrize(
    ("typed", "hit"),
    [
        ("nul zes een twee drie", "nul zes een twee drie"),
        ("06 twaalf vierendertig 56", "06 twaalf vierendertig 56"),
        ("eentweedriehier eentweedrie", "eentweedrie"),
    ],
)
def test_found(lexicons: dict[str, Lexicon], typed: str, hit: str) -> None:
    assert hit in found(typed, lexicons)


@pytest.mark.parametrize(
    "typed",
    [
        "een of twee keer",
        "een, twee, drie",
    ],
)
def test_left_alone(lexicons: dict[str, Lexicon], typed: str) -> None:
    assert found(typed, lexicons) == []
