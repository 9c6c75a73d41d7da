"""Rebuild the Russian lists: ``python -m feedback_api.deidentify.languages.build_ru``."""

from feedback_api.deidentify.languages.build import by_hand, write_levels, write_names
from feedback_api.deidentify.languages.build_slavic import declined_names, kept_words, lend, without_names


def main() -> None:
    """Write the keep list and the list of names in their cases anew."""
    kept = kept_words("ru", "ru_RU")
    names = declined_names("ru", kept)
    lend(kept, kept_words("uk", "uk_UA"))
    write_levels("ru", without_names(kept, names, by_hand("mostly_names_ru")))
    write_names("names_forms_ru", names)


if __name__ == "__main__":
    main()
