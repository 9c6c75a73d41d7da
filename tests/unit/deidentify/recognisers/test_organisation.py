import pytest

from feedback_api.deidentify.lexicon import Lexicon
from feedback_api.deidentify.reading import read
from feedback_api.deidentify.recognisers import organisation


def found(typed: str, lexicons: dict[str, Lexicon]) -> list[str]:
    reading = read(typed, lexicons["nl"])
    return [reading.text[span.start : span.end] for span in organisation.find(reading)]


@pytest.mark.parametrize(
    ("typed", "hit"),
    [
        ("stichting welkom thuis hielp", "stichting welkom thuis"),
        ("basisschool De Regenboog", "De Regenboog"),
        ("Meijer & Vos Advocaten", "Meijer & Vos Advocaten"),
        ("bij Lawyers for Newcomers leerde", "Lawyers for Newcomers"),
        ("bij taalcafé Het Anker was", "taalcafé Het Anker"),
        ("bij verloskundigenpraktijk De Ooievaar weten", "verloskundigenpraktijk De Ooievaar"),
        ("van Stichting Veldbloem kookten", "Stichting Veldbloem"),
        ("at the Linnaeus practice they know", "Linnaeus practice"),
        ("in de football club De Helden speelt", "football club De Helden"),
        ("ik ging naar Open Deur vandaag", "Open Deur"),
        ("GGD Hart voor Dorpen", "GGD Hart voor Dorpen"),
    ],
)
def test_found(lexicons: dict[str, Lexicon], typed: str, hit: str) -> None:
    assert hit in found(typed, lexicons)


@pytest.mark.parametrize(
    "typed",
    [
        "de school was dicht",
        "het hotel is vol",
        "het Nader Gehoor was lang",
        "Compliment for Noa",
        "Geen school",
    ],
)
def test_left_alone(lexicons: dict[str, Lexicon], typed: str) -> None:
    assert found(typed, lexicons) == []
