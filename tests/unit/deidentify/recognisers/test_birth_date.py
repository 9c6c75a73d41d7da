import pytest

from feedback_api.deidentify.lexicon import Lexicon
from feedback_api.deidentify.reading import read
from feedback_api.deidentify.recognisers import birth_date


def found(typed: str, lexicons: dict[str, Lexicon]) -> list[str]:
    reading = read(typed, lexicons["nl"])
    return [reading.text[span.start : span.end] for span in birth_date.find(reading)]


@pytest.mark.parametrize(
    ("typed", "hit"),
    [
        ("geboren op 12-05-1987", "12-05-1987"),
        ("geboren in 1992", "1992"),
        ("d.o.b. 17.03.1994", "17.03.1994"),
        ("born in nineteen ninety", "nineteen ninety"),
    ],
)
def test_found(lexicons: dict[str, Lexicon], typed: str, hit: str) -> None:
    assert hit in found(typed, lexicons)


@pytest.mark.parametrize(
    "typed",
    [
        "mijn kind is geboren in het azc",
        "in 1992",
    ],
)
def test_left_alone(lexicons: dict[str, Lexicon], typed: str) -> None:
    assert found(typed, lexicons) == []
