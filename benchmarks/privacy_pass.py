"""What passes cost: the issuer's signature, the client's blinding, the door's check; medians in milliseconds.

    python benchmarks/privacy_pass.py

Processor time of one thread, so that a busy machine matters little. *Plain* is the private operation by the
whole exponent, without our blinding, without the primes and without the check.
"""

import secrets
import statistics
import time
from collections.abc import Callable

from cryptography.hazmat.primitives.asymmetric import rsa

from feedback_api.privacy_pass.blind_rsa import PSS_DETERMINISTIC, blind, blind_sign, finalize
from feedback_api.privacy_pass.keys import encode_key, key_id
from feedback_api.privacy_pass.tokens import Token, TokenChallenge, token_input

TIMES = 100


def _milliseconds(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(TIMES):
        start = time.process_time()
        work()
        taken.append(1000 * (time.process_time() - start))
    return statistics.median(taken)


def main() -> None:
    """Print one line for each part."""
    key = rsa.generate_private_key(65537, 2048)
    public, secret = key.public_key(), key.private_numbers()
    name, nonce = key_id(encode_key(public)), secrets.token_bytes(32)
    challenge = TokenChallenge("passes.example", "door.example").digest()
    prepared = token_input(nonce, challenge, name)
    hidden = blind(PSS_DETERMINISTIC, public, prepared)
    answer = blind_sign(key, hidden.message)
    token = Token(
        nonce, challenge, name, finalize(PSS_DETERMINISTIC, public, prepared, answer, hidden.inverse)
    )
    number, n = int.from_bytes(hidden.message), secret.public_numbers.n
    parts: dict[str, Callable[[], object]] = {
        "blind_sign (issuer)": lambda: blind_sign(key, hidden.message),
        "plain signature": lambda: pow(number, secret.d, n),
        "blind (client)": lambda: blind(PSS_DETERMINISTIC, public, prepared),
        "finalize (client)": lambda: finalize(PSS_DETERMINISTIC, public, prepared, answer, hidden.inverse),
        "check (door)": lambda: Token.decode(token.encode()).is_signed_by(public),
    }
    for part, work in parts.items():
        print(f"{part:22} {_milliseconds(work):7.2f} ms")  # noqa: T201


if __name__ == "__main__":
    main()
