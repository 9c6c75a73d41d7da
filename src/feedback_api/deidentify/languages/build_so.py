"""Rebuild the Somali keep list: ``python -m feedback_api.deidentify.languages.build_so --help``."""

from feedback_api.deidentify.languages import parallel
from feedback_api.deidentify.languages.build import by_hand, known_names, write_levels

_LEAST_LEVEL_OF_A_NAME = 38
"""A rarer word that is also a name is left out: it is the name more often."""


def main() -> None:
    """Write the list anew; words with a glottal stop also without its apostrophe, as many type them."""
    found = parallel.count(parallel.read_pairs(parallel.arguments(__doc__), "so"))
    named, mostly = {w for w, kinds in known_names().items() if kinds != "c"}, by_hand("mostly_names_so")
    named |= by_hand("names_so")
    kept = {
        word: level
        for word, level in parallel.levels_without_names(found, {}).items()
        if word not in mostly and (word not in named or level >= _LEAST_LEVEL_OF_A_NAME)
    }
    for word, level in list(kept.items()):
        kept.setdefault(word.replace("'", ""), level)
    write_levels("so", kept)


if __name__ == "__main__":
    main()
