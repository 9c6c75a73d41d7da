from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from feedback_api.deidentify.engine import Deidentifier, load_deidentifier
from feedback_api.terms.text import RawText

WORDS = [
    "Ik",
    "wacht",
    "op",
    "mevrouw",
    "de",
    "Vries",
    "roos",
    "Roos",
    "en",
    "Mark",
    "belde",
    "[naam]",
    "[name]",
    "06",
    "12",
    "maart",
    "2024",
    "zoon",
    "van",
    "azc",
    "Best",
    "in",
    "ahmed",
    "jan",
    "punt",
    "at",
    "enige",
    "tolk",
    "m o h a",
    ".",
    ",",
    "\n",
    "K.",
    "kamer",
    "is",
    "hope",
    "from",
    "reception",
    "Will",
    "zes",
    "nul",
    "[nummer]",
    "stichting",
    "Welkom",
]
messages = st.one_of(
    st.text(max_size=120),
    st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join),
    st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=4)), max_size=20).map("".join),
)


@cache
def engine() -> Deidentifier:
    return load_deidentifier()


@pytest.mark.parametrize("language", ["nl", "en"])
@settings(max_examples=150, deadline=None)
@given(message=messages)
@example(message="kamer Best Young Welkom Mark")
@example(message="hope , Welkom Welkom Roos 2024 Hope Rose enige")
@example(message="Storm enige from . 12 roos kamer")
def test_masking_again_changes_nothing(language: str, message: str) -> None:
    once = engine().deidentify(RawText(message), language).text
    again = engine().deidentify(RawText(once), language)
    assert again.text == once
    assert again.redactions == {}
