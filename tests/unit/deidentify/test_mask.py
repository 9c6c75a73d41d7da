from feedback_api.deidentify.mask import is_nearly_empty, mask, render
from feedback_api.terms.text import MaskedText, Span, Tag


def test_neighbours_with_one_tag_are_written_once_and_counted_once() -> None:
    masked = mask("Jan Smit belt", [Span(0, 3, Tag.PERSON), Span(4, 8, Tag.PERSON)], "nl")
    assert masked == MaskedText("[naam] belt", {Tag.PERSON: 1})


def test_tags_speak_the_language_of_the_text() -> None:
    assert mask("x 12", [Span(2, 4, Tag.AGE)], "en").text == "x [age]"
    assert mask("x 12", [Span(2, 4, Tag.V_NUMBER)], "nl").text == "x [nummer]"


def test_each_written_character_knows_where_it_came_from() -> None:
    rendered = render("a Jan b", [Span(2, 5, Tag.PERSON)], "nl")
    assert rendered.text == "a [naam] b"
    assert rendered.places[2] == (2, 5)
    assert rendered.places[-1] == (6, 7)


def test_almost_nothing_left() -> None:
    assert is_nearly_empty(MaskedText("[naam] belt [nummer] 12"))
    assert is_nearly_empty(MaskedText("[gevoelig onderwerp]"))
    assert not is_nearly_empty(MaskedText("[naam] belt nooit"))
