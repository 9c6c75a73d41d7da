"""An issuer's public keys as they are published, and the name that tokens know them by.

Source: RFC 9578, sections 6.5 and 8.2.2; RFC 4055, section 3.1 (RSASSA-PSS parameters).
"""

import hashlib

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey, RSAPublicNumbers

from feedback_api.privacy_pass.blind_rsa import PUBLIC_EXPONENT
from feedback_api.terms.errors import PassKeyRefused

KEY_BITS = 2048
_MODULUS_BYTES = KEY_BITS // 8

_BEFORE = bytes.fromhex(
    # SubjectPublicKeyInfo { id-RSASSA-PSS { SHA-384, MGF1 with SHA-384, salt of 48 bytes }, RSAPublicKey {
    "30820152303d06092a864886f70d01010a3030a00d300b0609608648016503040202"
    "a11a301806092a864886f70d010108300b0609608648016503040202a203020130"
    "0382010f003082010a0282010100"
)
_AFTER = b"\x02\x03" + PUBLIC_EXPONENT.to_bytes(3)
# One way of writing a key and no other: two spellings of one key would have two names, and so be a mark.


def encode_key(key: RSAPublicKey) -> bytes:
    """A public key as it is published, 342 bytes.

    Raises:
        PassKeyRefused: for a modulus of other than 2048 bits, or another exponent.
    """
    numbers = key.public_numbers()
    if numbers.n.bit_length() != KEY_BITS or numbers.e != PUBLIC_EXPONENT:
        raise PassKeyRefused("a key for passes has 2048 bits and the exponent 65537")
    return _BEFORE + numbers.n.to_bytes(_MODULUS_BYTES) + _AFTER


def decode_key(content: bytes) -> RSAPublicKey:
    """Read a published key.

    Raises:
        PassKeyRefused: when it is written in any other way, or is no key of 2048 bits.
    """
    modulus = content[len(_BEFORE) : -len(_AFTER)]
    number = int.from_bytes(modulus)
    fits = content == _BEFORE + modulus + _AFTER and len(modulus) == _MODULUS_BYTES
    if not fits or number.bit_length() != KEY_BITS or number % 2 == 0:
        raise PassKeyRefused("no key for passes in the form of RFC 9578")
    return RSAPublicNumbers(PUBLIC_EXPONENT, number).public_key()


def key_id(content: bytes) -> bytes:
    """Name of a published key: SHA-256 of its bytes."""
    return hashlib.sha256(content).digest()


def truncated(name: bytes) -> int:
    """The one byte of a key's name that requests carry: its last."""
    return name[-1]
