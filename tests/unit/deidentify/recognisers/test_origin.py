import pytest

from feedback_api.deidentify.lexicon import Lexicon
from feedback_api.deidentify.reading import read
from feedback_api.deidentify.recognisers import origin


def found(typed: str, lexicons: dict[str, Lexicon]) -> list[str]:
    reading = read(typed, lexicons["nl"])
    return [reading.text[span.start : span.end] for span in origin.find(reading)]


@pytest.mark.parametrize(
    ("typed", "hit"),
    [
        ("uit Syrië", "Syrië"),
        ("een Eritrese man", "Eritrese"),
        ("hij spreekt Saho", "Saho"),
        ("an Afghan family", "Afghan"),
    ],
)
def test_found(lexicons: dict[str, Lexicon], typed: str, hit: str) -> None:
    assert hit in found(typed, lexicons)


@pytest.mark.parametrize(
    "typed",
    [
        "de tolk Tigrinya",
        "Nederlandse les",
        "ik spreek Farsi",
    ],
)
def test_left_alone(lexicons: dict[str, Lexicon], typed: str) -> None:
    assert found(typed, lexicons) == []
