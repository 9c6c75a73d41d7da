"""What a pack recognises, beside the formats that are the same in every language."""

from collections.abc import Iterator, Sequence

from feedback_api.deidentify.languages import clauses, numbers, people, posts, traits
from feedback_api.deidentify.languages.lexicon import PackLexicon
from feedback_api.deidentify.reading import Reading
from feedback_api.deidentify.recognisers import FORMATS, recognise
from feedback_api.terms.text import Span, Tag

_CUES = (
    numbers.find_spelled,
    numbers.find_addresses,
    people.find_announced,
    people.find_quoted,
    people.find_named_houses,
)
_LISTED = {"origins": Tag.ORIGIN, "sensitive": Tag.SENSITIVE}
_OF_CLAUSES = frozenset((Tag.JOB, Tag.DETAIL))


def recognise_formats(reading: Reading, found: Sequence[Span]) -> Iterator[Span]:
    """What is written alike in every language, and every run of digits that counts nothing."""
    if isinstance(reading.lexicon, PackLexicon):
        yield from recognise(reading, found, FORMATS)
        yield from numbers.find_digits(reading, reading.lexicon)


def recognise_cues(reading: Reading, found: Sequence[Span]) -> Iterator[Span]:
    """Names, numbers and places by the words and patterns of the pack."""
    del found
    lexicon = reading.lexicon
    if not isinstance(lexicon, PackLexicon):
        return
    for finder in _CUES:
        yield from finder(reading, lexicon)
    yield from _by_pattern(reading, lexicon, clauses_wanted=False)
    for token in reading.tokens:
        for group, tag in _LISTED.items():
            if _tells(token.lower, group, lexicon):
                yield Span(token.start, token.end, tag, group)


def _tells(word: str, group: str, lexicon: PackLexicon) -> bool:
    """Whether a word is of a group; one of the service's own only where it is listed as it stands."""
    return word in lexicon.pack.words[group] or (word not in lexicon.domain and lexicon.is_in(word, group))


def recognise_clauses(reading: Reading, found: Sequence[Span]) -> Iterator[Span]:
    """Clauses that single somebody out, by the words and patterns of the pack."""
    del found
    if isinstance(reading.lexicon, PackLexicon):
        yield from clauses.find_sole(reading, reading.lexicon)
        yield from posts.find_posts(reading, reading.lexicon)
        yield from posts.find_only_self(reading, reading.lexicon)
        yield from traits.find_traits(reading, reading.lexicon)
        yield from _by_pattern(reading, reading.lexicon, clauses_wanted=True)


def _by_pattern(reading: Reading, lexicon: PackLexicon, *, clauses_wanted: bool) -> Iterator[Span]:
    for tag, pattern in lexicon.pack.patterns:
        if (tag in _OF_CLAUSES) == clauses_wanted:
            yield from reading.find_plain(pattern, tag, tag.value)
    for tag, pattern in lexicon.pack.capital_patterns:
        if (tag in _OF_CLAUSES) == clauses_wanted:
            yield from reading.find(pattern, tag, tag.value)
