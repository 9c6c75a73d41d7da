import pytest

from feedback_api.deidentify.lexicon import Lexicon
from feedback_api.deidentify.reading import read
from feedback_api.deidentify.recognisers import place


def found(typed: str, lexicons: dict[str, Lexicon]) -> list[str]:
    reading = read(typed, lexicons["nl"])
    return [reading.text[span.start : span.end] for span in place.find(reading)]


@pytest.mark.parametrize(
    ("typed", "hit"),
    [
        ("azc balk was koud", "balk"),
        ("wij wonen in Best nu", "Best"),
        ("de gemeente Oldambt", "Oldambt"),
        ("in den haag", "den haag"),
    ],
)
def test_found(lexicons: dict[str, Lexicon], typed: str, hit: str) -> None:
    assert hit in found(typed, lexicons)


@pytest.mark.parametrize(
    "typed",
    [
        "in Ter Apel",
        "in Nederland",
        "azc en opvang",
        "op Schiphol",
    ],
)
def test_left_alone(lexicons: dict[str, Lexicon], typed: str) -> None:
    assert found(typed, lexicons) == []
