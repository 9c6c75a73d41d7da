import pytest

from feedback_api.deidentify.engine import Deidentifier
from feedback_api.terms.text import RawText


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Gift, Omar and Selam got the same letter", ["Gift"]),  # a word that is a name, in a list of names
        ("the room was full, hope is crying all night", ["hope"]),
        ("so then summer says to me why do they stare", ["summer"]),
        ("and sunday (my husband) called the IND", ["sunday"]),
        ("me and lucky waited at the desk", ["lucky"]),
        ("they moved Wisdom, Testimony and me", ["Wisdom", "Testimony"]),
        ("Hope! I shouted, and nobody came", ["Hope"]),
        ("Papa Joe told us not to sign", ["Papa Joe"]),
        ("Pretty is eight and asks about the letter", ["Pretty", "eight"]),
        ("she is nine months, and she coughs", ["nine months"]),
        ("my son was two and a half when we came", ["two and a half"]),
        ("I was born in ninety-eight", ["ninety", "eight"]),
        ("the pastor of Living Well chapel phoned", ["Living", "Well"]),
        ("I am the goalkeeper who saved that penalty on tv", ["goalkeeper", "penalty"]),
    ],
)
def test_it_goes(engine: Deidentifier, text: str, gone: list[str]) -> None:
    masked = engine.deidentify(RawText(text), "en").text
    assert [part for part in gone if part in masked] == []


@pytest.mark.parametrize(
    "text",
    [
        "Go to window two, and then to window six",
        "Three hours, three, and nobody came",
        "Two of us passed and nobody explains why",
        "The Heating in our Building is broken since Feb",
        "We live in hope and wait",
        "Nobody waits in summer, it is too hot",
    ],
)
def test_the_rest_stays(engine: Deidentifier, text: str) -> None:
    assert engine.deidentify(RawText(text), "en").text == text
