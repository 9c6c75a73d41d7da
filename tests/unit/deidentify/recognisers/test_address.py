import pytest

from feedback_api.deidentify.lexicon import Lexicon
from feedback_api.deidentify.reading import read
from feedback_api.deidentify.recognisers import address


def found(typed: str, lexicons: dict[str, Lexicon]) -> list[str]:
    reading = read(typed, lexicons["nl"])
    return [reading.text[span.start : span.end] for span in address.find(reading)]


@pytest.mark.parametrize(
    ("typed", "hit"),
    [
        ("aan de Lindelaan 45", "Lindelaan 45"),
        ("Van Heutszlaan 33-a", "Van Heutszlaan 33-a"),
        ("de kerkstraat is ver", "kerkstraat"),
        ("kamer 12B", "kamer 12B"),
        ("12 Tulip Street", "12 Tulip Street"),
        ("Postbus 123", "Postbus 123"),
        ("gebouw D", "gebouw D"),
        ("room two one four has mould", "room two one four"),
    ],
)
def test_found(lexicons: dict[str, Lexicon], typed: str, hit: str) -> None:
    assert hit in found(typed, lexicons)


@pytest.mark.parametrize(
    "typed",
    [
        "ruwweg 27 brieven",
        "onderweg naar huis",
        "de snelweg",
    ],
)
def test_left_alone(lexicons: dict[str, Lexicon], typed: str) -> None:
    assert found(typed, lexicons) == []
