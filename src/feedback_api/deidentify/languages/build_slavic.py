"""What the Ukrainian and Russian builders share: names in all cases, words that a dictionary accepts."""

import importlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from feedback_api.deidentify.languages.build import LISTS, commonness, is_word, spelled_right
from feedback_api.deidentify.simplify import simplify

_LEAST_LEVEL = {"uk": 14, "ru": 18}
"""Ten case forms to a noun: the rarer ones are needed, and about a megabyte each holds them."""
_RARE, _RARE_LEVEL = 30, 20
"""Rare words get one level, as nothing tells them apart and the list packs better."""
_LENT, _LENT_LEVEL = 44, 30
"""How common a word of the neighbouring language must be, and what it counts here."""
_LEAST_LEVEL_OF_A_NAME = 33
"""A rarer word that is also a given name is left out: it is the name more often."""
_ADJECTIVE_ENDS = ("ий", "ый", "ой", "ая")
_EVERYDAY = 49
"""A word this common is not doubted because some name has a case form like it."""

_ADJECTIVE = {
    "uk": "ий ого ому им ім а ої ій у ою і их ими е",
    "ru": "ий ый ой ого ому им ым ом ем ая ой ую ою ие ые их ых ими ыми",
}
_RULES = {
    "uk": (
        ("ський цький зький", 2, _ADJECTIVE["uk"]),
        ("ий", 2, _ADJECTIVE["uk"]),
        ("ій їй ай ей ой уй", 1, "й я ю єм єві ї є ями ям ях їв"),
        ("ія", 2, "ія ії ію ією іє ій"),
        ("їя їа", 1, "я ї ю єю є"),
        ("ова ева єва іна їна ина", 1, "а и і у ою о их ій ої ими"),
        ("ка", 2, "ка ки ці ку кою ко ок кам ками ків"),
        ("га", 2, "га ги зі гу гою го"),
        ("ха", 2, "ха хи сі ху хою хо"),
        ("ша жа ча ща", 1, "а і у ею е ам ами "),
        ("ця", 2, "ця ці цю цею це ць цям цями"),
        ("я", 1, "я і ї ю ею єю е є ь"),
        ("а", 1, "а и і у ою о ам ами"),
        ("ко", 1, "о а у ові ом у ів ам ами и"),
        ("ло ро но то", 1, "о а у ові ом е і"),
        ("ов ев єв ів їв ин ін", 0, " а у ові им ом і ою ої ій их ими"),
        ("ець єць", 3, "ець ця цю цеві цем це ці ців"),
        ("ок ек", 2, "ок ек ка ку кові ком ки"),
        ("ь", 1, "ь я ю еві ем е і ів ям ю ею"),
        ("р", 0, " а у ові ом і е я ю еві ем ю"),
        ("ж ч ш щ", 0, " а у еві ем і е ів"),
        ("б в г ґ д з к л м н п с т ф х ц", 0, " а у ові ом і е и ів ам ами"),
    ),
    "ru": (
        ("ский цкий ий", 2, _ADJECTIVE["ru"] + " ия ию ием ии"),
        ("ый ой", 2, _ADJECTIVE["ru"]),
        ("ей ай уй яй", 1, "й я ю ем е и ев ям ями"),
        ("ия", 2, "ия ии ию ией ий"),
        ("ова ева ина ына", 1, "а ой у ою ы е ых"),
        ("ка га ха", 1, "а и е у ой ою ам ами ок"),
        ("ша жа ча ща ца", 1, "а и ы е у ей ой ею ам ами "),
        ("ья", 2, "ья ьи ье ью ьей"),
        ("я", 1, "я и е ю ей ею ь ям ями"),
        ("а", 1, "а ы е у ой ою ам ами "),
        ("ов ев ин ын", 0, " а у ым ом е ы ой ою ых ыми ам"),
        ("ец", 2, "ец ца цу цом цем це цы цов"),
        ("ок ек", 2, "ок ек ка ку ком ке ки"),
        ("ь", 1, "ь я ю ем е и ью ей"),
        ("ж ч ш щ ц", 0, " а у ем ом е и ы ей ам"),
        ("б в г д з к л м н п р с т ф х", 0, " а у ом е ы и ов ам ами"),
    ),
}
_IRREGULAR = {
    "лев": "лева леву левом леві льва льву львом льве льві львові", "павел": "павла павлу павлом павле",
    "любов": "любов любові любов'ю", "любовь": "любовь любови любовью", "петр": "петра петру петром петре",
    "орел": "орла орлу орлом орле орлові", "заєць": "зайця зайцю зайцем зайцеві", "заяц": "зайца зайцу",
    "федір": "федора федору федором федорові", "антін": "антона антону антоном антонові",
    "тиміш": "тимоша тимошу тимошем", "яків": "якова якову яковом якові", "кіт": "кота коту котом котові",
    "голубь": "голубя голубю голубем", "сокіл": "сокола соколу соколом соколові",
    "ведмідь": "ведмедя ведмедю ведмедем", "хміль": "хмеля хмелю хмелем", "швець": "шевця шевцю шевцем швеця",
    "горобець": "горобця горобцю горобцем", "білоус": "білоуса білоусу білоусом", "ігор": "ігоря ігорю",
}  # fmt: skip


def decline(name: str, language: str) -> Iterator[str]:
    """A simplified name in the cases that its ending allows: a few too many rather than too few."""
    yield name
    yield from simplify(_IRREGULAR.get(name, "")).split()
    for ends, drop, endings in _RULES[language]:
        if name.endswith(tuple(simplify(ends).split())):
            stem = name[: len(name) - drop]
            yield from (stem + simplify(ending) for ending in endings.split(" "))
            return


def declined_names(language: str, levels: Mapping[str, int]) -> dict[str, str]:
    """Names of the hand-written list and of Faker in all cases; f given, l family, g both.

    A case form that is an everyday word by itself is no sign of a name and is left out.
    """
    kinds: dict[str, str] = {}
    for name, kind in _names(language, levels):
        for form in decline(name, language):
            if len(form) < 2 or (form != name and levels.get(form, 0) >= _EVERYDAY):
                continue
            kinds[form] = "".join(sorted({*kinds.get(form, ""), kind}))
    return kinds


def _names(language: str, levels: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    given, family = _sections(language)
    yield from ((name, "f") for name in given)
    yield from ((name, "l") for name in family)
    for locale in ("uk_UA", "ru_RU"):
        provider: Any = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for attribute, kind in (("first_names", "f"), ("middle_names", "f"), ("last_names", "l")):
            for name in map(simplify, getattr(provider, attribute)):
                if not (kind == "l" and name.endswith(_ADJECTIVE_ENDS) and name in levels):
                    yield name.replace("ʼ", "'"), kind


def _sections(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Given names and family names of the list written by hand; a remark "families" opens the latter."""
    text = (LISTS / f"names_{language}.txt").read_text(encoding="utf-8")
    given, family = set[str](), set[str]()
    part = given
    for line in text.splitlines():
        if line.startswith("#"):
            part = family if line == "# families" else given
        else:
            part.update(simplify(line).split())
    return frozenset(given), frozenset(family)


def kept_words(language: str, dictionary: str) -> dict[str, int]:
    """Words in their simplified form with their commonness: what a dictionary accepts in lower case."""
    least = _LEAST_LEVEL[language]
    common = {w: n for w, n in commonness(language).items() if n >= least and _is_cyrillic(w)}
    kept: dict[str, int] = {}
    for word in spelled_right(common, dictionary):
        key = simplify(word)
        level = common[word] if common[word] >= _RARE else _RARE_LEVEL
        for written in {key, key.replace("'", "")}:
            kept[written] = max(level, kept.get(written, 0))
    return kept


def lend(kept: dict[str, int], other: Mapping[str, int]) -> None:
    """Add the common words of the neighbouring language, which many people mix in."""
    for word, level in other.items():
        if level >= _LENT:
            kept.setdefault(word, _LENT_LEVEL)


def without_names(kept: Mapping[str, int], names: Mapping[str, str], mostly: Iterable[str]) -> dict[str, int]:
    """The list without what is a name more often than a word."""
    gone = frozenset(mostly)
    return {
        word: level
        for word, level in kept.items()
        if word not in gone and not ("f" in names.get(word, "") and level < _LEAST_LEVEL_OF_A_NAME)
    }


def _is_cyrillic(word: str) -> bool:
    return is_word(word) and all("\u0400" <= char <= "\u04ff" or char == "'" for char in word)
