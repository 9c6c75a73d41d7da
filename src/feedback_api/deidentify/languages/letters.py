"""Coarser letters for languages that are typed in many ways: two spellings of one word read alike.

Unlike :mod:`feedback_api.deidentify.simplify` the result may be longer or shorter than the word, so it serves
for looking up words only. Ge'ez letters are taken apart into consonant and vowel, because endings fuse with
the last letter of a word.
"""

import re
from collections.abc import Callable

_CONSONANTS = {
    "ሀ": "h", "ለ": "l", "መ": "m", "ረ": "r", "ሰ": "s", "ሸ": "x", "ቀ": "q", "ቐ": "q", "በ": "b", "ቨ": "b",
    "ተ": "t", "ቸ": "c", "ነ": "n", "ኘ": "n", "አ": "", "ከ": "k", "ኸ": "k", "ወ": "w", "ዘ": "z", "ዠ": "j",
    "የ": "y", "ደ": "d", "ጀ": "j", "ገ": "g", "ጠ": "2", "ጨ": "4", "ጰ": "p", "ጸ": "3", "ፈ": "f", "ፐ": "p",
}  # fmt: skip
_VOWELS = ("e", "u", "i", "a", "i", "", "o")
_ROUNDED = {"ቈ": "q", "ቘ": "q", "ኰ": "k", "ዀ": "k", "ጐ": "g"}
_ROUNDED_VOWELS = ("o", "", "wi", "wa", "wi", "u")
_FUSED = {"ሏ": "lwa", "ሟ": "mwa", "ሯ": "rwa", "ሷ": "swa", "ሿ": "xwa", "ቧ": "bwa", "ቷ": "twa", "ቿ": "cwa",
          "ኗ": "nwa", "ኟ": "nwa", "ዟ": "zwa", "ዷ": "dwa", "ጇ": "jwa", "ጧ": "2wa", "ጿ": "3wa", "ፏ": "fwa",
          "ኧ": "e", "ፗ": "pwa", "ዧ": "jwa", "ሗ": "hwa", "ኋ": "hwa", "ጯ": "4wa"}  # fmt: skip


def _geez_letters() -> dict[str, str]:
    table = dict(_FUSED)
    for first, consonant in _CONSONANTS.items():
        for order, vowel in enumerate(_VOWELS):
            open_first = order == 0 and (first == "አ" or consonant == "h")
            table[chr(ord(first) + order)] = consonant + ("a" if open_first else vowel)
    for first, consonant in _ROUNDED.items():
        for order, vowel in enumerate(_ROUNDED_VOWELS):
            table.setdefault(chr(ord(first) + order), consonant + vowel)
    return table


_GEEZ = str.maketrans(_geez_letters())
_PASHTO = str.maketrans({
    "ړ": "ر", "ټ": "ت", "ط": "ت", "ډ": "د", "ڼ": "ن", "ح": "ه", "ښ": "ش", "ږ": "گ", "ع": "ا",
    "ء": "", "ئ": "ی",
    **dict.fromkeys("ځذضظ", "ز"), **dict.fromkeys("څثص", "س"),
})  # fmt: skip
_LATIN, _APART = re.compile("[a-z]+"), r".\g<0>."
_DOUBLED = re.compile(r"([a-z])\1")


def spell_geez(word: str) -> str:
    """A Ge'ez word in Latin consonants and vowels; what was Latin before stands between dots."""
    return _LATIN.sub(_APART, word).translate(_GEEZ)


def spell_pashto(word: str) -> str:
    """A Pashto word in the letters of a Persian keyboard, sounds alike are one; Latin between dots."""
    return _LATIN.sub(_APART, word).translate(_PASHTO)


def spell_somali(word: str) -> str:
    """A Somali word without long vowels, double consonants, glottal stops and throat sounds."""
    plain = word.replace("'", "").replace("dh", "d").replace("kh", "q").replace("x", "h").replace("c", "")
    return _DOUBLED.sub(r"\1", plain)


def spell_kurmanji(word: str) -> str:
    """A Kurmanji word without the letters that English and Arabic keyboards add, and without double ones."""
    plain = word.replace("'", "").replace("sh", "s").replace("ch", "c").replace("kh", "x")
    return _DOUBLED.sub(r"\1", plain)


def spell_sorani(word: str) -> str:
    """A Sorani word with each long vowel written once, and without the difference of two letters for h."""
    return word.replace("وو", "و").replace("یی", "ی").replace("ح", "ه")


SPELLINGS: dict[str, Callable[[str], str]] = {
    "geez": spell_geez,
    "pashto": spell_pashto,
    "somali": spell_somali,
    "kurmanji": spell_kurmanji,
    "sorani": spell_sorani,
}
"""Spellings by the name that a pack gives (``[affixes] letters``)."""
