"""Words of a normalised text with their place in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_DIGIT = re.compile(r"\d")
_LEAST_SHOUTED = 4
_SENTENCE_ENDS = frozenset(".!?:;…\n•*|=")


@dataclass(frozen=True, slots=True)
class Token:
    """One word or number: ``start`` and ``end`` in characters of the normalised text.

    ``opens`` tells that it opens a sentence, a line or the text, so that a capital says nothing.
    """

    start: int
    end: int
    text: str
    lower: str
    opens: bool

    @property
    def is_number(self) -> bool:
        """Whether it is digits only."""
        return self.text.isdigit()

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[:1].isupper()

    @property
    def is_shouted(self) -> bool:
        """Whether all its letters (two or more) are capitals."""
        return len(self.text) > 1 and self.text.isupper()


def tokenise(text: str, plain: str | None = None) -> tuple[Token, ...]:
    """Words and numbers from left to right; an apostrophe inside a word belongs to it.

    ``plain`` is the text in its look-up form, as long as the text; lower case where it is left out.
    """
    found: list[Token] = []
    end = 0
    for match in _WORD.finditer(text):
        gap = text[end : match.start()]
        opens = not found or _ends_sentence(gap)
        look_up = match[0].lower() if plain is None else plain[match.start() : match.end()]
        found.append(Token(match.start(), match.end(), match[0], look_up, opens))
        end = match.end()
    return tuple(found)


def _ends_sentence(gap: str) -> bool:
    return any(c in _SENTENCE_ENDS or 0x2190 < ord(c) < 0xFFF9 or ord(c) > 0xFFFF for c in gap)


def unshout(text: str) -> str:
    """Text with every line whose writer left the capitals on in lower case, character for character.

    A word with small letters keeps its capital, also in such a line: somebody pressed the key for it.
    """
    return "".join(
        _lowered(line) if _is_shouted(tokenise(line)) else line for line in text.splitlines(keepends=True)
    )


def _is_shouted(tokens: Sequence[Token]) -> bool:
    letters = [t for t in tokens if len(t.text) > 1 and not _DIGIT.search(t.text)]
    return len(letters) >= _LEAST_SHOUTED and sum(t.is_shouted for t in letters) > 0.6 * len(letters)


def _lowered(line: str) -> str:
    return _WORD.sub(
        lambda m: "".join(c.lower()[0] for c in m[0]) if m[0].isupper() and not _DIGIT.search(m[0]) else m[0],
        line,
    )


def words(listed: str) -> frozenset[str]:
    """The set of words that a written list holds, white space between them."""
    return frozenset(listed.split())
