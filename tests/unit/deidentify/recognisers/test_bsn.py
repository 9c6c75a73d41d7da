import pytest

from feedback_api.deidentify.lexicon import Lexicon
from feedback_api.deidentify.reading import read
from feedback_api.deidentify.recognisers import bsn


def found(typed: str, lexicons: dict[str, Lexicon]) -> list[str]:
    reading = read(typed, lexicons["nl"])
    return [reading.text[span.start : span.end] for span in bsn.find(reading)]


@pytest.mark.parametrize(
    ("typed", "hit"),
    [
        ("mijn nummer 111222333", "111222333"),
        ("bsn: 123456789", "123456789"),
        ("111.222.333", "111.222.333"),
    ],
)
def test_found(lexicons: dict[str, Lexicon], typed: str, hit: str) -> None:
    assert hit in found(typed, lexicons)


@pytest.mark.parametrize(
    "typed",
    [
        "nummer 123456789 zonder proef",
        "14 maanden",
    ],
)
def test_left_alone(lexicons: dict[str, Lexicon], typed: str) -> None:
    assert found(typed, lexicons) == []
