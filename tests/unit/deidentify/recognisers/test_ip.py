import pytest

from feedback_api.deidentify.lexicon import Lexicon
from feedback_api.deidentify.reading import read
from feedback_api.deidentify.recognisers import ip


def found(typed: str, lexicons: dict[str, Lexicon]) -> list[str]:
    reading = read(typed, lexicons["nl"])
    return [reading.text[span.start : span.end] for span in ip.find(reading)]


@pytest.mark.parametrize(
    ("typed", "hit"),
    [
        ("145.21.3.88", "145.21.3.88"),
        ("2001:db8::ff00:42:8329", "2001:db8::ff00:42:8329"),
        ("00:1A:2B:3C:4D:5E", "00:1A:2B:3C:4D:5E"),
    ],
)
def test_found(lexicons: dict[str, Lexicon], typed: str, hit: str) -> None:
    assert hit in found(typed, lexicons)


@pytest.mark.parametrize(
    "typed",
    [
        "om 10:30 uur",
        "1.5 jaar",
    ],
)
def test_left_alone(lexicons: dict[str, Lexicon], typed: str) -> None:
    assert found(typed, lexicons) == []
