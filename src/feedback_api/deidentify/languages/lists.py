"""Read the word lists of a language with a pack from the package."""

from collections.abc import Mapping

from feedback_api.deidentify.languages.chains import ChainLexicon
from feedback_api.deidentify.languages.lexicon import BY_HAND, PackLexicon, find_roots
from feedback_api.deidentify.languages.pack import PACK_LANGUAGES, WORD_SETS, Pack, read_pack
from feedback_api.deidentify.lexicon import Lexicon, list_entries, list_rows
from feedback_api.deidentify.simplify import simplify

_LENT = 45
"""A Dutch or English word this common may stay in any language: people mix them."""
_LENT_LEVEL = 30
_SHORTEST_TERM = 3
_HARMLESS_SETS = frozenset(WORD_SETS) - frozenset(("origins", "sensitive", "particles", "ideals"))
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
        given = latin["nl"].names.items() if listed == "names" else list_rows(listed)
        names.update((simplify(name), kinds) for name, kinds in given if _is_one_word(name, pack))
    own_names = _simplified(f"names_{language}.txt")
    for word in own_names | mostly:
        names[word] = "".join(sorted({*names.get(word, ""), "f", BY_HAND}))
    for word, level in _lent(latin).items():
        if word not in names:
            levels.setdefault(word, level)
    domain = _simplified(f"domain_{language}.txt") | {
        simplify(w) for w in latin["nl"].domain if len(w) >= _SHORTEST_TERM
    }
    for group in _HARMLESS_SETS:
        for word in pack.words[group]:
            levels[word] = max(levels.get(word, 0), _CUE_LEVEL)
    for word in _names_elsewhere(language):
        if word not in levels and word not in domain:
            names.setdefault(word, "f")
    borrowed = frozenset(_lent(latin)) - {w for w, _ in list_rows(language)}
    roots = find_roots(pack, levels, domain, names, own_names)
    kind = ChainLexicon if pack.chains else PackLexicon
    return kind(language, levels, frozenset(domain), names, borrowed, pack=pack, roots=roots)


def _lent(latin: Mapping[str, Lexicon]) -> dict[str, int]:
    return {
        simplify(word): _LENT_LEVEL
        for lexicon in latin.values()
        for word, level in lexicon.levels.items()
        if level >= _LENT and word not in lexicon.names
    }


def _is_one_word(name: str, pack: Pack) -> bool:
    """Whether the pack reads a name as one word: not "L'Enfant" where an apostrophe parts words."""
    return "'" not in name or pack.affixes.apostrophe != "tail"


def _names_elsewhere(language: str) -> frozenset[str]:
    """Hand-written names of the other languages: people write of their neighbours."""
    return frozenset[str]().union(
        *(_simplified(f"names_{other}.txt") for other in PACK_LANGUAGES if other != language)
    )


def _simplified(name: str) -> frozenset[str]:
    return frozenset(simplify(word) for word in list_entries(name))
