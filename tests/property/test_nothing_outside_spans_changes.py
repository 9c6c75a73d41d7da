from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback_api.deidentify.engine import Deidentifier, load_deidentifier
from feedback_api.deidentify.labels import label
from feedback_api.deidentify.mask import merge_neighbours
from feedback_api.terms.text import RawText

PARTS = [
    "Mevrouw ",
    "de Vries ",
    "belde ",
    "06-12345678 ",
    "op 12 maart ",
    "a\u200bhmed ",
    "wacht ",
    "\n",
    "🙂",
    "Ｊan ",
    "é ",
    "... ",
]
messages = st.one_of(st.text(max_size=100), st.lists(st.sampled_from(PARTS), max_size=15).map("".join))


@cache
def engine() -> Deidentifier:
    return load_deidentifier()


@pytest.mark.parametrize("language", ["nl", "en"])
@settings(max_examples=150, deadline=None)
@given(message=messages)
def test_the_masked_text_is_the_text_with_tags_for_its_spans(language: str, message: str) -> None:
    spans = engine().spans(RawText(message), language)
    assert all(0 <= s.start < s.end <= len(message) for s in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    expected, at = "", 0
    for span in merge_neighbours(message, spans, language):
        expected += message[at : span.start] + label(span.tag, language)
        at = span.end
    assert engine().deidentify(RawText(message), language).text == expected + message[at:]
