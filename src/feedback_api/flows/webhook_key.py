"""The webhook key: one file from which every subscriber's secret is derived, and which is in no database."""

import base64
import binascii
import os
import secrets
from pathlib import Path

from feedback_api.signals.signature import KEY_BYTES
from feedback_api.terms.errors import FieldProblem, InvalidInput, WebhooksNotSetUp


def create_webhook_key(path: Path) -> None:
    """Write a fresh key to a file that only its owner reads; an existing file is never replaced.

    Raises:
        InvalidInput: ``exists`` or ``not-writable``.
    """
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(base64.b64encode(secrets.token_bytes(KEY_BYTES)) + b"\n")
    except FileExistsError:
        raise InvalidInput([FieldProblem("/path", "exists")]) from None
    except OSError:
        raise InvalidInput([FieldProblem("/path", "not-writable")]) from None


def load_webhook_key(path: Path | None) -> bytes:
    """The configured key.

    Raises:
        WebhooksNotSetUp: when there is none, or the file holds something else.
    """
    if path is None:
        raise WebhooksNotSetUp(
            "there is no key for webhooks; make one with feedback-api webhooks create-key and name its file "
            "in FEEDBACK_WEBHOOK_KEY"
        )
    try:
        key = base64.b64decode(path.read_bytes().strip(), validate=True)
    except (OSError, binascii.Error):
        key = b""
    if len(key) != KEY_BYTES:
        raise WebhooksNotSetUp("FEEDBACK_WEBHOOK_KEY: this file is out of reach or holds no webhook key")
    return key
