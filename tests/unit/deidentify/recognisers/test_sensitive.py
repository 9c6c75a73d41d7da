import pytest

from feedback_api.deidentify.lexicon import Lexicon
from feedback_api.deidentify.reading import read
from feedback_api.deidentify.recognisers import sensitive


def found(typed: str, lexicons: dict[str, Lexicon]) -> list[str]:
    reading = read(typed, lexicons["nl"])
    return [reading.text[span.start : span.end] for span in sensitive.find(reading)]


@pytest.mark.parametrize(
    ("typed", "hit"),
    [
        ("ik ben bekeerd", "bekeerd"),
        ("als homo", "homo"),
        ("she has HIV", "HIV"),
        ("a man with Parkinson's", "Parkinson's"),
    ],
)
def test_found(lexicons: dict[str, Lexicon], typed: str, hit: str) -> None:
    assert hit in found(typed, lexicons)


@pytest.mark.parametrize(
    "typed",
    [
        "vragen over het geloof",
        "medisch advies",
    ],
)
def test_left_alone(lexicons: dict[str, Lexicon], typed: str) -> None:
    assert found(typed, lexicons) == []
