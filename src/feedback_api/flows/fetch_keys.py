"""Fetch keys: ask the configured issuer for the keys it signs with, within bounds of time and size."""

import sys
import time
from dataclasses import dataclass

import httpx
from joserfc.jwk import KeySet

from feedback_api.membership.issuer_keys import keys_address, metadata_addresses, read_keys
from feedback_api.terms.errors import Unavailable

_SECONDS = 3.0
_MOST_SECONDS = 5.0
_MOST_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class KeySource:
    """The issuer, and where its keys are when its metadata need not tell."""

    issuer: str
    keys: str | None


def fetch_keys(source: KeySource) -> KeySet:
    """The keys that the issuer publishes now.

    Raises:
        Unavailable: when the issuer is out of reach, slow, or answers something else.
    """
    try:
        # No redirects: only the configured issuer, and what its metadata names, is asked.
        with httpx.Client(timeout=_SECONDS, follow_redirects=False) as web:
            return read_keys(_get(web, source.keys or _discover(web, source.issuer)))
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as failure:
        # For the operator: kind only. The answers of doors say no more than that something failed.
        sys.stderr.write(f"the issuer's keys could not be fetched ({type(failure).__name__})\n")
        raise Unavailable("the issuer's keys could not be fetched") from None


def _discover(web: httpx.Client, issuer: str) -> str:
    first, second = metadata_addresses(issuer)
    try:
        metadata = _get(web, first)
    except httpx.HTTPStatusError:
        metadata = _get(web, second)
    return keys_address(metadata, issuer)


def _get(web: httpx.Client, address: str) -> bytes:
    content, until = bytearray(), time.monotonic() + _MOST_SECONDS
    with web.stream("GET", address, headers={"Accept": "application/json"}) as answer:
        answer.raise_for_status()
        for part in answer.iter_bytes():
            content += part
            if len(content) > _MOST_BYTES or time.monotonic() > until:
                raise ValueError("the answer is too long or too slow")
    return bytes(content)
