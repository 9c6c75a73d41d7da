"""What a partner's system was seen to do: digests and yes-or-no facts in memory, never words.

A digest is an HMAC under a key that is drawn at the start and dies with the process: nobody can try out
afterwards which words gave it.
"""

import hashlib
import hmac
import json
import re
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

_DIGEST_KEY = secrets.token_bytes(32)
_KEY = re.compile(r'"?([\x21\x23-\x7e]{1,100})"?')
_MEDIA_TYPES = {
    "/v1/feedback-items": {"application/json"},
    "/v1/previews": {"application/json"},
    "/v1/feedback-batches": {
        "application/json",
        "application/x-ndjson",
        "text/csv",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    },
}
STORING = ("/v1/feedback-items", "/v1/feedback-batches")


class Fault(StrEnum):
    """What the proxy does instead of passing a request on, once each."""

    BUSY = "503"
    CUT = "cut"
    LIMITED = "429"
    INVALID = "400"
    DEPENDENT = "403"


RETRIED = (Fault.BUSY, Fault.CUT, Fault.LIMITED)
"""Faults after which the same request should come again; after the other two it never should."""


@dataclass(slots=True)
class Sighting:
    """One request that would store something."""

    at: float
    body: bytes
    key: bytes | None
    has_token: bool
    right_media_type: bool
    has_query: bool
    personal: bool
    names_group: bool
    says_dependency: bool
    dependent: bool
    fault: Fault | None = None
    told: float = 0.0
    answered_at: float = 0.0
    status: int = 0
    refused_fields: set[str] = field(default_factory=set)


def sight(target: str, headers: Mapping[str, str], body: bytes) -> Sighting:
    """Note what matters of a request; header names in lower case."""
    path, _, query = target.partition("?")
    key = _KEY.fullmatch(headers.get("idempotency-key", ""))
    items = list(_items(body))
    references = [str(item.get("clientRef") or "") for item in items]
    return Sighting(
        at=time.monotonic(),
        body=_digest(body),
        key=_digest(key[1].encode()) if key else None,
        has_token=headers.get("authorization", "").startswith("Bearer "),
        right_media_type=_media_type(headers) in _MEDIA_TYPES.get(path, set()),
        has_query=bool(query),
        personal=any(map(is_personal, [*references, key[1] if key else ""])),
        names_group=any(item.get("sourceGroup") or item.get("partnerType") for item in items),
        says_dependency=bool(items) and all("dependency" in item for item in items),
        dependent=any(item.get("dependency", "none") != "none" for item in items),
    )


def _media_type(headers: Mapping[str, str]) -> str:
    return headers.get("content-type", "").split(";")[0].strip().lower()


def _digest(content: bytes) -> bytes:
    return hmac.digest(_DIGEST_KEY, content, hashlib.sha256)


def _items(body: bytes) -> Iterator[dict[str, Any]]:
    """Items of a JSON body, a batch or NDJSON; of other bodies none are looked at."""
    try:
        documents = [json.loads(body)]
    except (ValueError, RecursionError):
        documents = _lines(body)
    for document in documents:
        inside = document.get("items", [document]) if isinstance(document, dict) else []
        yield from (item for item in inside if isinstance(item, dict)) if isinstance(inside, list) else ()


def _lines(body: bytes) -> list[Any]:
    try:
        return [json.loads(line) for line in body.splitlines() if line.strip()]
    except (ValueError, RecursionError):
        return []


def is_personal(reference: str) -> bool:
    """Whether a reference looks like a name, an address, or a number of a person."""
    return any(looks(reference) for looks in _PERSONAL)


def _is_citizen_number(reference: str) -> bool:
    """Whether it is nine digits that pass the test of a citizen service number (BSN)."""
    digits = [int(c) for c in re.sub(r"[ .-]", "", reference) if c.isdecimal()]
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    if len(digits) != len(weights) or re.search(r"[^0-9 .-]", reference) or not any(digits):
        return False
    return sum(d * w for d, w in zip(digits, weights, strict=True)) % 11 == 0


def _matches(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern)
    return lambda reference: compiled.search(reference) is not None


_PERSONAL: tuple[Callable[[str], bool], ...] = (
    _matches(r"@"),
    _is_citizen_number,
    _matches(r"(?:^|\D)(?:\+31|0031|0)[ -]?6(?:[ -]?\d){8}(?:\D|$)"),
    # V-numbers of the immigration service: ten digits, the first a 2 or 1, with or without V.
    _matches(r"^[Vv]-?\d{10}$|^V ?\d{3}\.\d{3}\.\d{4}$"),
    # Two or more words that each begin with a capital: most likely a name.
    _matches(r"^[^\W\d_a-z][^\W\d_]+(?:[ ._-](?:[a-z]{1,4}[ ._-])*[^\W\d_a-z][^\W\d_]+)+$"),
)
