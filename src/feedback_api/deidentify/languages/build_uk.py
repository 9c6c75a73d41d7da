"""Rebuild the Ukrainian lists: ``python -m feedback_api.deidentify.languages.build_uk``."""

from feedback_api.deidentify.languages.build import by_hand, write_levels, write_names
from feedback_api.deidentify.languages.build_slavic import declined_names, kept_words, lend, without_names


def main() -> None:
    """Write the keep list and the list of names in their cases anew."""
    kept = kept_words("uk", "uk_UA")
    names = declined_names("uk", kept)
    lend(kept, kept_words("ru", "ru_RU"))
    write_levels("uk", without_names(kept, names, by_hand("mostly_names_uk")))
    write_names("names_forms_uk", names)


if __name__ == "__main__":
    main()
