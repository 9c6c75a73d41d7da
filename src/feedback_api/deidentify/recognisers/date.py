"""Whole dates in the calendars that people here use."""

import re
from collections.abc import Iterator

from feedback_api.deidentify.reading import Reading
from feedback_api.terms.text import Span, Tag

MONTHS = (
    r"(?:januari|jan|februari|febr?|maart|mrt|march|mar|april|apr|mei|may|juni|june|jun|juli|july|jul|"
    r"augustus|august|aug|"
    r"september|sept?|oktober|october|okt|oct|november|nov|december|dec|january|february|"
    r"muharram|safar|rabi|jumada|rajab|sha'?ban|ramadan|shawwal|"
    r"farvardin|ordibehesht|khordad|tir|mordad|shahrivar|mehr|aban|azar|dey|bahman|esfand|"
    r"hamal|sawr|jawza|saratan|asad|sunbula|mizan|aqrab|qaws|jadi|dalw|hut|"
    r"meskerem|tikimt|tiqimt|hidar|tahsas|tiri|yekatit|megabit|miyazya|ginbot|sene|hamle|nehase)"
    r"\b(?:\.(?= ?\d))?"
)
"""Month names: Gregorian in Dutch and English; Hijri, Jalali and Ge'ez in Latin letters."""

_GREGORIAN = MONTHS.partition("|muharram")[0] + r")\b(?:\.(?= ?\d))?"

_DAY_WORDS = (
    r"(?:eerste|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|tiende|elfde|twaalfde|"
    r"dertiende|veertiende|"
    r"vijftiende|zestiende|zeventiende|achttiende|negentiende|twintigste|(?:een|twee|drie|vier|vijf|zes|"
    r"zeven|acht|negen)"
    r"[eë]ntwintigste|dertigste|eenendertigste|een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|"
    r"twaalf|dertien|veertien|"
    r"vijftien|zestien|zeventien|achttien|negentien|twintig|(?:een|twee|drie|vier|vijf|zes|zeven|acht|"
    r"negen)[eë]ntwintig|"
    r"dertig|eenendertig|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|"
    r"twelfth|thirteenth|"
    r"fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty[ \-](?:first|"
    r"second|third|fourth|"
    r"fifth|sixth|seventh|eighth|ninth)|thirtieth|thirty[ \-]first)"
)
_DAY = r"(?:(?<!\d)\d{1,2}(?: ?(?:e|de|ste|st|nd|rd|th)\b\.?|\.)?)"
_YEAR = r"(?:,? (?:van |of )?(?:'?\d{2}(?![\d:.]\d|\d)|\d{4}(?!\d)))"

_YEAR_SPELLED = (
    r"(?:,? (?:two thousand(?: and)?(?: [a-z]{3,9})?|(?:nineteen|"
    r"twenty)[ \-][a-z]{3,9}(?:[ \-][a-z]{3,5})?|"
    r"tweeduizend ?[a-z]{0,16}|negentien(?:honderd)?[a-z]{4,22})(?!\w))"
)
_DAY_MONTH = re.compile(rf"{_DAY}[ \-/.]?(?: ?(?:van|of) )?(?:the )?\b{MONTHS}{_YEAR}?", re.IGNORECASE)
_SPELLED = re.compile(
    rf"\b{_DAY_WORDS} (?:(?:van|of) )?{_GREGORIAN}(?:{_YEAR_SPELLED}|{_YEAR})?", re.IGNORECASE
)
_GLUED = re.compile(rf"(?<!\d)\d{{1,2}}[ \-/]?{MONTHS}[ \-/]?(?:\d{{4}}|\d{{2}})?(?![\d:])", re.IGNORECASE)
_MONTH_DAY = re.compile(
    rf"\b{MONTHS} (?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)?(?![\d:]|\.\d| (?:weken|maanden|dagen|keer|uur|"
    rf"weeks|months|days|hours)))(?:,? \d{{4}})?(?!\d)",
    re.IGNORECASE,
)
_NUMERIC = re.compile(
    r"(?<![\d\w])(?<!\d[.\-/ ])(?:(?:0?[1-9]|[12]\d|3[01]) ?[\-/. ] ?(?:0?[1-9]|"
    r"1[0-2]) ?[\-/. ] ?(?:(?:1[3-9]|20)\d\d|'?\d{2})"
    r"|(?:1[3-9]|20)\d\d ?[\-/.] ?(?:0?[1-9]|1[0-2]) ?[\-/.] ?(?:0?[1-9]|[12]\d|3[01]))(?![\d\w]|[.\-/ ]\d)"
)
_IN_WORDS = re.compile(
    r"\b\d{1,2} (?:van |of )?(?:de )?(?:maand|month) \d{1,2}(?: (?:van |of )?(?:jaar|year) \d{4})?(?!\d)",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"\b(?:op|per|vanaf|sinds|tot|datum|dd|d\.d\.|on|since|until|"
    r"dated) (?P<hit>\d{1,2} ?[/\-] ?\d{1,2})(?![\d\w]| ?%)",
    re.IGNORECASE,
)
_THE_DAY = re.compile(
    r"\b(?:op|vanaf|sinds|on) (?:de |the )?(?P<hit>\d{1,2} ?(?:e|ste|de|st|nd|rd|"
    r"th))\b(?! \w{0,3}(?:keer|week|maand|dag|gehoor|gesprek|time|month))",
    re.IGNORECASE,
)
_MOVED_TO = re.compile(
    r"\b(?:to|until|till|by|from|before|after|naar|tot) (?:the|de) (?P<hit>\d{1,2}(?:st|nd|rd|th|e|ste|de))"
    r"(?= ?[,.;!?)]|$| (?:and|at|en|om)\b)",
    re.IGNORECASE,
)
"""A day without its month: "moved to the 21st"."""


def find(reading: Reading) -> Iterator[Span]:
    """Dates that name a day; a month with a year may stay.

    Source: domain guide section 6.
    """
    for pattern in (
        _DAY_MONTH,
        _SPELLED,
        _GLUED,
        _MONTH_DAY,
        _NUMERIC,
        _IN_WORDS,
        _SHORT,
        _THE_DAY,
        _MOVED_TO,
    ):
        yield from reading.find(pattern, Tag.DATE, "date")
