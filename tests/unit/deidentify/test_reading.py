from feedback_api.deidentify.lexicon import Lexicon
from feedback_api.deidentify.reading import read
from feedback_api.terms.text import Span, Tag


def test_tags_are_out_of_reach(lexicons: dict[str, Lexicon]) -> None:
    reading = read("[naam] belt [nummer] vaak", lexicons["nl"])
    assert [t.text for t in reading.tokens] == ["belt", "vaak"]
    assert len(reading.text) == len("[naam] belt [nummer] vaak")


def test_each_word_knows_the_span_that_covers_it(lexicons: dict[str, Lexicon]) -> None:
    reading = read("wie belt vaak", lexicons["nl"])
    span = Span(4, 8, Tag.WORD)
    assert reading.covered([span]) == (None, span, None)
    assert reading.gap(0) == " "
    assert reading.gap(2) == ""
