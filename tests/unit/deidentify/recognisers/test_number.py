import pytest

from feedback_api.deidentify.lexicon import Lexicon
from feedback_api.deidentify.reading import read
from feedback_api.deidentify.recognisers import number


def found(typed: str, lexicons: dict[str, Lexicon]) -> list[str]:
    reading = read(typed, lexicons["nl"])
    return [reading.text[span.start : span.end] for span in number.find(reading)]


@pytest.mark.parametrize(
    ("typed", "hit"),
    [
        ("code 4711 klopt", "4711"),
        ("1 2 3 4 5 6", "1 2 3 4 5 6"),
        ("nummer 7", "7"),
        ("1987 was", "1987"),
    ],
)
def test_found(lexicons: dict[str, Lexicon], typed: str, hit: str) -> None:
    assert hit in found(typed, lexicons)


@pytest.mark.parametrize(
    "typed",
    [
        "14 maanden",
        "4 gehoren per week",
        "3x",
        "om 10:30",
        "from 9:10 to 17:45",
        "in 2024",
        "sinds maart 2025",
        "stap 2",
        "24/7",
        "84 kaarten",
        "artikel 3",
        "tussen 2 en 3 weken",
        "15%",
        "1 kamer",
        "gesprek om 8, geen bus",
        "item 4: tolken",
    ],
)
def test_left_alone(lexicons: dict[str, Lexicon], typed: str) -> None:
    assert found(typed, lexicons) == []
