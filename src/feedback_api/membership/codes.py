"""Invitation codes: 80 random bits in Crockford's base 32 with a check character, spent once.

Source: Crockford, "Base 32" (alphabet, look-alikes, check symbol modulo 37).
"""

import hashlib
import secrets
import unicodedata

from feedback_api.terms.errors import CodeFault, InvitationRefused

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "İ": "1"})
_BETWEEN = {"Cf", "Pd"}
"""Unicode categories of invisible signs of direction and of hyphens of every length."""

_CODE_CHARACTERS = 16
_LONGEST_TYPED = 100
_BITS = 80
_CHECK_MODULUS = 37


def draw_code() -> str:
    """Draw a fresh code, written ``XXXX-XXXX-XXXX-XXXX-C``.

    A draw whose check symbol is one of ``*~$=U`` is drawn again: those are hard to find on a
    phone keyboard. That costs a fifth of one bit.
    """
    while True:
        value = secrets.randbits(_BITS)
        check = value % _CHECK_MODULUS
        if check < len(_ALPHABET):
            return _written(value, _ALPHABET[check])


def hash_code(typed: str) -> bytes:
    """SHA-256 of a typed code, forgiving blanks, hyphens, lower case, O for 0, I and L for 1.

    Digits of other scripts count too: a phone set to Arabic types those.

    Raises:
        InvitationRefused: incomplete, or mistyped; the check character finds one wrong letter.
    """
    compact = "".join(map(_plain, typed[:_LONGEST_TYPED].upper())).translate(_LOOK_ALIKES)
    if len(compact) != _CODE_CHARACTERS + 1 or len(typed) > _LONGEST_TYPED:
        raise InvitationRefused(CodeFault.INCOMPLETE)
    if any(c not in _ALPHABET for c in compact):
        raise InvitationRefused(CodeFault.MISTYPED)
    if _value(compact[:-1]) % _CHECK_MODULUS != _ALPHABET.index(compact[-1]):
        raise InvitationRefused(CodeFault.MISTYPED)
    return hashlib.sha256(compact.encode()).digest()


def _plain(character: str) -> str:
    if character.isspace() or unicodedata.category(character) in _BETWEEN:
        return ""
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)


def _value(characters: str) -> int:
    value = 0
    for character in characters:
        value = value * 32 + _ALPHABET.index(character)
    return value


def _written(value: int, check: str) -> str:
    characters = "".join(_ALPHABET[(value >> shift) & 31] for shift in range(_BITS - 5, -1, -5))
    groups = [characters[i : i + 4] for i in range(0, _CODE_CHARACTERS, 4)]
    return "-".join([*groups, check])
