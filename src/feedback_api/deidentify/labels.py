"""What stands in a masked text for each kind of identifier, in Dutch and English."""

import re

from feedback_api.terms.text import Tag

_DUTCH = {
    Tag.PERSON: "naam",
    Tag.ROLE: "medewerker",
    Tag.PLACE: "plaats",
    Tag.ADDRESS: "adres",
    Tag.POSTCODE: "postcode",
    Tag.ORGANISATION: "organisatie",
    Tag.ORIGIN: "herkomst",
    Tag.SENSITIVE: "gevoelig onderwerp",
    Tag.LANGUAGE: "taal",
    Tag.CASE: "zaak",
    Tag.EMAIL: "contact",
    Tag.URL: "link",
    Tag.HANDLE: "account",
    Tag.PLATE: "kenteken",
    Tag.DATE: "datum",
    Tag.BIRTH_DATE: "geboortedatum",
    Tag.AGE: "leeftijd",
    Tag.JOB: "functie",
    Tag.DETAIL: "detail",
    Tag.WORD: "woord",
}
_ENGLISH = {
    Tag.PERSON: "name",
    Tag.ROLE: "employee",
    Tag.PLACE: "place",
    Tag.ADDRESS: "address",
    Tag.POSTCODE: "postcode",
    Tag.ORGANISATION: "organisation",
    Tag.ORIGIN: "origin",
    Tag.SENSITIVE: "sensitive topic",
    Tag.LANGUAGE: "language",
    Tag.CASE: "case",
    Tag.EMAIL: "contact",
    Tag.URL: "link",
    Tag.HANDLE: "account",
    Tag.PLATE: "number plate",
    Tag.DATE: "date",
    Tag.BIRTH_DATE: "date of birth",
    Tag.AGE: "age",
    Tag.JOB: "job",
    Tag.DETAIL: "detail",
    Tag.WORD: "word",
}
_NUMBER = {"nl": "nummer", "en": "number"}


def label(tag: Tag, language: str) -> str:
    """The tag as written in a masked text, brackets included; English outside Dutch texts."""
    if language == "nl":
        return f"[{_DUTCH.get(tag, _NUMBER['nl'])}]"
    return f"[{_ENGLISH.get(tag, _NUMBER['en'])}]"


_ALL = sorted({*_DUTCH.values(), *_ENGLISH.values(), *_NUMBER.values()}, key=len, reverse=True)
WRITTEN_TAG = re.compile(r"\[(?:" + "|".join(re.escape(one) for one in _ALL) + r")\]")
"""A tag inside a text, in either language: what masking once has left."""

NAME_TAGS = frozenset({label(Tag.PERSON, "nl"), label(Tag.PERSON, "en")})
"""Tags that stand for a person's name."""
