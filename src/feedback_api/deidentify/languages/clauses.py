"""Clauses that single somebody out in a language with a pack: "the only ..." with a role or a person."""

import re
from collections.abc import Iterator

from feedback_api.deidentify.languages.lexicon import PackLexicon
from feedback_api.deidentify.reading import Reading
from feedback_api.terms.text import Span, Tag

_STOP = re.compile(r"[.,;:!?()\n،؛؟።፡፥፣፤]")
_MOST_WORDS = 10
_PERSON_WITHIN = 4
"""Words after "the only" within which a role or a person must be named."""


def find_sole(reading: Reading, lexicon: PackLexicon) -> Iterator[Span]:
    """From "the only" to the end of its clause, where a role or a person is what is only one."""
    if lexicon.pack.sole is None:
        return
    for match in lexicon.pack.sole.finditer(reading.plain):
        ahead = [i for i, t in enumerate(reading.tokens) if t.start >= match.end()][:_MOST_WORDS]
        last = _last_of_clause(ahead, match.end(), reading, lexicon)
        said = [reading.tokens[i].lower for i in ahead[:_PERSON_WITHIN] if last is not None and i <= last]
        if last is not None and any(lexicon.is_in(w, g) for w in said for g in ("roles", "kin", "people")):
            yield Span(match.start(), reading.tokens[last].end, Tag.JOB, "job")


def _last_of_clause(ahead: list[int], at: int, reading: Reading, lexicon: PackLexicon) -> int | None:
    last = None
    for index in ahead:
        token = reading.tokens[index]
        if _STOP.search(reading.text[at : token.start]) or token.lower in lexicon.pack.words["ends"]:
            break
        last, at = index, token.end
    return last
