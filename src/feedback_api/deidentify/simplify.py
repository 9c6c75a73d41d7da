"""A look-up form of letters: accents, vowel carriers and homophones that typists mix up become one.

Every character gives exactly one character, so that places in the simplified text are places in the text.
"""

import unicodedata
from functools import cache

_ALIKE = {
    # Arabic script: hamza carriers, yeh and kaf of Arabic, Persian, Pashto and Kurdish keyboards
    **dict.fromkeys("أإآٱٲٳ", "ا"),
    **dict.fromkeys("يىئېۍێےۓ", "ی"),
    **dict.fromkeys("كڪ", "ک"),
    **dict.fromkeys("ؤۆۊۇۈۋ", "و"),
    **dict.fromkeys("ةۀەھہۂۃ", "ه"),
    "ګ": "گ",
    "ڵ": "ل",
    "ڕ": "ر",
    # Latin letters without a decomposition, and the two i of Turkish
    **{"ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "e", "œ": "e", "ß": "s"},
    "ё": "е",
    "ґ": "г",
}
_GEEZ_SERIES = (("ሐ", "ሀ"), ("ኀ", "ሀ"), ("ሠ", "ሰ"), ("ዐ", "አ"), ("ፀ", "ጸ"))
"""Series of the Ge'ez script that sound alike today: the seven orders of the first are read as the second."""
_ORDERS = 7


def simplify(text: str) -> str:
    """Text in lower case, without the differences that a phone keyboard or a habit makes."""
    return "".join(map(_simplify_letter, text))


def simplify_pattern(pattern: str) -> str:
    """The letters of a regular expression as :func:`simplify` reads them; its ASCII syntax stays."""
    return "".join(c if c.isascii() else _simplify_letter(c) for c in pattern)


@cache
def _simplify_letter(char: str) -> str:
    lower = char.lower()[0]
    if lower.isascii():
        return lower
    if "\u00c0" <= lower <= "\u024f" or "\u1e00" <= lower <= "\u1eff":
        lower = unicodedata.normalize("NFD", lower)[0]
    return _GEEZ.get(lower) or _ALIKE.get(lower, lower)


_GEEZ = {
    chr(ord(variant) + order): chr(ord(plain) + order)
    for variant, plain in _GEEZ_SERIES
    for order in range(_ORDERS)
}
