"""What the pages say, in the reader's language: gettext catalogues whose message ids are keys."""

import re
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from babel.messages.mofile import read_mo
from markupsafe import Markup, escape

LOCALE = Path(__file__).parent / "locale"
DOMAIN = "form"
EXPLORE = "explore"
"""Texts of the pages for designers and of the desk, in Dutch and English only."""

EXPLORE_LANGUAGES = ("nl", "en")

FALLBACK = ("en", "nl")
"""Where a missing text comes from: the reference language, then the source language."""

DEFAULT_LANGUAGE = "nl"

_DATES_AS = {"en": "en_GB"}

FIRST_LANGUAGES = ("nl", "en", "ar", "ti", "fa", "tr", "so", "fr", "uk", "kmr", "ckb", "ps")
"""Order of the language picker; a catalogue that is not named here comes after these."""

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of one language, with the values that stand in every page filled in."""

    language: str
    messages: Mapping[str, str]
    values: Mapping[str, object]

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``."""
        return self.messages["language.direction"]

    @property
    def name(self) -> str:
        """What the language calls itself."""
        return self.messages["language.name"]

    def text(self, key: str, **values: object) -> str:
        """The text with its placeholders filled; a placeholder without a value stays visible.

        Raises:
            KeyError: for a key that no catalogue has.
        """
        return _PLACEHOLDER.sub(lambda match: str(self._value(match, values)), self.messages[key])

    def markup(self, key: str, **values: object) -> Markup:
        """The text as HTML: words and plain values escaped, values that are markup kept."""
        return marked_up(self.messages[key], _PLACEHOLDER, lambda match: escape(self._value(match, values)))

    def _value(self, match: re.Match[str], values: Mapping[str, object]) -> object:
        return values.get(match[1], self.values.get(match[1], match[0]))


def marked_up(text: str, pattern: re.Pattern[str], render: Callable[[re.Match[str]], Markup]) -> Markup:
    """The text as HTML: what matches is rendered, everything else is escaped."""
    parts: list[Markup] = []
    end = 0
    for match in pattern.finditer(text):
        parts += [escape(text[end : match.start()]), render(match)]
        end = match.end()
    return Markup("").join([*parts, escape(text[end:])])


def texts_of(language: str, values: Mapping[str, object]) -> Texts:
    """The texts of an available language; what it lacks comes from English, then Dutch."""
    messages: dict[str, str] = {}
    for source in (*reversed(FALLBACK), language):
        messages |= _catalogue(source)
    return Texts(language, messages, values)


def explore_texts_of(language: str, values: Mapping[str, object]) -> Texts:
    """The texts of the form in Dutch or English, and with them those for designers and the desk."""
    messages = {
        **texts_of(language, values).messages,
        **_catalogue("en", EXPLORE),
        **_catalogue(language, EXPLORE),
    }
    return Texts(language, messages, values)


def written(day: date, language: str) -> str:
    """A day as the language writes it out; British order in English, as Europe reads it.

    Source: Unicode CLDR, date format "long".
    """
    return str(format_date(day, "long", locale=_DATES_AS.get(language, language)))


@cache
def available_languages() -> tuple[str, ...]:
    """Languages that have a compiled catalogue, in the order of the picker."""
    return in_picker_order({path.parent.parent.name for path in LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")})


def in_picker_order(languages: AbstractSet[str]) -> tuple[str, ...]:
    """The languages as the picker lists them."""
    first = (code for code in FIRST_LANGUAGES if code in languages)
    return (*first, *sorted(languages - set(FIRST_LANGUAGES)))


def negotiate(accept_language: str | None) -> str:
    """The available language that a browser asks for most, Dutch when it asks for none of them."""
    for wanted in _by_preference(accept_language or ""):
        if language := _aliases().get(wanted) or _aliases().get(wanted.split("-")[0]):
            return language
    return DEFAULT_LANGUAGE


def own_name(code: str) -> str:
    """What a language calls itself, also one that has no catalogue (Unicode CLDR)."""
    serving = _aliases().get(code)
    if serving is not None:
        return _catalogue(serving)["language.name"]
    return str(Locale.parse(code).get_language_name(code))


def _by_preference(accept_language: str) -> list[str]:
    ranges: list[tuple[float, str]] = []
    for part in accept_language[:1000].lower().split(","):
        tag, _, quality = part.strip().partition(";q=")
        weight = float(quality) if re.fullmatch(r"[01](\.[0-9]{0,3})?", quality) else 1.0
        if tag and weight > 0:
            ranges.append((weight, tag))
    return [tag for _, tag in sorted(ranges, key=lambda entry: -entry[0])]


@cache
def _aliases() -> Mapping[str, str]:
    """Language codes and who serves them: themselves, or the one that names them (Dari reads Farsi)."""
    own = {language: language for language in available_languages()}
    also = {
        code: language
        for language in available_languages()
        for code in _catalogue(language).get("language.also", "").split()
    }
    return also | own


@cache
def _catalogue(language: str, domain: str = DOMAIN) -> Mapping[str, str]:
    with (LOCALE / language / "LC_MESSAGES" / f"{domain}.mo").open("rb") as file:
        messages = read_mo(file)
    return {str(message.id): str(message.string) for message in messages if message.id and message.string}
