"""Web addresses."""

import re
from collections.abc import Iterator

from feedback_api.deidentify.reading import Reading
from feedback_api.terms.text import Span, Tag

_SCHEME = re.compile(r"(?:https?|ftp|hxxps?) ?: ?// ?\S{1,300}|(?<!\w)www ?\. ?\S{1,200}", re.IGNORECASE)
_BARE = re.compile(
    r"(?<![\w.@\-])(?:[\w\-]{1,63}\.){1,5}(?:nl|com|org|net|eu|de|be|io|me|info|gov|edu|uk|fr|tr|ua|ru|"
    r"ly|gl|app|tk|co|example)"
    r"\b(?:/\S{0,200})?",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"(?<!\w)(?:www|https?) (?:punt|dot|dubbele punt) [\w\-]{1,40}(?: (?:punt|dot|slash|"
    r"schuine streep) [\w\-]{1,40}){0,6}"
    r"|(?<!\w)[\w\-]{2,40} (?:punt|dot) (?:nl|com|org|net|eu)\b(?: (?:slash|"
    r"schuine streep) [\w\-]{1,40}){0,4}",
    re.IGNORECASE,
)
_PUBLIC = frozenset(
    ("ind.nl", "www.ind.nl", "coa.nl", "mycoa.nl", "vluchtelingenwerk.nl", "rijksoverheid.nl")
)
"""Addresses of services, the same for everybody."""


def find(reading: Reading) -> Iterator[Span]:
    """Links and host names, also spelled out; the services' own home pages may stay."""
    for pattern in (_SCHEME, _BARE, _SPOKEN):
        for match in pattern.finditer(reading.text):
            if match[0].lower().rstrip("./,;)") not in _PUBLIC:
                yield Span(match.start(), match.end(), Tag.URL, "url")
