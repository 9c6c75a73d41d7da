"""What the form's pages ask of the flows behind them."""

from datetime import date
from typing import Protocol

from feedback_api.terms.codebook import SourceGroup
from feedback_api.terms.feedback import Preview, Submission, Ticket
from feedback_api.terms.text import RawText


class FormFlows(Protocol):
    """What the form asks of the flows; nothing is stored before :meth:`receive`."""

    def today(self) -> date:
        """The day, to say what is still to come."""
        ...

    def check_invitation(self, code: str) -> SourceGroup:
        """Whom a code admits, without spending it.

        Raises:
            InvitationRefused: with what is wrong with the code.
            GroupTooSmall: for a code of a group of which nothing would be published.
            Unavailable: when the store does not answer.
        """
        ...

    def read_words(self, words: str, pointer: str) -> RawText | None:
        """Normalised words, or nothing when there are none.

        Raises:
            InvalidInput: ``too-long``, ``empty`` or ``not-text`` at the pointer.
        """
        ...

    def preview(self, submission: Submission) -> Preview:
        """What would be kept.

        Raises:
            InvalidInput: when masking leaves nothing.
            DependentRespondent: when the words say that the writer waits for a decision.
            Unavailable: when an engine fails.
        """
        ...

    def receive(self, submission: Submission, ticket: Ticket) -> None:
        """Keep the submission and spend the ticket's code, both or neither; sent again, change nothing.

        Raises:
            IdempotencyConflict: for an attempt that was kept before, with other words or choices.
            InvitationRefused, GroupTooSmall: as :meth:`check_invitation`.
            InvalidInput, DependentRespondent, Unavailable: as :meth:`preview`.
        """
        ...
