import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.property.masking import LANGUAGES, engine, messages

from feedback_api.terms.text import RawText


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_masking_again_changes_nothing(language: str, data: st.DataObject) -> None:
    _changes_nothing(data.draw(messages(language)), language)


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=1)
@given(message=st.just(""))
@example(message="kamer Best Young Welkom Mark")
@example(message="hope , Welkom Welkom Roos 2024 Hope Rose enige")
@example(message="Storm enige from . 12 roos kamer")
def test_messages_that_once_changed(language: str, message: str) -> None:
    _changes_nothing(message, language)


def _changes_nothing(message: str, language: str) -> None:
    once = engine().deidentify(RawText(message), language).text
    again = engine().deidentify(RawText(once), language)
    assert again.text == once
    assert again.redactions == {}
