"""How a page refers to one masked text: sealed for one session and half an hour, so that no key is in it.

Two looks at the same text carry nothing that is alike, and what one reviewer was shown opens nothing for
another, or for the same one after signing in again.
"""

import base64
import hmac
import json
from datetime import datetime
from typing import Any

from cryptography.fernet import Fernet, InvalidToken

from feedback_api.terms.codebook import Question, Theme
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.review import TextPlace, TextReference

LIFETIME = 30 * 60
"""Seconds that a reference can be used; a session that idles so long is over too."""

_SHORT = {Question.GOOD: "g", Question.IMPROVE: "i"}
# Of one length, so that the length of what is sealed does not tell which question a text answers.
_LONG = {short: question for question, short in _SHORT.items()}


class TextSeal:
    """Seals references to texts with a key that lives in memory, and with what only one session has."""

    def __init__(self, key: bytes) -> None:
        """Take 32 random bytes; replicas behind one proxy share them."""
        self._key = key

    def close(self, reference: TextReference, session: str, now: datetime) -> str:
        """The reference as an opaque field value (Fernet: AES-128-CBC and HMAC-SHA-256)."""
        content = {
            "period": str(reference.period),
            "theme": reference.theme.value,
            "record": reference.place.record.hex(),
            "question": _SHORT[reference.place.question],
            "digest": reference.digest.hex(),
        }
        sealed = self._fernet(session).encrypt_at_time(json.dumps(content).encode(), int(now.timestamp()))
        return sealed.decode("ascii")

    def open(self, sealed: str, session: str, now: datetime) -> TextReference | None:
        """The reference, or nothing when it was altered, is too old, or is of another session."""
        try:
            content = self._fernet(session).decrypt_at_time(
                sealed.encode("utf-8", "replace"), ttl=LIFETIME, current_time=int(now.timestamp())
            )
        except InvalidToken:
            return None
        return _reference(json.loads(content))

    def _fernet(self, session: str) -> Fernet:
        return Fernet(base64.urlsafe_b64encode(hmac.digest(self._key, session.encode(), "sha256")))


def _reference(content: dict[str, Any]) -> TextReference:
    place = TextPlace(bytes.fromhex(content["record"]), _LONG[content["question"]])
    period, theme = ReportingPeriod.parse(content["period"]), Theme(content["theme"])
    return TextReference(period, theme, place, bytes.fromhex(content["digest"]))
