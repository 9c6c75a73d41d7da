"""Addresses of devices."""

import re
from collections.abc import Iterator

from feedback_api.deidentify.reading import Reading
from feedback_api.terms.text import Span, Tag

_V4 = re.compile(r"(?<![\d.])\d{1,3}(?: ?\. ?\d{1,3}){3}(?![\d])")
_V6 = re.compile(r"(?<![\w:])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\w:])", re.IGNORECASE)
_MAC = re.compile(r"(?<!\w)[0-9a-f]{2}(?:[:\-][0-9a-f]{2}){5}(?!\w)", re.IGNORECASE)


def find(reading: Reading) -> Iterator[Span]:
    """IP addresses of both versions and hardware addresses.

    Source: RFC 791, RFC 4291, IEEE 802.
    """
    for pattern in (_V4, _V6, _MAC):
        for match in pattern.finditer(reading.text):
            if sum(c.isalnum() for c in match[0]) >= 3:
                yield Span(match.start(), match.end(), Tag.IP, "ip")
