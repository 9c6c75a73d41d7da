import pytest

from feedback_api.deidentify.lexicon import Lexicon
from feedback_api.deidentify.reading import read
from feedback_api.deidentify.recognisers import phone


def found(typed: str, lexicons: dict[str, Lexicon]) -> list[str]:
    reading = read(typed, lexicons["nl"])
    return [reading.text[span.start : span.end] for span in phone.find(reading)]


@pytest.mark.parametrize(
    ("typed", "hit"),
    [
        ("bel 06-12345678 graag", "06-12345678"),
        ("bel +31 6 1234 5678", "+31 6 1234 5678"),
        ("00 49 170 1234567 is van mij", "00 49 170 1234567"),
        ("tel. 1234567", "1234567"),
        ("bel ٠٦١٢٣٤٥٦٧٨", "0612345678"),
    ],
)
def test_found(lexicons: dict[str, Lexicon], typed: str, hit: str) -> None:
    assert hit in found(typed, lexicons)


@pytest.mark.parametrize(
    "typed",
    [
        "ik wacht 14 maanden",
        "in 2024 en 2025",
    ],
)
def test_left_alone(lexicons: dict[str, Lexicon], typed: str) -> None:
    assert found(typed, lexicons) == []
