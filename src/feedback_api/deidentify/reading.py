"""One message as every step sees it: normalised, in words, with its tags out of reach."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from feedback_api.deidentify.fold import Folded, as_it_is, fold
from feedback_api.deidentify.labels import NAME_TAGS, WRITTEN_TAG
from feedback_api.deidentify.lexicon import Lexicon
from feedback_api.deidentify.tokens import Token, tokenise, unshout
from feedback_api.terms.text import Span, Tag

TAG_FILLER = "\ufffc"
"""Stands in for each character of a tag, so that no recogniser sees its letters."""
NAME_FILLER = "\ufffb"
"""The same for a tag that hides a name: its neighbours may be names too."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A message under study; every ``Span`` of a step counts in characters of ``text``.

    ``plain`` is the same text in simplified letters, character for character.
    """

    text: str
    plain: str
    tokens: Sequence[Token]
    lexicon: Lexicon
    folded: Folded

    def find(self, pattern: re.Pattern[str], tag: Tag, found_by: str) -> Iterator[Span]:
        """A span for each match: the group ``hit`` where the pattern has one, else all of it."""
        return _hits(pattern, self.text, tag, found_by)

    def find_plain(self, pattern: re.Pattern[str], tag: Tag, found_by: str) -> Iterator[Span]:
        """The same in simplified letters."""
        return _hits(pattern, self.plain, tag, found_by)

    def covered(self, spans: Iterable[Span]) -> tuple[Span | None, ...]:
        """For each token the span that covers any of it, or nothing."""
        owner: list[Span | None] = [None] * len(self.text)
        for span in spans:
            owner[span.start : span.end] = [span] * (span.end - span.start)
        return tuple(next((o for o in owner[t.start : t.end] if o), None) for t in self.tokens)

    def is_written_large(self, token: Token) -> bool:
        """Whether a word was typed with a capital, also in a line with the capitals left on."""
        return self.folded.text[token.start].isupper()

    def gap(self, index: int) -> str:
        """What stands between a token and the next one; nothing after the last."""
        if not 0 <= index < len(self.tokens) - 1:
            return ""
        return self.text[self.tokens[index].end : self.tokens[index + 1].start]


def read(text: str, lexicon: Lexicon, *, normalise: bool = True) -> Reading:
    """Normalise and split a text, with what is already a tag put out of reach."""
    folded = fold(text) if normalise else as_it_is(text)
    shown = unshout(WRITTEN_TAG.sub(_fill, folded.text))
    plain = lexicon.look_up_form(shown)
    tokens = tokenise(shown, plain)
    return Reading(shown, plain or shown, tokens, lexicon, folded)


def _hits(pattern: re.Pattern[str], text: str, tag: Tag, found_by: str) -> Iterator[Span]:
    group: str | int = "hit" if "hit" in pattern.groupindex else 0
    for match in pattern.finditer(text):
        start, end = match.span(group)
        if start < end:
            yield Span(start, end, tag, found_by)


def _fill(tag: re.Match[str]) -> str:
    return (NAME_FILLER if tag[0] in NAME_TAGS else TAG_FILLER) * len(tag[0])
