import pytest

from feedback_api.deidentify.lexicon import Lexicon
from feedback_api.deidentify.reading import read
from feedback_api.deidentify.recognisers import plate


def found(typed: str, lexicons: dict[str, Lexicon]) -> list[str]:
    reading = read(typed, lexicons["nl"])
    return [reading.text[span.start : span.end] for span in plate.find(reading)]


@pytest.mark.parametrize(
    ("typed", "hit"),
    [
        ("12-BXK-7", "12-BXK-7"),
        ("GX-481-B", "GX-481-B"),
        ("gx-481-b", "gx-481-b"),
        ("kenteken 99 ab cd", "99 ab cd"),
    ],
)
def test_found(lexicons: dict[str, Lexicon], typed: str, hit: str) -> None:
    assert hit in found(typed, lexicons)


@pytest.mark.parametrize(
    "typed",
    [
        "drie-op-een",
        "24-7 open",
    ],
)
def test_left_alone(lexicons: dict[str, Lexicon], typed: str) -> None:
    assert found(typed, lexicons) == []
