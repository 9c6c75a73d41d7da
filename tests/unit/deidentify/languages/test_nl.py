import pytest

from feedback_api.deidentify.engine import Deidentifier
from feedback_api.terms.text import RawText


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Roos, Yusuf en Selam kregen dezelfde brief", ["Roos"]),  # a word that is a name, in a list of names
        ("papa Dirir vindt dat ook", ["papa", "Dirir"]),
        ("Zonneschijn noemen ze haar", ["Zonneschijn"]),
        ("hoop is mijn buurvrouw en hoop huilt", ["hoop"]),
        ("mijn dochter is tien en een half", ["tien en een half"]),
        ("baby Samir, 7 mnd, heeft geen pasje", ["7 mnd"]),
        ("ze wordt volgende maand achttien", ["achttien"]),
        ("geboren in achtennegentig", ["achtennegentig"]),
        ("bij toko De Gouden Lepel hing een briefje", ["Gouden", "Lepel"]),
        ("ik ben de vent die met zijn geit in de krant stond", ["geit"]),
    ],
)
def test_it_goes(engine: Deidentifier, text: str, gone: list[str]) -> None:
    masked = engine.deidentify(RawText(text), "nl").text
    assert [part for part in gone if part in masked] == []


@pytest.mark.parametrize(
    "text",
    [
        "Loket vier, loket zes, weer loket vier",
        "de mdw zegt dat het in feb of apr komt",
        "wij hebben hoop op een goed antwoord",
    ],
)
def test_the_rest_stays(engine: Deidentifier, text: str) -> None:
    assert engine.deidentify(RawText(text), "nl").text == text
