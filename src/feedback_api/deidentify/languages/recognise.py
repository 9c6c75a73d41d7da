"""What a pack recognises, beside the formats that are the same in every language."""

from collections.abc import Iterator, Sequence

from feedback_api.deidentify.languages import clauses, numbers, people
from feedback_api.deidentify.languages.lexicon import PackLexicon
from feedback_api.deidentify.reading import Reading
from feedback_api.deidentify.recognisers import FORMATS, recognise
from feedback_api.terms.text import Span, Tag

_FINDERS = (
    numbers.find_digits,
    numbers.find_spelled,
    numbers.find_addresses,
    people.find_announced,
    people.find_quoted,
    clauses.find_sole,
)
_LISTED = {"origins": Tag.ORIGIN, "sensitive": Tag.SENSITIVE}


def recognise_with_pack(reading: Reading, found: Sequence[Span] = ()) -> Iterator[Span]:
    """Identifiers by their format, by the pack's patterns and by its cues."""
    lexicon = reading.lexicon
    if not isinstance(lexicon, PackLexicon):
        return
    yield from recognise(reading, found, FORMATS)
    for finder in _FINDERS:
        yield from finder(reading, lexicon)
    for tag, pattern in lexicon.pack.patterns:
        yield from reading.find_plain(pattern, tag, tag.value)
    if not reading.shouting:
        for tag, pattern in lexicon.pack.capital_patterns:
            yield from reading.find(pattern, tag, tag.value)
    for token in reading.tokens:
        for group, tag in _LISTED.items():
            if lexicon.is_in(token.lower, group):
                yield Span(token.start, token.end, tag, group)
