"""Warnings: danger and dependence, heard by phrases and by trained heads together."""

from collections.abc import Sequence

from feedback_api.intake import safety, screen
from feedback_api.terms.codebook import SourceGroup
from feedback_api.terms.feedback import Coding
from feedback_api.terms.text import RawText


def in_danger(texts: Sequence[RawText], coding: Coding) -> bool:
    """Whether a message seems to be about danger: then help is shown and no text is kept."""
    return coding.danger or any(safety.suggests_danger(text) for text in texts)


def is_dependent(group: SourceGroup, texts: Sequence[RawText], coding: Coding | None = None) -> bool:
    """Whether a writer of the sounding board seems to wait for a decision; by phrases until it is coded."""
    # Officers and lawyers write "mijn beslissing" too: only the sounding board is asked about itself.
    if group is not SourceGroup.SOUNDING_BOARD:
        return False
    return (coding is not None and coding.pending) or any(screen.suggests_dependency(text) for text in texts)
