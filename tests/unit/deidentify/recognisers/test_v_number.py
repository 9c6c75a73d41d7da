import pytest

from feedback_api.deidentify.lexicon import Lexicon
from feedback_api.deidentify.reading import read
from feedback_api.deidentify.recognisers import v_number


def found(typed: str, lexicons: dict[str, Lexicon]) -> list[str]:
    reading = read(typed, lexicons["nl"])
    return [reading.text[span.start : span.end] for span in v_number.find(reading)]


@pytest.mark.parametrize(
    ("typed", "hit"),
    [
        ("281.234.5678", "281.234.5678"),
        ("2812345678", "2812345678"),
        ("v nr 2 8 1 2 3 4 5 6 7 8", "2 8 1 2 3 4 5 6 7 8"),
        ("V-nummer 28123", "28123"),
        ("9901.12.8003", "9901.12.8003"),
    ],
)
def test_found(lexicons: dict[str, Lexicon], typed: str, hit: str) -> None:
    assert hit in found(typed, lexicons)


@pytest.mark.parametrize(
    "typed",
    [
        "28 12 34",
        "14 maanden",
    ],
)
def test_left_alone(lexicons: dict[str, Lexicon], typed: str) -> None:
    assert found(typed, lexicons) == []
