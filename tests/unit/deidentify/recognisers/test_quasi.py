import pytest

from feedback_api.deidentify.lexicon import Lexicon
from feedback_api.deidentify.reading import read
from feedback_api.deidentify.recognisers import quasi


def found(typed: str, lexicons: dict[str, Lexicon]) -> list[str]:
    reading = read(typed, lexicons["nl"])
    return [reading.text[span.start : span.end] for span in quasi.find(reading)]


@pytest.mark.parametrize(
    ("typed", "hit"),
    [
        ("een weduwe met zeven kinderen", "een weduwe met zeven kinderen"),
        ("my twins", "my twins"),
        ("een blinde man", "een blinde man"),
        ("a mother of triplets with a broken hip should rest", "a mother of triplets with a broken hip"),
        ("hij verloor een been in de oorlog en wacht", "hij verloor een been in de oorlog"),
        ("in my country i was teacher of history", "teacher of history"),
        ("a former judge slept there", "a former judge"),
        ("the mother of the boy who drowned was heard", "the mother of the boy who drowned"),
        ("two deaf brothers from abroad had", "two deaf brothers from abroad"),
        ("zeven kinderen waarvan een blind zit", "zeven kinderen waarvan een blind"),
        ("he was a goalkeeper in the youth team and now limps", "a goalkeeper in the youth team"),
        ("a deaf man who used to be a watchmaker was", "a deaf man who used to be a watchmaker"),
        ("like a famous drummer in Asmara, and", "like a famous drummer in Asmara"),
        ("six sisters and no brothers so", "six sisters and no brothers"),
        ("a couple with one blind child", "a couple with one blind child"),
        ("a widow with eleven grandchildren", "a widow with eleven grandchildren"),
    ],
)
def test_found(lexicons: dict[str, Lexicon], typed: str, hit: str) -> None:
    assert hit in found(typed, lexicons)


@pytest.mark.parametrize(
    "typed",
    [
        "ik heb twee kinderen",
        "de rechter was streng",
        "a former lawyer of mine",
        "an interview that had been cancelled",
        "before I said it",
    ],
)
def test_left_alone(lexicons: dict[str, Lexicon], typed: str) -> None:
    assert found(typed, lexicons) == []
