from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.property.masking import LANGUAGES, engine, messages

from feedback_api.deidentify.labels import label
from feedback_api.deidentify.mask import merge_neighbours
from feedback_api.terms.text import RawText


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_the_masked_text_is_the_text_with_tags_for_its_spans(language: str, data: st.DataObject) -> None:
    message = data.draw(messages(language))
    spans = engine().spans(RawText(message), language)
    assert all(0 <= s.start < s.end <= len(message) for s in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    expected, at = "", 0
    for span in merge_neighbours(message, spans, language):
        expected += message[at : span.start] + label(span.tag, language)
        at = span.end
    assert engine().deidentify(RawText(message), language).text == expected + message[at:]
