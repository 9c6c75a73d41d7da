import pytest

from feedback_api.deidentify.lexicon import Lexicon
from feedback_api.deidentify.reading import read
from feedback_api.deidentify.recognisers import spelled_age


def found(typed: str, lexicons: dict[str, Lexicon]) -> list[str]:
    reading = read(typed, lexicons["nl"])
    return [reading.text[span.start : span.end] for span in spelled_age.find(reading)]


@pytest.mark.parametrize(
    ("typed", "hit"),
    [
        ("not yet three, and cold", "three"),
        ("a man, about fifty, who walks", "fifty"),
        ("my nan is seventy or seventy one we think", "seventy or seventy one"),
        ("zij is achttien geworden", "achttien"),
        ("het meisje van tien vertaalde", "tien"),
    ],
)
def test_found(lexicons: dict[str, Lexicon], typed: str, hit: str) -> None:
    assert hit in found(typed, lexicons)


@pytest.mark.parametrize(
    "typed",
    [
        "tien minuten te laat",
        "two days instead of six.",
        "we begonnen om negen, toen pauze",
        "tussen twee en drie.",
        "ten out of ten",
        "vijftien mensen wachtten",
        "twee broers",
    ],
)
def test_left_alone(lexicons: dict[str, Lexicon], typed: str) -> None:
    assert found(typed, lexicons) == []
