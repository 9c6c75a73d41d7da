from feedback_api.deidentify.overlaps import resolve
from feedback_api.terms.text import Span, Tag


def test_spans_that_share_a_character_become_one_under_the_most_telling_tag() -> None:
    found = resolve([Span(0, 5, Tag.NUMBER), Span(3, 9, Tag.PHONE, "phone"), Span(12, 14, Tag.AGE)])
    assert [(s.start, s.end, s.tag) for s in found] == [(0, 9, Tag.PHONE), (12, 14, Tag.AGE)]


def test_spans_that_only_touch_stay_apart() -> None:
    assert len(resolve([Span(0, 5, Tag.PERSON), Span(5, 9, Tag.PLACE)])) == 2
