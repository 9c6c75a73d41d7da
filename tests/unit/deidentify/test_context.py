import pytest

from feedback_api.deidentify.engine import Deidentifier
from feedback_api.terms.text import RawText


@pytest.mark.parametrize(
    ("language", "typed", "masked"),
    [
        ("nl", "Roos belde mij terug.", "[naam] belde mij terug."),
        ("nl", "De roos in de tuin is mooi.", "De roos in de tuin is mooi."),
        ("nl", "ahmed de wit hielp", "[naam] hielp"),
        ("nl", "advocaat van dijk reageert niet", "advocaat [naam] reageert niet"),
        ("nl", "Storm en Iris hielpen.", "[naam] en [naam] hielpen."),
        ("nl", "Vrede is de nieuwe planner.", "[naam] is de nieuwe planner."),
        ("nl", "Wij willen vrede.", "Wij willen vrede."),
        ("en", "hope from reception helped me", "[name] from reception helped me"),
        ("en", "I hope for an answer.", "I hope for an answer."),
        ("en", "Precious, please write.", "[name], please write."),
        ("en", "Grace and Will were kind.", "[name] and [name] were kind."),
        ("en", "May I ask why?", "May I ask why?"),
    ],
)
def test_neighbours_decide_on_words_that_are_names_too(
    engine: Deidentifier, language: str, typed: str, masked: str
) -> None:
    assert engine.deidentify(RawText(typed), language).text == masked
