import pytest

from feedback_api.deidentify.lexicon import Lexicon
from feedback_api.deidentify.reading import read
from feedback_api.deidentify.recognisers import document


def found(typed: str, lexicons: dict[str, Lexicon]) -> list[str]:
    reading = read(typed, lexicons["nl"])
    return [reading.text[span.start : span.end] for span in document.find(reading)]


@pytest.mark.parametrize(
    ("typed", "hit"),
    [
        ("III-V123AL568", "III-V123AL568"),
        ("pas NL4455GH8", "NL4455GH8"),
        ("kenmerk AZ-2291-8870", "AZ-2291-8870"),
        ("dossier 2024/00918", "2024/00918"),
    ],
)
def test_found(lexicons: dict[str, Lexicon], typed: str, hit: str) -> None:
    assert hit in found(typed, lexicons)


@pytest.mark.parametrize(
    "typed",
    [
        "op 12 maart 2024",
        "ik was 1012 keer",
        "document is zoek",
    ],
)
def test_left_alone(lexicons: dict[str, Lexicon], typed: str) -> None:
    assert found(typed, lexicons) == []
