import pytest

from feedback_api.deidentify.lexicon import Lexicon
from feedback_api.deidentify.reading import read
from feedback_api.deidentify.recognisers import postcode


def found(typed: str, lexicons: dict[str, Lexicon]) -> list[str]:
    reading = read(typed, lexicons["nl"])
    return [reading.text[span.start : span.end] for span in postcode.find(reading)]


@pytest.mark.parametrize(
    ("typed", "hit"),
    [
        ("9561 AB", "9561 AB"),
        ("9561ab", "9561ab"),
        ("postcode 9561", "9561"),
        ("SW1A 1AA", "SW1A 1AA"),
    ],
)
def test_found(lexicons: dict[str, Lexicon], typed: str, hit: str) -> None:
    assert hit in found(typed, lexicons)


@pytest.mark.parametrize(
    "typed",
    [
        "in 2024 en later",
        "7-8-2025 de zienswijze",
    ],
)
def test_left_alone(lexicons: dict[str, Lexicon], typed: str) -> None:
    assert found(typed, lexicons) == []
