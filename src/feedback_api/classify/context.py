"""What surrounds a text as numbers: who wrote it, about which step, answering which question."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from feedback_api.terms.codebook import Question, Rating, SourceGroup, Step

_PLACES: tuple[str, ...] = (
    *(f"group:{group}" for group in SourceGroup),
    *(f"step:{step}" for step in Step),
    *(f"question:{question}" for question in Question),
    *(f"rating:{rating}" for rating in Rating),
)

CONTEXT_SIZE = len(_PLACES)
"""Length of a context vector: one place per group, step, question and rating."""


@dataclass(frozen=True, slots=True)
class Context:
    """What is known about a text besides its words; everything may be unknown."""

    source_group: SourceGroup | None = None
    step: Step | None = None
    question: Question | None = None
    rating: Rating | None = None

    def vector(self) -> NDArray[np.float32]:
        """Ones at what is known, shape (CONTEXT_SIZE,); all zeros when nothing is."""
        known = {
            f"group:{self.source_group}",
            f"step:{self.step}",
            f"question:{self.question}",
            f"rating:{self.rating}",
        }
        return np.array([float(place in known) for place in _PLACES], dtype=np.float32)

    @property
    def places_the_subject(self) -> bool:
        """Whether the step is known, which says more about the subject than anything but the words."""
        return self.step is not None

    @property
    def tells_the_tone(self) -> bool:
        """Whether the form's own answers about the tone are known."""
        return self.question is not None or self.rating is not None
