import pytest

from feedback_api.deidentify.lexicon import Lexicon
from feedback_api.deidentify.reading import read
from feedback_api.deidentify.recognisers import email


def found(typed: str, lexicons: dict[str, Lexicon]) -> list[str]:
    reading = read(typed, lexicons["nl"])
    return [reading.text[span.start : span.end] for span in email.find(reading)]


@pytest.mark.parametrize(
    ("typed", "hit"),
    [
        ("jan.k@x.nl", "jan.k@x.nl"),
        ("jan punt k apenstaartje mail punt nl", "jan punt k apenstaartje mail punt nl"),
        ("jan(at)mail(dot)com", "jan(at)mail(dot)com"),
        ("jan at gmail dot com", "jan at gmail dot com"),
        ("k @ mail.nl", "k @ mail.nl"),
    ],
)
def test_found(lexicons: dict[str, Lexicon], typed: str, hit: str) -> None:
    assert hit in found(typed, lexicons)


@pytest.mark.parametrize(
    "typed",
    [
        "at the office. They wait",
        "ik mail vaak",
    ],
)
def test_left_alone(lexicons: dict[str, Lexicon], typed: str) -> None:
    assert found(typed, lexicons) == []
