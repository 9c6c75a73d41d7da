"""The code of a sign-in link: 130 random bits in Crockford's base 32, which can also be typed.

Source: Crockford, "Base 32" (alphabet, look-alikes).
"""

import hashlib
import secrets

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})
_CHARACTERS = 26
_LONGEST_TYPED = 100


def draw_code() -> str:
    """Draw a fresh code, in fours: ``XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XX``."""
    drawn = "".join(secrets.choice(_ALPHABET) for _ in range(_CHARACTERS))
    return "-".join(drawn[at : at + 4] for at in range(0, _CHARACTERS, 4))


def hash_code(typed: str) -> bytes | None:
    """SHA-256 of a typed code, forgiving blanks, hyphens and look-alikes; none of what cannot be a code."""
    if len(typed) > _LONGEST_TYPED:
        return None
    compact = "".join(c for c in typed.upper() if not c.isspace() and c != "-").translate(_LOOK_ALIKES)
    if len(compact) != _CHARACTERS or any(c not in _ALPHABET for c in compact):
        return None
    return hashlib.sha256(compact.encode()).digest()
