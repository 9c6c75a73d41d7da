"""Rebuild the Sorani keep list: ``python -m feedback_api.deidentify.languages.build_ckb --help``."""

from collections.abc import Iterator

from feedback_api.deidentify.languages import parallel
from feedback_api.deidentify.languages.build import by_hand, write_levels, write_names
from feedback_api.deidentify.languages.kurdish import (
    DICTIONARY_LEVEL,
    conjugate,
    read_klpt,
    without_names,
)
from feedback_api.deidentify.lexicon import list_entries
from feedback_api.deidentify.simplify import simplify

_SOUNDS = {
    letter: sound
    for sound, letters in {
        "a": "ا", "b": "ب", "p": "پ", "t": "تط", "s": "ثسشص", "j": "ج", "c": "چ", "d": "د", "z": "ذزظض",
        "r": "ر", "g": "غگژ", "f": "ف", "v": "ڤ", "k": "قکخ", "l": "ل", "m": "م", "n": "ن", "w": "و",
        "h": "هح", "y": "ی", "": "عء",
    }.items()
    for letter in letters
}  # fmt: skip
_LEAST_UNCHECKED = 33
"""A word of the texts that the dictionary has not must stand there about this often."""
_LEAST_BESIDE_A_NAME = 40
"""A word of the texts that the dictionary has as a proper noun only must be this common to be a word."""
_LONG = 5
_WHO = ("", "م", "ت", "ی", "مان", "تان", "یان")
"""Enclitic pronouns, which Sorani puts behind the first part of the verb."""
_PRESENT_MOODS = ("دە", "ئە", "نا", "نە", "ب", "مە")
_PRESENT_ENDINGS = ("م", "ی", "یت", "ێ", "ێت", "ین", "ن", "ە")
_MOODS = tuple(map(simplify, ("دە", "ئە", "نا", "نە", "بی", "بم", "بت")))
_PAST_ENDINGS = (
    *_WHO, "ین", "ن", "یت", "ە", "ەوە", "وە", "ووە", "ووم", "ووی", "وون", "ووین", "بوو", "بووم", "بوون",
    "بووین", "وومە", "وویە", "وویەتی", "ووتە", "وومانە", "ووتانە", "وویانە", "ومە", "ویە", "ویەتی", "ومانە",
    "ویانە", "بێ", "بێت", "با", "ایە", "مەوە", "یەوە", "ینەوە", "نەوە", "یانەوە", "مانەوە",
)  # fmt: skip
_PAST_MOODS = (("نە", ""), ("دە", ""), ("ئە", ""), ("نە", "دە"), ("نە", "ئە"), ("ب", ""))
_SHORT_ENDINGS = ("م", "ی", "یت", "ین", "ن")
_ROUND = {"ە": _SHORT_ENDINGS, "ۆ": _SHORT_ENDINGS, "ێ": (*_SHORT_ENDINGS, "", "ت")}
_THIRD = {"ە": ("ا", "ات"), "ۆ": ("وا", "وات")}


def main() -> None:
    """Write the list anew."""
    entries = list(read_klpt("ckb-Arab"))
    lemmas = {simplify(word): kind for word, kind, _ in entries if kind != "propn"}
    proper = {simplify(word) for word, kind, _ in entries if kind == "propn"} - lemmas.keys()
    words = {*lemmas, *map(simplify, _forms(entries))}
    found = parallel.count(parallel.read_pairs(parallel.arguments(__doc__), "ckb"))
    levels = {
        word: level
        for word, level in parallel.levels_without_names(found, _SOUNDS).items()
        if "\u0600" <= word[0] <= "\u06ff" and (level >= _LEAST_UNCHECKED or word in words)
    }
    for word in words:
        if len(word) > 1:
            levels.setdefault(word, _dictionary_level(word, lemmas.get(word, "")))
    everyday = by_hand("everyday_ckb")
    proper -= {word for word, level in levels.items() if level >= _LEAST_BESIDE_A_NAME}
    proper -= everyday | by_hand("domain_ckb")
    write_names("names_klpt_ckb", dict.fromkeys(proper, "f"))
    names = by_hand("names_ckb") | by_hand("mostly_names_ckb")
    write_levels("ckb", without_names("ckb", levels, names | proper, everyday))


def _dictionary_level(word: str, kind: str) -> int:
    """Long nouns and adjectives, and verbs with their mood, are trusted to carry endings."""
    trusted = kind in ("noun", "adj") or word.startswith(_MOODS)
    return _LEAST_UNCHECKED if len(word) >= _LONG and trusted else DICTIONARY_LEVEL


def _forms(entries: list[tuple[str, str, str]]) -> Iterator[str]:
    """The forms of each verb, from its two stems."""
    for word, kind, form in entries:
        if kind == "verb" and form.startswith("present"):
            yield from _present(word, ("",))
        elif kind == "verb" and form.startswith("past"):
            yield from conjugate(word, ("", "نە", "دە", "ئە", "نەدە"), _PAST_ENDINGS[:14])
    for pair in list_entries("verbs_ckb.txt"):
        present, _, past = pair.partition(":")
        yield from _present(present, _WHO)
        moods = [f"{mood}{who}{later}" for who in _WHO for mood, later in _PAST_MOODS]
        yield from conjugate(past, ("", "نە", "دە"), _PAST_ENDINGS)
        yield from conjugate(past, moods, _PAST_ENDINGS[:12])


def _present(stem: str, whom: tuple[str, ...]) -> Iterator[str]:
    moods = tuple(f"{mood}{who}" for mood in _PRESENT_MOODS for who in whom)
    last = stem[-1]
    yield from conjugate(stem, moods, _ROUND.get(last, _PRESENT_ENDINGS))
    if last in _THIRD:
        yield from conjugate(stem[:-1], moods, _THIRD[last])
        yield from conjugate(stem, moods, ("",))


if __name__ == "__main__":
    main()
