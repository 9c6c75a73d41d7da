import pytest

from feedback_api.deidentify.lexicon import Lexicon
from feedback_api.deidentify.reading import read
from feedback_api.deidentify.recognisers import age


def found(typed: str, lexicons: dict[str, Lexicon]) -> list[str]:
    reading = read(typed, lexicons["nl"])
    return [reading.text[span.start : span.end] for span in age.find(reading)]


@pytest.mark.parametrize(
    ("typed", "hit"),
    [
        ("34 jaar oud", "34 jaar oud"),
        ("een 34-jarige", "34-jarige"),
        ("mijn zoon van zes moest", "zes"),
        ("ik ben 19 en", "19"),
        ("Cliënt (61) wacht", "61"),
        ("zesendertig jaar oud", "zesendertig jaar oud"),
        ("aged 7", "7"),
        ("my son natnael is nine", "nine"),
        ("in de zestig", "zestig"),
    ],
)
def test_found(lexicons: dict[str, Lexicon], typed: str, hit: str) -> None:
    assert hit in found(typed, lexicons)


@pytest.mark.parametrize(
    "typed",
    [
        "ik wacht 3 jaar",
        "ik ben 3 weken hier",
        "na 14 maanden",
        "de tolk van 2 uur",
    ],
)
def test_left_alone(lexicons: dict[str, Lexicon], typed: str) -> None:
    assert found(typed, lexicons) == []
