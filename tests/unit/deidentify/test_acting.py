import pytest

from feedback_api.deidentify.engine import Deidentifier
from feedback_api.terms.text import RawText


@pytest.mark.parametrize(
    ("language", "typed", "masked"),
    [
        ("en", "Joy's insulin was lost.", "[name] insulin was lost."),
        ("en", "Hope is pregnant.", "[name] is pregnant."),
        ("en", "Mercy, a bright girl, translated.", "[name], a bright girl, translated."),
        ("en", "Summer and me were friends.", "[name] and me were friends."),
        ("en", "Ramadan, that's my brother, left.", "[name], that's my brother, left."),
        ("nl", "Bakker belt terug.", "[naam] belt terug."),
        ("en", "Sunday takes the minutes.", "[name] takes the minutes."),
        ("en", "Faith and May share a meal.", "[name] and [name] share a meal."),
        ("en", "Will of Lawyers Abroad offered help.", "[name] of [organisation] offered help."),
        ("en", "bro ask sunny she knows", "bro ask [name] she knows"),
        ("en", "precious cried after the interview", "[name] cried after the interview"),
        ("en", "big mo got his papers", "[name] got his papers"),
        ("en", "they sent it to yohannes t again", "they sent it to [name] again"),
        ("nl", "me broertje zak is bang", "me broertje [naam] is bang"),
        ("nl", "hope en grace krijgen post", "[naam] en [naam] krijgen post"),
        ("en", "Grace (my neighbour) waits.", "[name] (my neighbour) waits."),
    ],
)
def test_a_word_that_acts_like_a_person_is_a_name(
    engine: Deidentifier, language: str, typed: str, masked: str
) -> None:
    assert engine.deidentify(RawText(typed), language).text == masked


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("en", "May was hard and Sunday is closed."),
        ("en", "The hope is that it gets better."),
        ("en", "Will they answer?"),
        ("en", "I hope the answer comes in May or June."),
        ("nl", "Vorm is belangrijk, de hoop is weg."),
        ("nl", "In mei begon het gehoor."),
    ],
)
def test_a_word_that_acts_like_a_word_stays(engine: Deidentifier, language: str, typed: str) -> None:
    assert engine.deidentify(RawText(typed), language).text == typed
