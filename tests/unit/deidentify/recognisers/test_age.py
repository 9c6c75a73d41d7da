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
        ("she is seventy-six; a hearing", "seventy-six"),
        ("the boy turned eighteen in May", "eighteen"),
        ("a woman in her late fifties", "late fifties"),
        ("het meisje is anderhalf en ziek", "anderhalf"),
        ("bewoner, begin twintig, wil", "begin twintig"),
        ("they are seven and nine, no school", "seven and nine"),
        ("ik drieentwintig jaar, niet meer", "drieentwintig jaar"),
        ("niet achttien, ouder", "achttien"),
        ("the baby is 2 week and cries", "2 week"),
        ("im sixteen they know", "sixteen"),
        ("they write nineteen in the computer", "nineteen"),
        ("two young men, both nineteen, left", "nineteen"),
        ("a volunteer of seventy-one drives", "seventy-one"),
        ("[naam] (4 months) cried", "4 months"),
        ("[naam] is eight and cries", "eight"),
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
        "i am one of six people",
        "[naam] is eight weeks pregnant",
        "they said ten times",
        "both 2 weeks late",
    ],
)
def test_left_alone(lexicons: dict[str, Lexicon], typed: str) -> None:
    assert found(typed, lexicons) == []
