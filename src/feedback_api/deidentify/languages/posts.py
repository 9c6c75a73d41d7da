"""Posts that one person holds, and what a writer says to be the only one of, in a language with a pack."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from feedback_api.deidentify.languages.lexicon import PackLexicon
from feedback_api.deidentify.languages.traits import Listed, parts, read_listed
from feedback_api.deidentify.reading import Reading
from feedback_api.terms.text import Span, Tag

_STOP = re.compile(r"[.,;:!?()\n،؛؟።፡፥፣፤\u2014]")
_HOUSE_WITHIN = 5
"""Words between a post and the house that it is of, on either side."""
_SELF_BEFORE = 7
"""Words between "I" and "the only"."""
_MOST_WORDS = 12


@cache
def _posts_of(language: str) -> Mapping[str, Listed]:
    return read_listed("posts.toml", language)


def find_posts(reading: Reading, lexicon: PackLexicon) -> Iterator[Span]:
    """Who leads or keeps a house, with the house: "the director of the centre where we live"."""
    listed = _posts_of(lexicon.language)
    if not listed:
        return
    for clause in parts(reading, _STOP):
        houses = [i for i, token in enumerate(clause) if listed["houses"].has(token.lower)]
        for index, token in enumerate(clause):
            near = [i for i in houses if 0 < abs(i - index) <= _HOUSE_WITHIN]
            if near and listed["posts"].has(token.lower):
                first, last = min(index, near[0]), max(index, near[-1])
                yield Span(clause[first].start, clause[last].end, Tag.JOB, "job")


def find_only_self(reading: Reading, lexicon: PackLexicon) -> Iterator[Span]:
    """What a writer says after "I am the only", whatever it is: only people say so of themselves."""
    listed, sole = _posts_of(lexicon.language), lexicon.pack.sole
    if not listed or sole is None:
        return
    for match in sole.finditer(reading.plain):
        clause = next((c for c in parts(reading, _STOP) if c[0].start <= match.start() < c[-1].end), ())
        at = next((i for i, token in enumerate(clause) if token.end > match.start()), 0)
        before = [i for i in range(max(0, at - _SELF_BEFORE), at) if listed["self"].has(clause[i].lower)]
        if before:
            last = clause[min(len(clause) - 1, before[-1] + _MOST_WORDS)]
            yield Span(clause[before[-1] + 1].start, last.end, Tag.JOB, "job")
