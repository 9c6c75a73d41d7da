"""A message as a number to sign: the padding that makes RSA signatures safe.

Source: RFC 8017 (PKCS #1), section 9.1.1 (EMSA-PSS-ENCODE) and appendix B.2.1 (MGF1), with SHA-384.
"""

import hashlib

_HASH_BYTES = 48
_LAST = b"\xbc"


def encode_pss(message: bytes, bits: int, salt: bytes) -> bytes:
    """The message's encoding in so many bits, under a salt.

    Raises:
        ValueError: when so few bits cannot hold hash and salt.
    """
    length = (bits + 7) // 8
    zeros = length - _HASH_BYTES - len(salt) - 2
    if zeros < 0:
        raise ValueError("the key is too short for hash and salt")
    digest = _sha384(bytes(8) + _sha384(message) + salt)
    block = bytes(zeros) + b"\x01" + salt
    mask = _mask(digest, len(block))
    masked = bytearray(a ^ b for a, b in zip(block, mask, strict=True))
    # The bits above the wanted length are zero, so that the number stays below the modulus.
    masked[0] &= 0xFF >> (8 * length - bits)
    return bytes(masked) + digest + _LAST


def _mask(seed: bytes, length: int) -> bytes:
    blocks = range(-(-length // _HASH_BYTES))
    return b"".join(_sha384(seed + i.to_bytes(4)) for i in blocks)[:length]


def _sha384(content: bytes) -> bytes:
    return hashlib.sha384(content).digest()
