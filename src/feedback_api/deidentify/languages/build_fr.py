"""Rebuild the French keep list: ``python -m feedback_api.deidentify.languages.build_fr``."""

from feedback_api.deidentify.languages.build import (
    by_hand,
    commonness,
    is_word,
    known_names,
    simplified,
    spelled_right,
    write_levels,
)
from feedback_api.deidentify.simplify import simplify

_LEAST_LEVEL = 20
_LEAST_LEVEL_OF_A_NAME = 36
"""A rarer word that is also a given name, surname or place is left out: it is the name more often."""


def main() -> None:
    """Write the list anew."""
    names, mostly = known_names(), by_hand("mostly_names_fr")
    common = {w: n for w, n in commonness("fr").items() if n >= _LEAST_LEVEL and is_word(w)}
    kept = {}
    for word in spelled_right(common, "fr_FR"):
        key = simplify(word)
        named = names.get(key, "c") != "c" and common[word] < _LEAST_LEVEL_OF_A_NAME
        if key not in mostly and not named:
            kept[word] = common[word]
    write_levels("fr", simplified(kept))


if __name__ == "__main__":
    main()
