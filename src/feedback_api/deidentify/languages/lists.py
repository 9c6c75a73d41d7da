"""Read the word lists of a language with a pack from the package."""

from collections.abc import Mapping

from feedback_api.deidentify.languages.lexicon import PackLexicon
from feedback_api.deidentify.languages.pack import WORD_SETS, read_pack
from feedback_api.deidentify.lexicon import Lexicon, list_entries, list_rows
from feedback_api.deidentify.simplify import simplify

_LENT = 45
"""A Dutch or English word this common may stay in any language: people mix them."""
_LENT_LEVEL = 30
_SHORTEST_TERM = 3
_HARMLESS_SETS = frozenset(WORD_SETS) - frozenset(("origins", "sensitive", "particles"))
_CUE_LEVEL = 50
"""Cue words of the pack stay unless a name list has them too."""


def read_pack_lexicon(language: str, latin: Mapping[str, Lexicon]) -> PackLexicon:
    """The lexicon of one language; ``latin`` has the Dutch and English ones, of which common words are lent.

    The keep list (``<language>.txt.gz``) is stored in simplified letters; other lists are simplified here.
    """
    pack = read_pack(language)
    mostly = _simplified(f"mostly_names_{language}.txt")
    levels = {w: int(n) for w, n in list_rows(language) if w not in mostly}
    names: dict[str, str] = {}
    for listed in pack.names:
        names.update(latin["nl"].names if listed == "names" else dict(list_rows(listed)))
    for word in _simplified(f"names_{language}.txt"):
        names[word] = "".join(sorted({*names.get(word, ""), "f"}))
    for word, level in _lent(latin).items():
        if word not in names:
            levels.setdefault(word, level)
    domain = _simplified(f"domain_{language}.txt") | {
        simplify(w) for w in latin["nl"].domain if len(w) >= _SHORTEST_TERM
    }
    for group in _HARMLESS_SETS:
        for word in pack.words[group]:
            levels[word] = max(levels.get(word, 0), _CUE_LEVEL)
    borrowed = frozenset(_lent(latin)) - {w for w, _ in list_rows(language)}
    return PackLexicon(language, levels, frozenset(domain), names, borrowed, pack=pack)


def _lent(latin: Mapping[str, Lexicon]) -> dict[str, int]:
    return {
        simplify(word): _LENT_LEVEL
        for lexicon in latin.values()
        for word, level in lexicon.levels.items()
        if level >= _LENT and word not in lexicon.names
    }


def _simplified(name: str) -> frozenset[str]:
    return frozenset(simplify(word) for word in list_entries(name))
