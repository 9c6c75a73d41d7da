"""E-mail addresses, also written out ("jan punt jansen apenstaartje mail punt nl")."""

import re
from collections.abc import Iterator

from feedback_api.deidentify.reading import Reading
from feedback_api.terms.text import Span, Tag

_PLAIN = re.compile(r"(?<![\w.+%\-])[\w.+%\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,24}){0,5}")
_AT = (
    r"(?: ?[(\[{<] ?(?:at|a|apenstaart(?:je)?|@) ?[)\]}>] ?|"
    r" (?:apenstaart(?:je)?|apestaart(?:je)?|aapje|arroba) )"
)
_DOT = r"(?: ?[(\[{<] ?(?:dot|punt|point|\.) ?[)\]}>] ?| (?:dot|punt|point) | ?\. ?|[_\-](?:dot|punt)[_\-])"
_JOIN = rf"(?:{_DOT}| (?:streepje|min|dash|underscore|liggend streepje|laag streepje|plus|hyphen) |[_+\-])"
_PART = r"[\w+%\-]{1,40}"
_WORD = r"[^\W_]{1,40}"
_SPOKEN_DIGIT = (
    r"(?: (?:nul|een|twee|drie|vier|vijf|zes|zeven|acht|negen|zero|one|two|three|four|five|six|seven|"
    r"eight|nine|\d{1,4}))"
)
_LOCAL = rf"(?<![\w.]){_WORD}(?:{_JOIN}{_WORD}){{0,6}}{_SPOKEN_DIGIT}{{0,4}}"
_TIGHT_DOT = r"(?: ?[(\[{] ?(?:dot|punt|\.) ?[)\]}] ?| (?:dot|punt|point) |\.)"
_HOST = rf"{_PART}(?:{_TIGHT_DOT}[a-z]{{2,12}}\b){{1,3}}"
_SPOKEN = re.compile(rf"{_LOCAL}{_AT}{_WORD}(?:{_DOT}{_WORD}){{0,3}}", re.IGNORECASE)
_SPOKEN_AT = re.compile(rf"{_LOCAL} ?(?:\bat\b|_at_|-at-) ?{_HOST}", re.IGNORECASE)
_SPACED = re.compile(rf"{_LOCAL} ?@ ?{_HOST}", re.IGNORECASE)
_PROVIDER = re.compile(
    rf"{_LOCAL} (?:at |bij |@ ?)?(?:gmail|hotmail|outlook|yahoo|icloud|proton(?:mail)?|ziggo|kpnmail|"
    rf"live|xs4all)"
    rf"{_DOT}(?:com|nl|org|net|me|eu)\b",
    re.IGNORECASE,
)


def find(reading: Reading) -> Iterator[Span]:
    """Addresses with @ or a word for it, with dots or words for them.

    Source: RFC 5322 addr-spec, loosely; domain guide section 6.
    """
    for pattern in (_PLAIN, _SPACED, _SPOKEN, _SPOKEN_AT, _PROVIDER):
        yield from reading.find(pattern, Tag.EMAIL, "email")
