"""Create key: a fresh signing key in a file that only its owner reads, its public half beside it."""

import os
from pathlib import Path

from feedback_api.release.sign import load_signer, new_key, public_pem
from feedback_api.terms.errors import FieldProblem, InvalidInput

PUBLIC = ".pub.pem"
"""Ending of the file with the public half."""


def create_key(path: Path) -> tuple[str, Path]:
    """Write a fresh key; the public key and the file that holds it. An existing key is never replaced.

    Raises:
        InvalidInput: ``exists`` or ``not-writable``.
    """
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(new_key())
        public = path.with_name(path.stem + PUBLIC)
        key = load_signer(path).public_key
        public.write_bytes(public_pem(key))
    except FileExistsError:
        raise InvalidInput([FieldProblem("/path", "exists")]) from None
    except OSError:
        raise InvalidInput([FieldProblem("/path", "not-writable")]) from None
    return key, public
