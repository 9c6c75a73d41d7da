import pytest

from feedback_api.deidentify.lexicon import Lexicon
from feedback_api.deidentify.reading import read
from feedback_api.deidentify.recognisers.combination import find


def found(typed: str, lexicons: dict[str, Lexicon], language: str) -> list[str]:
    return [typed[span.start : span.end] for span in find(read(typed, lexicons[language]))]


@pytest.mark.parametrize(
    ("language", "typed", "hit"),
    [
        ("en", "The widow with triplets asked twice.", "The widow with triplets"),
        ("en", "He is the boy who was on the news.", "on the news"),
        ("en", "a Syrian mother of eight waits", "a Syrian mother of eight"),
        ("nl", "de vrouw die op tv was wacht nog", "die op tv"),
        ("nl", "een blinde Eritrese man", "blinde Eritrese"),
        ("nl", "Iedereen kent ons gezin van elf hier.", "gezin van elf"),
    ],
)
def test_two_traits_of_one_person_go_together(
    lexicons: dict[str, Lexicon], language: str, typed: str, hit: str
) -> None:
    assert any(hit in one for one in found(typed, lexicons, language))


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("nl", "Mijn vrouw wacht al twee jaar op het gehoor."),
        ("nl", "De televisie in de gemeenschappelijke ruimte is stuk."),
        ("en", "The interpreter spoke Arabic and the lawyer was kind."),
        ("en", "There was a fire alarm at night. My children could not sleep."),
        ("en", "They said on the phone that I must wait."),
    ],
)
def test_one_trait_alone_tells_little(lexicons: dict[str, Lexicon], language: str, typed: str) -> None:
    assert found(typed, lexicons, language) == []


def test_traits_in_two_sentences_are_two_people(lexicons: dict[str, Lexicon]) -> None:
    assert found("A Syrian family came. The twins next door sleep.", lexicons, "en") == []
