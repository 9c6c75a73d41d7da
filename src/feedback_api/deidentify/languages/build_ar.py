"""Rebuild the Arabic keep list: ``python -m feedback_api.deidentify.languages.build_ar``."""

from collections.abc import Callable

from feedback_api.deidentify.languages.build import by_hand, commonness, spelling_of, write_levels
from feedback_api.deidentify.languages.build_arabic_names import (
    level_as_name,
    levels_of_words,
    look_up_form,
    name_counts,
)
from feedback_api.deidentify.languages.latin_names import given_names_in_arabic_letters

_LEAST_LEVEL = 22
_LEAST_OF_SHORT = {2: 40, 3: 32, 4: 25}
"""Short words must be commoner: foreign names look like them."""
_OWNED = 42
"""A word of three letters this common is listed with pronouns and conjunctions: too short to be split."""
_JOINED = ("و", "ف")
_PRONOUNS = ("ی", "ک", "ه", "ها", "هم", "کم", "نا")
_LEAST_AS_WRITTEN = 20
"""Spellings rarer than this are not shown to the dictionary."""
_LEAST_DOUBT = 9
"""A word that is not this much commoner (in tenths of Zipf) than it is as a name counts as the name."""
_BEYOND_DOUBT = 50
"""Words this common are names only when the first rule says so."""
_PROVEN = 15
"""A noun has a definite form at most this much rarer; foreign names have none."""
_LEAST_FORMS = 3
_LEVEL_OF_BOTH = 44
"""Words that are names too stay below the everyday words, whose surroundings are not asked."""
_MOST_OF_LATIN = 42
"""A word this rare that spells a Latin given name and takes no forms of a word counts as the name."""
_MOST_OF_SHORT = 33
_DEFINITE = ("ال", "لل")
_ENDINGS = ("ها", "هم", "نا", "ه", "ک", "وا", "ت", "تم")
_CLITICS = ("و", "ف", "ب", "ل", "ک", "وب", "ول", "یا")


def main() -> None:
    """Write the list anew."""
    levels, (counts, _) = levels_of_words("ar"), name_counts()
    both, mostly = by_hand("also_words_ar"), by_hand("mostly_names_ar")
    hand, latin = by_hand("names_ar"), given_names_in_arabic_letters()
    spelled = _spelled_right()

    def is_name(word: str) -> bool:
        if word in mostly or word in both:
            return word in mostly
        most = _MOST_OF_LATIN if len(word) > 3 else _MOST_OF_SHORT
        if word in latin and levels[word] < most and not _is_proven(word, levels):
            return True
        return word in counts and (
            levels[word] - level_as_name(counts[word]) < _LEAST_DOUBT
            or (levels[word] < _BEYOND_DOUBT and not _is_proven(word, levels))
        )

    kept = {
        word: level
        for word, level in levels.items()
        if level >= _LEAST_OF_SHORT.get(len(word), _LEAST_LEVEL)
        and word in spelled
        and not is_name(word)
        and not _is_name_with_clitic(word, levels, is_name)
    }
    for word in [w for w, level in kept.items() if len(w) == len("ابن") and level >= _OWNED]:
        for form in (*(word + pronoun for pronoun in _PRONOUNS), *(sign + word for sign in _JOINED)):
            if form not in counts and form not in mostly:
                kept.setdefault(form, _LEAST_OF_SHORT[3])
    for word in (both | {"ال" + word for word in both}) - mostly:
        if word not in both and word not in levels:
            continue
        named = word in counts or word in hand or word.removeprefix("ال") in hand
        kept[word] = min(max(levels.get(word, 0), 35), _LEVEL_OF_BOTH if named else 99)
    write_levels("ar", kept)


def _spelled_right() -> frozenset[str]:
    """Look-up forms of which the Ayaspell dictionary accepts a spelling."""
    accepts = spelling_of("ar")
    common = (word for word, level in commonness("ar").items() if level >= _LEAST_AS_WRITTEN)
    return frozenset(look_up_form(word) for word in common if accepts(word))


def _is_proven(word: str, levels: dict[str, int]) -> bool:
    """Whether forms that names do not take show that a word is one."""
    if word.startswith("ال"):
        return True
    if max(levels.get(sign + word, 0) for sign in _DEFINITE) >= levels[word] - _PROVEN:
        return True
    return sum(levels.get(word + end, 0) >= levels[word] - 20 for end in _ENDINGS) >= _LEAST_FORMS


def _is_name_with_clitic(word: str, levels: dict[str, int], is_name: Callable[[str], bool]) -> bool:
    """Whether a name with "and", "to" or the like before it explains a word better."""
    for clitic in _CLITICS:
        stem = word.removeprefix(clitic)
        if stem != word and len(stem) > 2 and levels.get(stem, 0) >= levels[word] + 5 and is_name(stem):
            return True
    return False


if __name__ == "__main__":
    main()
