"""What was masked once is masked everywhere in the message."""

from collections.abc import Iterator, Sequence

from feedback_api.deidentify.cues import CAPITAL_NAMES
from feedback_api.deidentify.reading import Reading
from feedback_api.deidentify.tokens import Token
from feedback_api.terms.text import Span, Tag

_NAMING = frozenset({Tag.PERSON, Tag.ROLE, Tag.PLACE, Tag.ORGANISATION, Tag.HANDLE})
_SHORTEST = 3


def sweep(reading: Reading, found: Sequence[Span]) -> Iterator[Span]:
    """Further uses of each masked name; a common word only where it is written the same way."""
    names: dict[str, Span] = {}
    taken = reading.covered(found)
    for token, span in zip(reading.tokens, taken, strict=True):
        if span is not None and span.tag in _NAMING and _is_telling(token, reading):
            names.setdefault(token.text, span)
            head = token.text.partition("'")[0]
            if head != token.text and _names_alone(head, reading):
                names.setdefault(head, span)
            if token.text.lower() == token.text.upper():  # without capitals
                names.setdefault(token.lower, span)
    for token, span in zip(reading.tokens, taken, strict=True):
        if span is not None:
            continue
        bare = reading.lexicon.bare_name(token.lower)
        name = token.text if bare == token.lower else bare
        joined = (rest for rest in reading.lexicon.without_joined(token.lower) if rest in names)
        hidden = name if name in names else next(joined, None)
        if hidden is not None:
            yield Span(token.start, token.end, names[hidden].tag, "sweep")


def _is_telling(token: Token, reading: Reading) -> bool:
    """Whether a word of a masked span names somebody by itself, unlike the "de" in "de Boer"."""
    if len(token.text) < _SHORTEST or token.lower in reading.lexicon.domain:
        return False
    if token.is_capital and token.lower in CAPITAL_NAMES:
        return True
    return not reading.lexicon.is_listed(token.lower) or reading.lexicon.is_name_too(token.lower)


def _names_alone(head: str, reading: Reading) -> bool:
    """Whether what stands before an apostrophe is a name: "Hope" of "Hope's"."""
    word = reading.lexicon.look_up_form(head) or head.lower()
    is_listed = reading.lexicon.is_listed(word)
    return len(head) >= _SHORTEST and (not is_listed or reading.lexicon.is_name_too(word))
