"""One token request: decoded, signed blindly, counted. What is signed says nothing, and is kept nowhere.

Source: RFC 9578 (Privacy Pass issuance), section 6.2.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Engine

from feedback_api.issuer import ledger
from feedback_api.issuer.keys import KeyFolder
from feedback_api.issuer.member import Member
from feedback_api.issuer.refusals import IssuerRefused
from feedback_api.issuer.sessions import Remembered
from feedback_api.privacy_pass.blind_rsa import blind_sign
from feedback_api.privacy_pass.keys import truncated
from feedback_api.privacy_pass.tokens import TokenRequest, TokenResponse
from feedback_api.terms.errors import BlindSignatureRefused, PassRequestRefused


class BlindSigner:
    """Signs for members, up to their quota.

    An answer can get lost on the way. So the same request of the same member is answered again without
    counting, for as long as a session lasts; that is remembered as a hash, in memory only.
    """

    def __init__(self, keys: KeyFolder, database: Engine, most: int, clock: Callable[[], datetime]) -> None:
        self._keys, self._database, self._most = keys, database, most
        self._answered = Remembered(lambda: clock().timestamp())

    def answer(self, member: Member, content: bytes) -> bytes:
        """The response to a request of a member.

        Raises:
            IssuerRefused: ``invalid-request``, ``unknown-key``, ``no-key`` or ``quota-spent``.
            Unavailable: when the signature does not hold or the database does not answer; nothing counted.
        """
        key = self._keys.key(member.group, member.period)
        try:
            asked = TokenRequest.decode(content)
            if asked.truncated_key_id != truncated(key.published.key_id):
                raise IssuerRefused("unknown-key")
            again = hashlib.sha256(member.pseudonym + content).hexdigest()
            counted = self._answered.has(again)
            if not counted and ledger.issued_to(self._database, member) >= self._most:
                raise IssuerRefused("quota-spent")
            signature = blind_sign(key.private, asked.blinded_message)
        except (PassRequestRefused, BlindSignatureRefused):
            raise IssuerRefused("invalid-request") from None
        if not counted:
            # Only now: what could not be signed is not counted, and what is not counted is not given out.
            ledger.count_one(self._database, member, self._most)
            self._answered.add(again)
        return TokenResponse(signature).encode()
