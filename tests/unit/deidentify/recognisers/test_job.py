import pytest

from feedback_api.deidentify.lexicon import Lexicon
from feedback_api.deidentify.reading import read
from feedback_api.deidentify.recognisers import job


def found(typed: str, lexicons: dict[str, Lexicon]) -> list[str]:
    reading = read(typed, lexicons["nl"])
    return [reading.text[span.start : span.end] for span in job.find(reading)]


@pytest.mark.parametrize(
    ("typed", "hit"),
    [
        ("ik ben de enige imker van Ommen", "de enige imker van Ommen"),
        ("als locatiemanager van azc Heerlen werk", "locatiemanager van azc Heerlen"),
        ("the only midwife in town", "the only midwife in town"),
        ("burgemeester van Loppersum steunt de klacht", "burgemeester van Loppersum"),
        ("the only Somali midwife in the region gets no fee", "the only Somali midwife in the region"),
        ("our school's IND liaison said so", "our school's IND liaison"),
        ("zij is enige juf in ons dorp, zij helpt", "enige juf in ons dorp"),
        ("overleg met hoofd huisvesting van azc Vledder: uitgesteld", "hoofd huisvesting van azc Vledder"),
        (
            "go ask the one somali coach at our boxing club he knows",
            "the one somali coach at our boxing club",
        ),
        ("de penningmeester van de moskee in Emmen biedt hulp", "penningmeester van de moskee in Emmen"),
    ],
)
def test_found(lexicons: dict[str, Lexicon], typed: str, hit: str) -> None:
    assert hit in found(typed, lexicons)


@pytest.mark.parametrize(
    "typed",
    [
        "het enige probleem is de post",
        "de enige brief die kwam",
        "the only thing that helps",
        "it is only that the first one is late",
        "the one time that somebody phoned",
    ],
)
def test_left_alone(lexicons: dict[str, Lexicon], typed: str) -> None:
    assert found(typed, lexicons) == []
