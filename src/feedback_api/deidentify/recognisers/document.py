"""Passports, residence documents and other papers with a number."""

import re
from collections.abc import Iterator

from feedback_api.deidentify.reading import Reading
from feedback_api.terms.text import Span, Tag

_RESIDENCE = re.compile(r"(?<!\w)(?:I{1,3}|IV|V|W)[ \-]?[A-Z]{1,2}[ ]?(?=[A-Z0-9]*\d)[A-Z0-9]{6,9}(?!\w)")
_LETTERS_DIGITS = re.compile(
    r"(?<![\w\-])(?=[A-Z]{0,4}\d)[A-Z0-9]{1,4}(?:[ \-]?[A-Z]?\d[A-Z0-9]{0,4}){2,6}(?!\w)"
)
_MIXED = re.compile(r"(?<!\w)(?=[a-z]{0,12}\d)(?=\d{0,12}[a-z])[a-z0-9]{6,30}(?!\w)", re.IGNORECASE)
_KEYWORD = re.compile(
    r"\b(?:paspoort|passport|document|pas|kaart|card|id|id-kaart|identiteitskaart|rijbewijs|licen[cs]e|"
    r"w-document|laissez-passer|"
    r"polis|verzekering|insurance|zorgpas|klantnummer|cliëntnummer|clientnummer|client number|"
    r"customer number|coa-nummer|"
    r"zorgnummer|kenmerk|referentie|reference|ref|dossier|file|zaak|case|nummer|number|nr|no|code|pin|"
    r"ticket|registratie)"
    r"(?:nummer|nr|number)?\b[ .:#]{0,3}(?:nummer |number |nr\.? |no\.? |is |was |met |with |nummer is |"
    r"number is ){0,2}[:#]? ?"
    r"(?P<hit>(?:(?-i:[A-Z]{1,5})[ \-/.]?){0,2}\d[A-Z0-9]{0,12}(?:[ \-/.][A-Z]{0,3}\d[A-Z0-9]{0,10}){0,6})",
    re.IGNORECASE,
)

_LEAST_DIGITS = 3


def find(reading: Reading) -> Iterator[Span]:
    """Document numbers by their form, and any number after a word for a paper.

    Source: domain guide section 6 (residence document since October 2019; passport and identity card).
    """
    for pattern in (_RESIDENCE, _LETTERS_DIGITS, _MIXED):
        for span in reading.find(pattern, Tag.DOCUMENT, "document"):
            if any(c.isalpha() for c in reading.text[span.start : span.end]) and _has_digits(span, reading):
                yield span
    for span in reading.find(_KEYWORD, Tag.DOCUMENT, "document"):
        if _has_digits(span, reading):
            yield span


def _has_digits(span: Span, reading: Reading) -> bool:
    return sum(c.isdigit() for c in reading.text[span.start : span.end]) >= _LEAST_DIGITS
