"""Blind RSA signatures: the signer signs a message without seeing it, and cannot know it again later.

Source: RFC 9474 (RSABSSA), sections 4 and 5.
"""

import secrets
from dataclasses import dataclass
from math import gcd

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA384

from feedback_api.privacy_pass.pss import encode_pss
from feedback_api.terms.errors import BlindSignatureRefused, Unavailable

PREFIX_BYTES = 32
"""Random bytes before a message in the randomised variants (RFC 9474, section 4.1)."""

LEAST_BITS = 2048
PUBLIC_EXPONENT = 65537
"""The only public exponent that is accepted: others are slower, or weaker, and nobody needs them."""

_EXPONENT_BLIND_BITS = 64


@dataclass(frozen=True, slots=True)
class Variant:
    """One of the four named ways to prepare and encode a message (RFC 9474, section 5)."""

    name: str
    salt_bytes: int
    randomized: bool


PSS_RANDOMIZED = Variant("RSABSSA-SHA384-PSS-Randomized", 48, True)
PSS_ZERO_RANDOMIZED = Variant("RSABSSA-SHA384-PSSZERO-Randomized", 0, True)
PSS_DETERMINISTIC = Variant("RSABSSA-SHA384-PSS-Deterministic", 48, False)
PSS_ZERO_DETERMINISTIC = Variant("RSABSSA-SHA384-PSSZERO-Deterministic", 0, False)
VARIANTS = (PSS_RANDOMIZED, PSS_ZERO_RANDOMIZED, PSS_DETERMINISTIC, PSS_ZERO_DETERMINISTIC)


@dataclass(frozen=True, slots=True, repr=False)
class Chances:
    """What is otherwise drawn at random; given only to repeat published examples."""

    blind: int
    salt: bytes


@dataclass(frozen=True, slots=True, repr=False)
class Blinded:
    """A blinded message for the signer, and the secret that takes the blind off; that one stays here."""

    message: bytes
    inverse: int


def prepare(variant: Variant, message: bytes, prefix: bytes | None = None) -> bytes:
    """The message as it will be signed: with a random prefix in the randomised variants.

    ``prefix`` is given only to repeat published examples.

    Source: RFC 9474, section 4.1.
    """
    if not variant.randomized:
        return message
    return (secrets.token_bytes(PREFIX_BYTES) if prefix is None else prefix) + message


def blind(variant: Variant, key: RSAPublicKey, prepared: bytes, chances: Chances | None = None) -> Blinded:
    """Hide a prepared message from the signer under a random factor, fresh each time.

    Raises:
        BlindSignatureRefused: when the key is not one that we use, or shares a factor with the message.

    Source: RFC 9474, section 4.2.
    """
    n, e = _modulus(key), PUBLIC_EXPONENT
    drawn = chances or Chances(_unit(n), secrets.token_bytes(variant.salt_bytes))
    encoded = int.from_bytes(encode_pss(prepared, n.bit_length() - 1, drawn.salt))
    if gcd(encoded, n) != 1 or not 0 < drawn.blind < n or gcd(drawn.blind, n) != 1:
        raise BlindSignatureRefused("message and key do not go together")
    hidden = encoded * pow(drawn.blind, e, n) % n
    return Blinded(hidden.to_bytes(_length(n)), pow(drawn.blind, -1, n))


def blind_sign(key: RSAPrivateKey, blinded_message: bytes) -> bytes:
    """Sign a blinded message; the signer learns nothing of what is under it.

    Python's arithmetic takes longer for some numbers than for others. So the number that is raised to the
    secret power is hidden under a random factor of our own, and the power itself has a random multiple of
    its period added: how long it takes then says nothing of the key or the message. The result is checked,
    because one wrong bit (a fault of the machine) in a signature made from the two primes gives the key away.

    Raises:
        BlindSignatureRefused: when it has not exactly the key's length, or is not below its modulus.
        Unavailable: when the result does not hold; nothing of it is given out.

    Source: RFC 9474, section 4.3; Kocher 1996 (timing); Boneh, DeMillo, Lipton 1997 (faults).
    """
    n = _modulus(key.public_key())
    message = _below(n, blinded_message)
    factor = _unit(n)
    hidden = message * pow(factor, PUBLIC_EXPONENT, n) % n
    signature = _raise(key, hidden) * pow(factor, -1, n) % n
    if pow(signature, PUBLIC_EXPONENT, n) != message:
        raise Unavailable("a signature did not hold and was not given out")
    return signature.to_bytes(_length(n))


def finalize(
    variant: Variant, key: RSAPublicKey, prepared: bytes, blind_signature: bytes, inverse: int
) -> bytes:
    """Take the blind off a signature and check it; an ordinary PSS signature that the signer never saw.

    Raises:
        BlindSignatureRefused: when the answer is malformed or no signature of this message by this key.

    Source: RFC 9474, section 4.4.
    """
    n = _modulus(key)
    signature = (_below(n, blind_signature) * inverse % n).to_bytes(_length(n))
    if not verify(variant, key, prepared, signature):
        raise BlindSignatureRefused("the signer's answer is no signature of this message")
    return signature


def verify(variant: Variant, key: RSAPublicKey, prepared: bytes, signature: bytes) -> bool:
    """Whether this is a signature of a prepared message by this key (RFC 9474, section 4.5)."""
    try:
        key.verify(signature, prepared, PSS(MGF1(SHA384()), variant.salt_bytes), SHA384())
    except InvalidSignature:
        return False
    return True


def _raise(key: RSAPrivateKey, number: int) -> int:
    """The number to the secret power, by way of the two primes (RFC 8017, section 5.1.2)."""
    secret = key.private_numbers()
    half_p = pow(number, _blinded_power(secret.dmp1, secret.p), secret.p)
    half_q = pow(number, _blinded_power(secret.dmq1, secret.q), secret.q)
    return half_q + secret.q * ((half_p - half_q) * secret.iqmp % secret.p)


def _blinded_power(power: int, prime: int) -> int:
    return power + secrets.randbits(_EXPONENT_BLIND_BITS) * (prime - 1)


def _modulus(key: RSAPublicKey) -> int:
    numbers = key.public_numbers()
    if numbers.e != PUBLIC_EXPONENT or numbers.n.bit_length() < LEAST_BITS or numbers.n % 2 == 0:
        raise BlindSignatureRefused("this key is not of a kind that is used here")
    return numbers.n


def _below(n: int, content: bytes) -> int:
    number = int.from_bytes(content)
    if len(content) != _length(n) or not 0 < number < n:
        raise BlindSignatureRefused("this is no number of the key's length below its modulus")
    return number


def _unit(n: int) -> int:
    """A random number below the modulus that can be divided by; almost every number is one."""
    while True:
        number = secrets.randbelow(n - 1) + 1
        if gcd(number, n) == 1:
            return number


def _length(n: int) -> int:
    return (n.bit_length() + 7) // 8
