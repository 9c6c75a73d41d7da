import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.property.masking import LANGUAGES, engine, messages

from feedback_api.terms.text import RawText


def hidden(text: str, language: str) -> set[int]:
    """Letters and digits that masking takes out, by their place."""
    spans = engine().spans(RawText(text), language)
    return {i for s in spans for i in range(s.start, s.end) if text[i].isalnum()}


def check(one: str, other: str, language: str) -> None:
    together, at = hidden(f"{one}\n\n{other}", language), len(one) + 2
    assert hidden(one, language) <= together
    assert {at + i for i in hidden(other, language)} <= together


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_what_goes_from_a_message_goes_beside_another_one_too(language: str, data: st.DataObject) -> None:
    check(data.draw(messages(language)), data.draw(messages(language)), language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("wij zagen Mark gisteren", "DIT IS EEN LANGE ZIN MET DE HOOFDLETTERS AAN"),
        ("two Young", "WHY DOES NOBODY EVER ANSWER MY LETTERS"),
        ("dossier 019", "ans weken years"),
    ],
)
def test_messages_that_once_gave_something_away(language: str, one: str, other: str) -> None:
    check(one, other, language)
    check(other, one, language)
