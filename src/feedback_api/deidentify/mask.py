"""Spans become tags; every other character stays as it was typed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from feedback_api.deidentify.labels import WRITTEN_TAG, label
from feedback_api.deidentify.tokens import tokenise
from feedback_api.terms.text import MaskedText, Span

_LEAST_WORDS = 2
_JOINS = " \t-/,&+"
_LONGEST_JOIN = 3


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text with its spans replaced; ``places`` gives for each character where it came from."""

    text: str
    places: Sequence[tuple[int, int]]


def render(text: str, spans: Sequence[Span], language: str) -> Rendered:
    """Write the tag of each span in its place; spans in order, none overlapping."""
    written: list[str] = []
    places: list[tuple[int, int]] = []
    at = 0
    for span in merge_neighbours(text, spans, language):
        written.append(text[at : span.start])
        places += ((i, i + 1) for i in range(at, span.start))
        tag = label(span.tag, language)
        written.append(tag)
        places += [(span.start, span.end)] * len(tag)
        at = span.end
    written.append(text[at:])
    places += ((i, i + 1) for i in range(at, len(text)))
    return Rendered("".join(written), places)


def merge_neighbours(text: str, spans: Sequence[Span], language: str) -> tuple[Span, ...]:
    """One span for neighbours that would get the same tag: two names in a row are ``[name]``."""
    merged: list[Span] = []
    for span in spans:
        last = merged[-1] if merged else None
        if last and _is_join(text[last.end : span.start]) and _same(last, span, language):
            merged[-1] = Span(last.start, span.end, last.tag, last.found_by)
        else:
            merged.append(span)
    return tuple(merged)


def _same(one: Span, other: Span, language: str) -> bool:
    return label(one.tag, language) == label(other.tag, language)


def _is_join(gap: str) -> bool:
    return len(gap) <= _LONGEST_JOIN and all(c in _JOINS for c in gap)


def mask(text: str, spans: Sequence[Span], language: str) -> MaskedText:
    """The text with tags for its spans, and how many of each kind went."""
    merged = merge_neighbours(text, spans, language)
    counts = Counter(span.tag for span in merged)
    return MaskedText(render(text, merged, language).text, dict(counts))


def is_nearly_empty(masked: MaskedText) -> bool:
    """Whether fewer than two words with letters are left beside the tags."""
    rest = WRITTEN_TAG.sub(" ", masked.text)
    kept = [t for t in tokenise(rest) if any(c.isalpha() for c in t.text)]
    return len(kept) < _LEAST_WORDS
