import pytest

from feedback_api.deidentify.lexicon import Lexicon
from feedback_api.deidentify.reading import read
from feedback_api.deidentify.recognisers import person


def found(typed: str, lexicons: dict[str, Lexicon]) -> list[str]:
    reading = read(typed, lexicons["nl"])
    return [reading.text[span.start : span.end] for span in person.find(reading)]


@pytest.mark.parametrize(
    ("typed", "hit"),
    [
        ("mevrouw de vries belt", "de vries"),
        ("dhr. J. Smit belt", "J. Smit"),
        ("mijn naam is Roos", "Roos"),
        ("ik heet zerezghi", "zerezghi"),
        ("groetjes Hana", "Hana"),
        ("H.J. Wolthuis", "H.J. Wolthuis"),
        ("vraag oma Truus van boven", "oma Truus"),
        ("imam Yusuf kwam", "imam Yusuf"),
        ("Hemel heet zij", "Hemel"),
        ("Wil heet ze", "Wil"),
        ("Wilde is de achternaam", "Wilde"),
        ("Cliënt A.M. zegt", "A.M."),
        ("Aunty Maryan sleeps", "Aunty Maryan"),
    ],
)
def test_found(lexicons: dict[str, Lexicon], typed: str, hit: str) -> None:
    assert hit in found(typed, lexicons)


@pytest.mark.parametrize(
    "typed",
    [
        "de mevrouw was aardig",
        "de meneer van de receptie",
        "mijn naam is fout",
        "graag reactie A.U.B.",
    ],
)
def test_left_alone(lexicons: dict[str, Lexicon], typed: str) -> None:
    assert found(typed, lexicons) == []
