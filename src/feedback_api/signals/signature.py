"""Signatures on webhooks: HMAC-SHA-256 over id, time and body, with a secret derived for each subscriber.

Source: Standard Webhooks specification 1.0 (headers, signed content, secrets); RFC 2104; RFC 5869.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping, Sequence

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

REPLAY_SECONDS = 300
"""A receiver refuses a signature that is older, or further ahead, than this."""

KEY_BYTES = 32
"""Length of the house's key and of every secret."""

SALT_BYTES = 16
"""Length of a subscriber's salt."""

PREFIX = "whsec_"
"""How a secret begins when it is written, so that it is known for what it is."""

_SECRET = b"feedback-api webhook secret 1 "
_MARK = b"feedback-api webhook key mark 1"


def secret_of(key: bytes, salt: bytes, name: str) -> bytes:
    """A subscriber's secret; without the key, name and salt give nothing away."""
    return _derived(key, salt, _SECRET + name.encode(), KEY_BYTES)


def mark_of(key: bytes) -> bytes:
    """Eight bytes to tell by that another key is configured than a secret was made from."""
    return _derived(key, None, _MARK, 8)


def _derived(key: bytes, salt: bytes | None, purpose: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt, purpose).derive(key)


def written(secret: bytes) -> str:
    """A secret as it is handed over."""
    return PREFIX + base64.b64encode(secret).decode()


def signed_headers(event_id: str, at: int, body: bytes, secrets: Sequence[bytes]) -> Mapping[str, str]:
    """Headers that prove a webhook: one signature for each secret that holds now, the newest first."""
    content = f"{event_id}.{at}.".encode() + body
    signatures = (hmac.new(secret, content, hashlib.sha256).digest() for secret in secrets)
    return {
        "webhook-id": event_id,
        "webhook-timestamp": str(at),
        "webhook-signature": " ".join(f"v1,{base64.b64encode(one).decode()}" for one in signatures),
    }
