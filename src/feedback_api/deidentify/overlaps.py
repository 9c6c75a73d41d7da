"""At most one span for each character."""

from collections.abc import Iterable

from feedback_api.terms.text import Span, Tag

_PRECEDENCE = (
    Tag.EMAIL, Tag.URL, Tag.IBAN, Tag.BIRTH_DATE, Tag.DATE, Tag.CASE, Tag.BSN, Tag.PHONE,
    Tag.V_NUMBER, Tag.DOCUMENT, Tag.IP, Tag.PLATE,
    Tag.POSTCODE, Tag.AGE, Tag.HANDLE, Tag.ADDRESS, Tag.ROLE, Tag.DETAIL, Tag.JOB,
    Tag.ORGANISATION, Tag.SENSITIVE, Tag.ORIGIN, Tag.LANGUAGE, Tag.PERSON, Tag.PLACE, Tag.NUMBER, Tag.WORD,
)  # fmt: skip
_RANK = {tag: rank for rank, tag in enumerate(_PRECEDENCE)}


def resolve(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Unite spans that share a character; the most telling tag names the whole.

    Every character that any span covers stays covered, so the order of finding does not matter.
    """
    united: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, s.end, _RANK[s.tag], s.found_by)):
        if united and span.start < united[-1].end:
            united[-1] = _unite(united[-1], span)
        else:
            united.append(span)
    return tuple(united)


def _unite(one: Span, other: Span) -> Span:
    named = min((one, other), key=lambda s: (_RANK[s.tag], s.start - s.end, s.found_by))
    return Span(min(one.start, other.start), max(one.end, other.end), named.tag, named.found_by)
