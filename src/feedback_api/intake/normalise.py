"""Typed words as one clean string: Unicode form, line ends, white space, length."""

import unicodedata

from feedback_api.terms.errors import FieldProblem, InvalidInput
from feedback_api.terms.text import RawText

MOST_CHARACTERS = 2000
"""Characters per answer at most (design page, section 2)."""

_LINE_ENDS = str.maketrans(
    {"\r": "\n", "\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n"}
)


def read_words(words: str, pointer: str) -> RawText:
    """Clean what was typed, or say what is wrong with it.

    Raises:
        InvalidInput: ``empty``, ``too-long``, ``not-text`` (half of a surrogate pair, or no letter or
            digit at all); with the pointer, never the words.

    Source: Unicode Standard Annex 15 (NFC).
    """
    if any("\ud800" <= c <= "\udfff" for c in words):
        raise InvalidInput([FieldProblem(pointer, "not-text")])
    clean = unicodedata.normalize("NFC", _without_controls(words.replace("\r\n", "\n"))).strip()
    if not _is_visible(clean):
        raise InvalidInput([FieldProblem(pointer, "empty")])
    if len(clean) > MOST_CHARACTERS:
        raise InvalidInput([FieldProblem(pointer, "too-long")])
    if not any(unicodedata.category(c)[0] in "LN" for c in clean):
        raise InvalidInput([FieldProblem(pointer, "not-text")])
    return RawText(clean)


def _is_visible(text: str) -> bool:
    # Format characters (zero-width spaces, direction marks) and blanks show nothing.
    return any(unicodedata.category(c)[0] not in "ZC" for c in text)


def _without_controls(words: str) -> str:
    # A control character becomes a space, so that it can never glue two words into an unknown one.
    spaced = words.translate(_LINE_ENDS)
    return "".join(c if c in "\n\t" or unicodedata.category(c) != "Cc" else " " for c in spaced)
