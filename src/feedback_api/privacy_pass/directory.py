"""An issuer's key directory: which key is for which group and quarter, and the digest that all can compare.

A key for one person would be a mark on that person's passes. So a directory with two keys for one group and
quarter is refused, and the digest of a quarter's keys is published in the chain of releases: whoever fetched
other keys than everybody else finds out.

Source: RFC 9578, section 4 (directory), section 7.1 (marking by keys); RFC 8785 (canonical JSON).
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from feedback_api.privacy_pass.headers import from_base64url, to_base64url
from feedback_api.privacy_pass.keys import decode_key, truncated
from feedback_api.privacy_pass.tokens import BLIND_RSA_2048
from feedback_api.terms.codebook import SourceGroup
from feedback_api.terms.errors import PassKeyRefused, PassRefused
from feedback_api.terms.passes import PASS_GROUPS, PassKey
from feedback_api.terms.period import ReportingPeriod

PATH = "/.well-known/private-token-issuer-directory"
MEDIA_TYPE = "application/private-token-issuer-directory"
REQUEST_MEDIA_TYPE = "application/private-token-request"
RESPONSE_MEDIA_TYPE = "application/private-token-response"

MOST_BYTES = 64 * 1024
"""Length of a directory at most; a year of keys takes about 5,000."""


def write_directory(keys: Sequence[PassKey], request_address: str) -> bytes:
    """The directory's bytes, the same for everybody who asks.

    Raises:
        PassKeyRefused: when two keys are for one group and quarter, or requests could not tell two apart.
    """
    document = {"issuer-request-uri": request_address, "token-keys": [_entry(key) for key in _checked(keys)]}
    return _canonical(document)


def read_directory(content: bytes) -> tuple[PassKey, ...]:
    """The keys in a directory, by quarter and group.

    Raises:
        PassKeyRefused: when anything is not as it must be; says what, for the operator, and repeats nothing.
    """
    try:
        listed = _document(content)["token-keys"]
        return tuple(_checked([_key(entry) for entry in listed]))
    except (ValueError, KeyError, TypeError, RecursionError, PassRefused):
        raise PassKeyRefused("this is no directory of keys for passes by group and quarter") from None


def digest_of(keys: Iterable[PassKey], period: ReportingPeriod) -> str:
    """Name of a quarter's keys: ``sha256:`` and 64 hexadecimal digits, over their published entries."""
    entries = [_entry(key) for key in _checked([key for key in keys if key.period == period])]
    return "sha256:" + hashlib.sha256(_canonical(entries)).hexdigest()


def _checked(keys: Sequence[PassKey]) -> list[PassKey]:
    """Keys by quarter and group, when there is one for each and no two look alike."""
    for key in keys:
        decode_key(key.public_key)
        if key.group not in PASS_GROUPS:
            raise PassKeyRefused("a key for a group whose members have no accounts")
    if len({(key.group, key.period) for key in keys}) != len(keys):
        raise PassKeyRefused("two keys for one group and quarter: a second one could mark a person")
    if len({truncated(key.key_id) for key in keys}) != len(keys):
        raise PassKeyRefused("two keys whose names end in the same byte: requests could not tell them apart")
    return sorted(keys, key=lambda key: (key.period, key.group))


def _entry(key: PassKey) -> dict[str, Any]:
    return {
        "token-type": BLIND_RSA_2048,
        "token-key": to_base64url(key.public_key),
        "not-before": _seconds(key.period.first_day),
        "not-after": _seconds(key.period.next.first_day),
        "group": key.group.value,
        "period": str(key.period),
    }


def _key(entry: Mapping[str, Any]) -> PassKey:
    public_key = from_base64url(entry["token-key"])
    key = PassKey(SourceGroup(entry["group"]), ReportingPeriod.parse(entry["period"]), public_key)
    # Nothing more and nothing else: a note beside a key could be a mark as well.
    if _canonical(entry) != _canonical(_entry(key)):
        raise ValueError("an entry of another shape")
    return key


def _document(content: bytes) -> Mapping[str, Any]:
    if len(content) > MOST_BYTES:
        raise ValueError("too long")
    document = json.loads(content)
    if not isinstance(document, dict):
        raise ValueError("no object")
    return document


def _seconds(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


def _canonical(document: object) -> bytes:
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
