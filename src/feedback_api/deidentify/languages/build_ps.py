"""Rebuild the Pashto keep list: ``python -m feedback_api.deidentify.languages.build_ps --help``."""

from feedback_api.deidentify.languages import parallel
from feedback_api.deidentify.languages.build import by_hand, write_levels

_SOUNDS = {
    letter: sound
    for sound, letters in {
        "a": "ا", "b": "ب", "p": "پ", "t": "تټط", "s": "ثڅسشښص", "j": "ج", "c": "چ", "d": "دډ", "z": "ذزظضځ",
        "r": "رړ", "g": "غگږژ", "f": "ف", "k": "قکخ", "l": "ل", "m": "م", "n": "نڼ",
        "w": "و", "h": "هح", "y": "ی",
        "": "عء",
    }.items()
    for letter in letters
}  # fmt: skip
_LEAST_LEVEL_OF_A_NAME = 40
"""A rarer word that is also a name is left out: it is the name more often."""


def main() -> None:
    """Write the list anew."""
    found = parallel.count(parallel.read_pairs(parallel.arguments(__doc__), "ps"))
    names, mostly = by_hand("names_ps"), by_hand("mostly_names_ps")
    write_levels("ps", {
        word: level for word, level in parallel.levels_without_names(found, _SOUNDS).items()
        if "\u0600" <= word[0] <= "\u06ff" and word not in mostly
        and (word not in names or level >= _LEAST_LEVEL_OF_A_NAME)
    })  # fmt: skip


if __name__ == "__main__":
    main()
