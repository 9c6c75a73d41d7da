"""Would a subject that the codebook lacks stand out? A theme is left out of the head, then looked for.

The encoder stays as it is, and saw the theme's examples when it was tuned: figures are those of a head
that never heard of the theme, not of a whole system that did not.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from feedback_api.classify.examples import Example
from feedback_api.classify.heads import Centres
from feedback_api.classify.train import Material, doubt_without
from feedback_api.terms.codebook import Theme


def auroc_of_unseen(theme: Theme, known: Material, judged: Material, centres: Centres) -> float:
    """How often a message of the theme looks less like any other theme than a message without it.

    One half is chance. Messages that have the theme beside another one are left out.
    Source: Hanley and McNeil 1982, The Meaning and Use of the Area under a ROC Curve.
    """
    alone = [example.themes == {theme.value} for example in judged.examples]
    without = [theme.value not in example.themes for example in judged.examples]
    doubt = doubt_without(theme, known, judged, centres)
    return _auroc(doubt[np.array(alone)], doubt[np.array(without)])


def has_unseen(theme: Theme, examples: Sequence[Example]) -> bool:
    """Whether any message has the theme alone, so that there is something to look for."""
    return any(example.themes == {theme.value} for example in examples)


def _auroc(wanted: NDArray[np.float32], others: NDArray[np.float32]) -> float:
    above = (wanted[:, None] > others[None, :]).mean()
    level = (wanted[:, None] == others[None, :]).mean()
    return float(above + level / 2)
