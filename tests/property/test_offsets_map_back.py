import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from feedback_api.deidentify.fold import fold
from feedback_api.deidentify.simplify import simplify

odd = st.text(
    alphabet=st.one_of(st.characters(), st.sampled_from("a b.-1٣፲፻\u200b\u0301Ао ０\u202e")), max_size=80
)


@settings(max_examples=400, deadline=None)
@given(text=odd)
def test_every_normalised_character_comes_from_a_place_in_the_text(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    for start, end in zip(folded.starts, folded.ends, strict=True):
        assert 0 <= start < end <= len(text)
    assert list(folded.starts) == sorted(folded.starts)


@settings(max_examples=400, deadline=None)
@given(text=odd)
def test_a_place_is_one_character_with_the_marks_upon_it(text: str) -> None:
    folded = fold(text)
    for start, end in zip(folded.starts, folded.ends, strict=True):
        rest = text[start + 1 : end]
        assert all(unicodedata.category(c)[0] == "M" or "\u1369" <= c <= "\u137c" for c in rest)


@settings(max_examples=200, deadline=None)
@given(text=st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126), max_size=80))
def test_plain_characters_stand_for_themselves(text: str) -> None:
    folded = fold(text)
    for char, start, end in zip(folded.text, folded.starts, folded.ends, strict=True):
        assert text[start:end] == char


@settings(max_examples=400, deadline=None)
@given(text=odd)
def test_a_place_in_simplified_letters_is_a_place_in_the_text(text: str) -> None:
    assert len(simplify(text)) == len(text)
    assert all(simplify(char) == simple for char, simple in zip(text, simplify(text), strict=True))
