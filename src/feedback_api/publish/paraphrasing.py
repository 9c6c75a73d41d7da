"""What no paraphrase may be: empty, long, a formula, or somebody's own words."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

LANGUAGES = ("nl", "en")
"""A paraphrase says the same in both."""

SHORTEST, LONGEST = 10, 400
"""Characters of a paraphrase."""

LONGEST_RUN = 6
"""So many words in a row that stand in somebody's text too are a quote."""

SHORTEST_TEXT = 4
"""A text of so many words, or one more, is quoted when all of it stands in the paraphrase."""

_FORMULA = frozenset("=+-@\t\r|%")
_WORD = re.compile(r"[^\W_]+")
_BRACKETED = re.compile(r"\[[^\[\]]{1,40}\]")


def cleaned(words: str) -> str:
    """A paraphrase as one line in one Unicode form, without what shows nothing.

    Source: Unicode Standard Annex 15 (NFKC), so that a full-width "=" is one too.
    """
    plain = (c for c in unicodedata.normalize("NFKC", words) if unicodedata.category(c) != "Cf")
    return " ".join("".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in plain).split())


def fault_of(words: str, originals: Iterable[str]) -> str | None:
    """Why a cleaned paraphrase cannot be kept, from a closed list; nothing when it can."""
    if not words:
        return "empty"
    if len(words) > LONGEST:
        return "too-long"
    if words[0] in _FORMULA:
        return "formula"
    if _BRACKETED.search(words):
        return "has-tag"
    if len(words) < SHORTEST or not _WORD.search(words):
        return "too-short"
    return "quote" if is_quote(words, originals) else None


def is_quote(words: str, originals: Iterable[str]) -> bool:
    """Whether it shares a long run of words with any of the texts, however they are written.

    Source: privacy chapter, "Text": no quotes, as style identifies.
    """
    own = _folded(words)
    runs = set(_runs(own, LONGEST_RUN))
    return any(
        not runs.isdisjoint(_runs(text, LONGEST_RUN)) or _holds_all(own, text)
        for text in map(_folded, originals)
    )


def _holds_all(own: Sequence[str], text: tuple[str, ...]) -> bool:
    return SHORTEST_TEXT <= len(text) < LONGEST_RUN and text in _runs(own, len(text))


def _runs(words: Sequence[str], length: int) -> Iterator[tuple[str, ...]]:
    return (tuple(words[i : i + length]) for i in range(len(words) - length + 1))


def _folded(text: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return tuple(_WORD.findall("".join(c for c in plain if unicodedata.category(c) not in ("Mn", "Cf"))))
