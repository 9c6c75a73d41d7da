import pytest

from feedback_api.deidentify.engine import Deidentifier
from feedback_api.terms.text import RawText


@pytest.mark.parametrize(
    ("language", "typed", "masked"),
    [
        ("nl", "Ik vroeg Zerezghi om hulp.", "Ik vroeg [naam] om hulp."),
        ("nl", "zerezghi hielp", "[woord] hielp"),
        ("nl", "De tolkentelefoon stoort.", "De tolkentelefoon stoort."),
        ("nl", "Dat is NIET goed.", "Dat is NIET goed."),
        ("nl", "IK WACHT OP ZEREZGHI EN DE IND", "IK WACHT OP [naam] EN DE IND"),
        ("nl", "niveau B1, de 2e keer", "niveau B1, de 2e keer"),
        ("nl", "gebruiker k4r1m", "gebruiker [nummer]"),
        ("en", "I asked Zerezghi for help.", "I asked [name] for help."),
        ("en", "We recieved the descision on a Friday.", "We recieved the descision on a Friday."),
    ],
)
def test_only_what_is_known_stays(engine: Deidentifier, language: str, typed: str, masked: str) -> None:
    assert engine.deidentify(RawText(typed), language).text == masked
