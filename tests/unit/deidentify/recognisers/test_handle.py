import pytest

from feedback_api.deidentify.lexicon import Lexicon
from feedback_api.deidentify.reading import read
from feedback_api.deidentify.recognisers import handle


def found(typed: str, lexicons: dict[str, Lexicon]) -> list[str]:
    reading = read(typed, lexicons["nl"])
    return [reading.text[span.start : span.end] for span in handle.find(reading)]


@pytest.mark.parametrize(
    ("typed", "hit"),
    [
        ("volg @hana.k_9", "@hana.k_9"),
        ("insta: kibrom_asm", "kibrom_asm"),
        ("ik ben hana_92 daar", "hana_92"),
        ("telegram is tesfu99", "tesfu99"),
    ],
)
def test_found(lexicons: dict[str, Lexicon], typed: str, hit: str) -> None:
    assert hit in found(typed, lexicons)


@pytest.mark.parametrize(
    "typed",
    [
        "instagram werkt niet",
        "ik wacht",
    ],
)
def test_left_alone(lexicons: dict[str, Lexicon], typed: str) -> None:
    assert found(typed, lexicons) == []
