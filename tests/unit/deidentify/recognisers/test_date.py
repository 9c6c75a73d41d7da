import pytest

from feedback_api.deidentify.lexicon import Lexicon
from feedback_api.deidentify.reading import read
from feedback_api.deidentify.recognisers import date


def found(typed: str, lexicons: dict[str, Lexicon]) -> list[str]:
    reading = read(typed, lexicons["nl"])
    return [reading.text[span.start : span.end] for span in date.find(reading)]


@pytest.mark.parametrize(
    ("typed", "hit"),
    [
        ("op 12 maart 2024", "12 maart 2024"),
        ("3e april", "3e april"),
        ("12-03-2024", "12-03-2024"),
        ("2024-03-12", "2024-03-12"),
        ("twaalf maart", "twaalf maart"),
        ("May 17th", "May 17th"),
        ("sixth of October two thousand nine", "sixth of October two thousand nine"),
        ("vanaf 1/10 gaat", "1/10"),
        ("15 ramadan 1445", "15 ramadan 1445"),
        ("10 farvardin 1403", "10 farvardin 1403"),
        ("፲፪ meskerem", "12 meskerem"),
    ],
)
def test_found(lexicons: dict[str, Lexicon], typed: str, hit: str) -> None:
    assert hit in found(typed, lexicons)


@pytest.mark.parametrize(
    "typed",
    [
        "in maart 2024",
        "een hut van hout",
        "34 56 78",
    ],
)
def test_left_alone(lexicons: dict[str, Lexicon], typed: str) -> None:
    assert found(typed, lexicons) == []
