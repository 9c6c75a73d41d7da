"""The catalogues as translators edit them: what each language lacks, and who has read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from feedback_api.web.texts import (
    DEFAULT_LANGUAGE,
    DOMAIN,
    EXPLORE,
    EXPLORE_LANGUAGES,
    LOCALE,
    in_picker_order,
)

STATUSES = ("draft", "reviewed")
"""``reviewed`` is read by a native reader who did not write it; everything else is a draft."""

OWN_KEYS = frozenset({"language.also"})
"""Keys that a language may have without the others: which more codes it serves."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the texts of one language are: keys of the texts that lack, wait and were read."""

    language: str
    missing: tuple[str, ...]
    drafts: tuple[str, ...]
    reviewed: tuple[str, ...]

    @property
    def messages(self) -> int:
        """How many texts there are."""
        return len(self.drafts) + len(self.reviewed)


def catalogued_languages() -> tuple[str, ...]:
    """Languages with a catalogue, compiled or not, in the order of the picker."""
    return in_picker_order({path.parent.parent.name for path in LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.po")})


def catalogue_path(language: str, domain: str = DOMAIN) -> Path:
    """The file that translators of a language edit."""
    return LOCALE / language / "LC_MESSAGES" / f"{domain}.po"


def read_catalogue(path: Path) -> Catalog:
    """A catalogue as translators edit it, with its comments."""
    with path.open("rb") as file:
        return read_po(file, domain=DOMAIN)


def compile_catalogues() -> tuple[str, ...]:
    """Write the ``.mo`` beside every ``.po``; gives the languages."""
    languages = catalogued_languages()
    designers = [catalogue_path(language, EXPLORE) for language in EXPLORE_LANGUAGES]
    for path in (*map(catalogue_path, languages), *designers):
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, read_catalogue(path))
    return languages


def statuses(language: str) -> Mapping[str, str]:
    """Status by key of each text that is not empty; one without a status counts as a draft."""
    return {
        str(message.id): "reviewed" if "status: reviewed" in message.user_comments else "draft"
        for message in read_catalogue(catalogue_path(language))
        if message.id and message.string
    }


def standing(language: str) -> Standing:
    """What a language lacks beside the source language, and what of it was read."""
    own = statuses(language)
    needed = statuses(DEFAULT_LANGUAGE).keys() - OWN_KEYS
    return Standing(
        language,
        missing=tuple(sorted(needed - own.keys())),
        drafts=tuple(key for key, status in own.items() if status == "draft"),
        reviewed=tuple(key for key, status in own.items() if status == "reviewed"),
    )


def standings() -> tuple[Standing, ...]:
    """The standing of every language, in the order of the picker."""
    return tuple(standing(language) for language in catalogued_languages())
