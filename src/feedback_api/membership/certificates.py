"""Client certificates as a proxy passes them on: only their SHA-256 thumbprint is used.

Source: RFC 8705, section 3.1 (thumbprint); RFC 9440, section 2.1 (``Client-Cert``).
"""

import hashlib
import re
from base64 import b64decode
from urllib.parse import unquote

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509 import load_pem_x509_certificate

MOST_CHARACTERS = 16 * 1024
"""Length of a passed-on certificate at most; a common one takes 1,500 to 3,000 characters."""

_HEX = re.compile(r"[0-9A-Fa-f]{64}|(?:[0-9A-Fa-f]{2}:){31}[0-9A-Fa-f]{2}")


def thumbprint_of(shown: str) -> bytes:
    """SHA-256 of the certificate (DER) in a header: ``:base64:``, URL-encoded PEM, or a thumbprint in hex.

    Raises:
        ValueError: when it is none of these; the message does not repeat it.
    """
    if len(shown) > MOST_CHARACTERS:
        raise ValueError("too long for a certificate")
    if _HEX.fullmatch(shown):
        return bytes.fromhex(shown.replace(":", ""))
    if len(shown) > 2 and shown[0] == shown[-1] == ":":
        return hashlib.sha256(b64decode(shown[1:-1], validate=True)).digest()
    return thumbprint_of_pem(unquote(shown).encode("utf-8", "surrogatepass"))


def thumbprint_of_pem(pem: bytes) -> bytes:
    """SHA-256 of a certificate in a PEM file.

    Raises:
        ValueError: when it holds none.
    """
    try:
        return load_pem_x509_certificate(pem).fingerprint(SHA256())
    except ValueError:
        raise ValueError("no certificate in PEM") from None
