"""Latin names as they are spelled in Arabic letters, so that builders can tell "لارس" from a word."""

import re
from collections.abc import Iterator

from feedback_api.deidentify.languages.build import known_names
from feedback_api.deidentify.simplify import simplify

_SEVERAL = re.compile(r"(.)\1")
_DUTCH = (
    ("sch", "سخ"),
    ("sj", "ش"),
    ("ch", "خ"),
    ("ij", "ای"),
    ("ei", "ای"),
    ("oe", "و"),
    ("eu", "و"),
    ("ui", "اوی"),
    ("ou", "او"),
    ("au", "او"),
    ("ie", "ی"),
    ("ng", "نغ"),
    ("th", "ت"),
    ("ph", "ف"),
    ("ck", "ک"),
    ("j", "ی"),
    ("g", "خ"),
    ("c", "ک"),
    ("w", "و"),
)
_ENGLISH = (
    ("sh", "ش"),
    ("ch", "تش"),
    ("th", "ث"),
    ("ph", "ف"),
    ("ck", "ک"),
    ("oo", "و"),
    ("ee", "ی"),
    ("ou", "و"),
    ("au", "او"),
    ("ie", "ی"),
    ("ce", "س"),
    ("ci", "سی"),
    ("j", "ج"),
    ("g", "غ"),
    ("c", "ک"),
    ("w", "و"),
    ("oe", "و"),
)
_LETTERS = {
    "a": "ا",
    "b": "ب",
    "d": "د",
    "e": "",
    "f": "ف",
    "h": "ه",
    "i": "ی",
    "k": "ک",
    "l": "ل",
    "m": "م",
    "n": "ن",
    "o": "و",
    "p": "ب",
    "q": "ک",
    "r": "ر",
    "s": "س",
    "t": "ت",
    "u": "و",
    "v": "ف",
    "x": "کس",
    "y": "ی",
    "z": "ز",
}
_PERSIAN = {"ب": "پ", "غ": "گ", "تش": "چ", "ف": "و"}
_SHORTEST = 3


def given_names_in_arabic_letters() -> frozenset[str]:
    """Latin given names that the product knows, as spelled in Arabic letters."""
    given = (name for name, kinds in known_names().items() if "f" in kinds)
    return frozenset(spelled for name in given for spelled in in_arabic_letters(name))


def in_arabic_letters(name: str) -> Iterator[str]:
    """Ways in which people who write Arabic or Persian spell a Latin name, in look-up form."""
    plain = _SEVERAL.sub(r"\1", re.sub("[^a-z]", "", simplify(name)))
    for groups in (_DUTCH, _ENGLISH):
        for e in ("", "ی"):
            for persian in (False, True):
                spelled = simplify("".join(_spell(plain, dict(groups), e, persian=persian)))
                if len(spelled) >= _SHORTEST:
                    yield spelled


def _spell(plain: str, groups: dict[str, str], e: str, *, persian: bool) -> Iterator[str]:
    at = 0
    while at < len(plain):
        size = next((n for n in (3, 2, 1) if plain[at : at + n] in groups), 1)
        part = plain[at : at + size]
        written = e if part == "e" else groups.get(part, _LETTERS.get(part, ""))
        if at == 0 and part in ("e", "i", "o", "u", "oe", "ie"):
            written = "ا" + written
        latin_only = part in ("p", "v", "g", "ch")
        yield _PERSIAN.get(written, written) if persian and latin_only else written
        at += size
