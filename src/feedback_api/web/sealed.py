"""The hidden field that carries a half-finished form: only this process can read it, for one hour."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from cryptography.fernet import Fernet, InvalidToken

from feedback_api.terms.codebook import PartnerType, Rating, SourceGroup, Step
from feedback_api.terms.feedback import Submission, Ticket
from feedback_api.terms.text import RawText

LIFETIME = 3600
"""Seconds that a sealed draft stays readable."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One writer's form between two pages: the code, the choices, and the words as typed."""

    ticket: Ticket | None = field(default=None, repr=False)
    group: SourceGroup | None = None
    step: Step | None = None
    rating: Rating | None = None
    partner_type: PartnerType | None = None
    good: RawText = field(default_factory=lambda: RawText(""))
    improve: RawText = field(default_factory=lambda: RawText(""))

    @property
    def is_complete(self) -> bool:
        """Whether it can be submitted: a code was shown and a step chosen."""
        return self.ticket is not None and self.group is not None and self.step is not None

    def admitted(self, code: str, group: SourceGroup) -> "Draft":
        """The same answers, now with a code that works: a fresh attempt."""
        return replace(self, ticket=Ticket(code), group=group)

    def admission(self) -> "Draft":
        """Only what the code proved, for a page that shows the answers in its own fields."""
        return Draft(ticket=self.ticket, group=self.group)

    def without_code(self) -> "Draft":
        """The same answers, for someone who has to show a code again."""
        return replace(self, ticket=None, group=None)

    def submission(self, good: RawText | None, improve: RawText | None, language: str) -> Submission:
        """What goes to the flows: the choices with the words after normalising.

        Raises:
            ValueError: for a draft whose writer showed no code or chose no step.
        """
        if self.group is None or self.step is None:  # is_complete, spelled out for the type checker
            raise ValueError("a submission needs a group and a step")
        return Submission(
            source_group=self.group,
            step=self.step,
            good=good,
            improve=improve,
            partner_type=self.partner_type if self.group is SourceGroup.CHAIN_PARTNER else None,
            rating=self.rating,
            language_hint=language,
        )


class Seal:
    """Seals drafts with a key that lives in memory, so a restart makes older pages unreadable."""

    def __init__(self, key: bytes) -> None:
        """Take 32 random bytes; replicas behind one proxy share them."""
        self._fernet = Fernet(base64.urlsafe_b64encode(key))

    def close(self, draft: Draft) -> str:
        """The draft as an opaque field value (Fernet: AES-128-CBC and HMAC-SHA-256)."""
        content = {
            "ticket": [draft.ticket.code, draft.ticket.mark] if draft.ticket else None,
            "group": draft.group,
            "step": draft.step,
            "rating": draft.rating,
            "partner_type": draft.partner_type,
            "good": draft.good.reveal(),
            "improve": draft.improve.reveal(),
        }
        return self._fernet.encrypt(json.dumps(content, ensure_ascii=False).encode()).decode("ascii")

    def open(self, sealed: str) -> Draft | None:
        """The draft, or nothing when the field is empty, altered, too old or from before a restart."""
        try:
            content = json.loads(self._fernet.decrypt(sealed.encode(), ttl=LIFETIME))
        except InvalidToken:
            return None
        return _draft(content)


def _draft(content: Mapping[str, Any]) -> Draft:
    return Draft(
        ticket=Ticket(*content["ticket"]) if content["ticket"] else None,
        group=SourceGroup(content["group"]) if content["group"] else None,
        step=Step(content["step"]) if content["step"] else None,
        rating=Rating(content["rating"]) if content["rating"] else None,
        partner_type=PartnerType(content["partner_type"]) if content["partner_type"] else None,
        good=RawText(content["good"]),
        improve=RawText(content["improve"]),
    )
