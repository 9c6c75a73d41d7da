"""How a word sounds, roughly: learners and phone typists write by ear."""

import re

_DOUBLED = re.compile(r"(.)\1+")
_SOFT_C = re.compile(r"c(?=[eiy])")
_SAME_SOUND = {
    "nl": (("ij", "y"), ("ei", "y"), ("ou", "au"), ("ck", "k"), ("qu", "kw"), ("ks", "x"), ("sch", "sg"),
           ("ch", "g"), ("ph", "f"), ("th", "t"), ("ie", "i"), ("tie", "sie"), ("c", "k"), ("z", "s"),
           ("v", "f"),
           ("dt", "t"), ("é", "e"), ("ë", "e"), ("ï", "i"), ("è", "e"), ("ö", "o"), ("ü", "u"), ("d", "t")),
    "en": (("ie", "ei"), ("ph", "f"), ("ck", "k"), ("é", "e"), ("tion", "sion"), ("'", "")),
}  # fmt: skip


def sound_of(word: str, language: str) -> str:
    """A key that a word shares with its usual misspellings."""
    word = _SOFT_C.sub("s", word)
    for written, heard in _SAME_SOUND[language]:
        word = word.replace(written, heard)
    return _DOUBLED.sub(r"\1", word)
