import pytest

from feedback_api.deidentify.lexicon import Lexicon
from feedback_api.deidentify.reading import read
from feedback_api.deidentify.recognisers import case


def found(typed: str, lexicons: dict[str, Lexicon]) -> list[str]:
    reading = read(typed, lexicons["nl"])
    return [reading.text[span.start : span.end] for span in case.find(reading)]


@pytest.mark.parametrize(
    ("typed", "hit"),
    [
        ("NL99.12345", "NL99.12345"),
        ("AWB 99/12345, 99/12346", "AWB 99/12345, 99/12346"),
        ("ECLI:NL:RBDHA:2099:12345", "ECLI:NL:RBDHA:2099:12345"),
        ("209912345/1/V3", "209912345/1/V3"),
        ("Z1-88 123 4567", "Z1-88 123 4567"),
    ],
)
def test_found(lexicons: dict[str, Lexicon], typed: str, hit: str) -> None:
    assert hit in found(typed, lexicons)


@pytest.mark.parametrize(
    "typed",
    [
        "mijn zaak duurt lang",
        "NL is klein",
    ],
)
def test_left_alone(lexicons: dict[str, Lexicon], typed: str) -> None:
    assert found(typed, lexicons) == []
