"""What the form's pages ask of the flows behind them."""

from typing import Protocol

from feedback_api.terms.codebook import SourceGroup
from feedback_api.terms.feedback import Preview, Received, Submission
from feedback_api.terms.text import RawText


class FormFlows(Protocol):
    """What the form asks of the flows; nothing is stored before :meth:`receive`."""

    def check_invitation(self, code: str) -> SourceGroup:
        """Whom a code admits, without spending it.

        Raises:
            InvitationRefused: for a code that is unknown, spent or expired.
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

    def receive(self, submission: Submission, code: str) -> Received:
        """Keep the submission and spend the code, both or neither.

        Raises:
            InvitationRefused: for a code that does not work any more.
            InvalidInput, DependentRespondent, Unavailable: as :meth:`preview`.
        """
        ...
