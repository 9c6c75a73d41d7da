import pytest

from feedback_api.deidentify.lexicon import Lexicon
from feedback_api.deidentify.reading import read
from feedback_api.deidentify.recognisers import url


def found(typed: str, lexicons: dict[str, Lexicon]) -> list[str]:
    reading = read(typed, lexicons["nl"])
    return [reading.text[span.start : span.end] for span in url.find(reading)]


@pytest.mark.parametrize(
    ("typed", "hit"),
    [
        ("zie https://x.nl/a?b=1", "https://x.nl/a?b=1"),
        ("www.voorbeeld.nl/login", "www.voorbeeld.nl/login"),
        ("bit.ly/3xY", "bit.ly/3xY"),
        ("voorbeeld punt nl", "voorbeeld punt nl"),
    ],
)
def test_found(lexicons: dict[str, Lexicon], typed: str, hit: str) -> None:
    assert hit in found(typed, lexicons)


@pytest.mark.parametrize(
    "typed",
    [
        "kijk op ind.nl",
        "einde zin.Nieuwe zin",
    ],
)
def test_left_alone(lexicons: dict[str, Lexicon], typed: str) -> None:
    assert found(typed, lexicons) == []
