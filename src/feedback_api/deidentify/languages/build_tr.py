"""Rebuild the Turkish keep list: ``python -m feedback_api.deidentify.languages.build_tr``.

Beside words it lists, with a mark, what may carry endings: words, the form that a word takes before a
vowel and stems of verbs.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from feedback_api.deidentify.languages.build import (
    by_hand,
    commonness,
    is_word,
    known_names,
    simplified,
    spelling_of,
    write_levels,
)
from feedback_api.deidentify.languages.pack import read_pack
from feedback_api.deidentify.simplify import simplify

_LEAST_LEVEL_OF_A_GIVEN_NAME = 41
_LEAST_LEVEL_OF_A_NAME = 35
"""A rarer word that is also a given name, or a surname or place, is left out: it is the name more often."""
_LEAST_LEVEL_OF_A_STEM = 30
_SHORTEST_STEM = 3
_VOWELS = "aeıioöuü"
_HARMONY = {
    **dict.fromkeys("aı", "ı"),
    **dict.fromkeys("ei", "i"),
    **dict.fromkeys("ou", "u"),
    "ö": "ü",
    "ü": "ü",
}
_SOFTENED = {"p": "b", "ç": "c", "t": "d", "k": "ğ"}
_LONG_STEM = 5
"""A verb with a stem this long counts as common by any of its forms, a shorter one by a few telling forms."""
Check = Callable[[str], bool]


def main() -> None:
    """Write the list anew."""
    names, mostly, also = known_names(), by_hand("mostly_names_tr"), by_hand("also_words_tr")
    common = {w: n for w, n in commonness("tr").items() if is_word(w)}
    is_right = spelling_of("tr_TR")
    kept = {
        word: level
        for word, level in common.items()
        if is_right(word)
        and simplify(word) not in mostly
        and (simplify(word) in also or level >= _least_level(names.get(simplify(word), "")))
    }
    levels = simplified(kept)
    carriers = (*_verb_stems(common, is_right), *_bare_words(kept, is_right), *_changed_stems(kept, is_right))
    for stem, mark, level in carriers:
        key = simplify(stem) + mark
        levels[key] = max(level, levels.get(key, 0))
    write_levels("tr", levels)


def _least_level(kinds: str) -> int:
    if "f" in kinds:
        return _LEAST_LEVEL_OF_A_GIVEN_NAME
    return _LEAST_LEVEL_OF_A_NAME if set(kinds) & set("lp") else 0


def _verb_stems(common: Mapping[str, int], is_right: Check) -> Iterator[tuple[str, str, int]]:
    """Stems of verbs, as they stand before other endings and before "-yor"."""
    by_any_form = _levels_by_any_form(common, is_right)
    for stem in _possible_verbs(common, is_right) | by_any_form.keys():
        told = (stem + _infinitive(stem), stem + _past(stem), _present(stem))
        level = max(*(common.get(form, 0) for form in told), by_any_form.get(stem, 0))
        if level < _LEAST_LEVEL_OF_A_STEM:
            continue
        mark = "_" if _is_back(stem) else "-"
        yield stem, mark, level
        if stem[-1] in "ae":
            yield _present(stem).removesuffix("yor"), mark, level
        if stem[-1] == "t" and is_right(f"{stem[:-1]}d{_narrow(stem)}yor"):
            yield stem[:-1] + "d", mark, level


def _levels_by_any_form(common: Mapping[str, int], is_right: Check) -> dict[str, int]:
    """Long stems of verbs with the commonness of their commonest form."""
    chain, best, checked = read_pack("tr").chains["verb"], dict[str, int](), dict[str, bool]()
    for word, level in common.items():
        plain = simplify(word)
        for at in range(_LONG_STEM, len(word) + 1):
            stem = word[:at]
            if stem not in checked:
                checked[stem] = bool(set(stem) & set(_VOWELS)) and is_right(stem + _infinitive(stem))
            if checked[stem] and chain.fullmatch(plain, at):
                best[stem] = max(level, best.get(stem, 0))
    return best


def _possible_verbs(common: Mapping[str, int], is_right: Check) -> set[str]:
    """Stems of the infinitives and past and present forms met."""
    endings = re.compile(r"(?:m[ae]k|[dt][ıiuü]|[ıiuü]?yor)$")
    found = {endings.sub("", word) for word in common if endings.search(word)}
    found |= {stem + vowel for stem in found for vowel in "ae"}
    found = {stem for stem in found if len(stem) >= _SHORTEST_STEM}
    return {stem for stem in found if set(stem) & set(_VOWELS) and is_right(stem + _infinitive(stem))}


def _infinitive(stem: str) -> str:
    return "mak" if _is_back(stem) else "mek"


def _past(stem: str) -> str:
    return ("t" if stem[-1] in "çfhkpsşt" else "d") + _narrow(stem)


def _present(stem: str) -> str:
    if stem[-1] not in "ae":
        return stem + ("" if stem[-1] in _VOWELS else _narrow(stem)) + "yor"
    return stem[:-1] + _narrow(stem[:-1] if set(stem[:-1]) & set(_VOWELS) else stem) + "yor"


def _is_back(word: str) -> bool:
    return _last_vowel(word) in "aıou"


def _last_vowel(word: str) -> str:
    return next(c for c in reversed(word) if c in _VOWELS)


def _narrow(word: str) -> str:
    """The narrow vowel that follows a word."""
    return _HARMONY[_last_vowel(word)]


def _bare_words(kept: Mapping[str, int], is_right: Check) -> Iterator[tuple[str, str, int]]:
    """Words that carry endings: those that have a plural, as no word with the ending of a case has."""
    for word, level in kept.items():
        if len(word) < _SHORTEST_STEM or level < _LEAST_LEVEL_OF_A_STEM or not set(word) & set(_VOWELS):
            continue
        for plural, mark in (("lar", "*"), ("ler", "+")):
            if is_right(word + plural):
                yield word, mark, level


def _changed_stems(kept: Mapping[str, int], is_right: Check) -> Iterator[tuple[str, str, int]]:
    """What words become before a vowel: softened (kitap, kitab-), or a vowel less (şehir, şehr-)."""
    for word, level in kept.items():
        if level < _LEAST_LEVEL_OF_A_STEM or len(word) <= _SHORTEST_STEM or not set(word) & set(_VOWELS):
            continue
        mark, shapes = "*" if _is_back(word) else "+", list[str]()
        if word[-1] in _SOFTENED:
            shapes.append(word[:-1] + _SOFTENED[word[-1]])
        if re.fullmatch(rf".+[^{_VOWELS}][ıiuü][^{_VOWELS}]", word):
            shapes.append(word[:-2] + word[-1])
        for shape in shapes:
            if is_right(shape + _narrow(word)):
                yield shape, mark, level


if __name__ == "__main__":
    main()
