"""Which masked texts of a theme reviewers see: a draw that says nothing about how many there are."""

import hashlib
from collections.abc import Sequence

from feedback_api.publish.query import groups_with_column, table_for
from feedback_api.terms.codebook import SourceGroup, Theme
from feedback_api.terms.errors import NotPublished
from feedback_api.terms.release import Release
from feedback_api.terms.review import KeptText

DRAWN = (30, 10)
"""Texts in a draw: the larger number where there are so many, else the smaller one, else none at all."""

LEAST_GROUPS = 2
"""Groups in which a theme must be displayed: of one alone everybody would know whose words these are."""


def heard_in(release: Release, theme: Theme) -> tuple[SourceGroup, ...]:
    """The groups whose texts on a theme may be read: those in whose column it is displayed, if two or more.

    Never of ``safety``, of which no text is kept. Sensitive themes are displayed above their own, doubled
    threshold only.
    """
    if theme is Theme.SAFETY:
        return ()
    try:
        cells = table_for(release, "theme", "source_group").cells
    except NotPublished:
        return ()
    shown = {c.key["source_group"] for c in cells if c.key["theme"] == theme and c.estimate is not None}
    groups = tuple(group for group in groups_with_column(release) if group.value in shown)
    return groups if len(groups) >= LEAST_GROUPS else ()


def themes_for_review(release: Release) -> tuple[Theme, ...]:
    """Themes of which texts may be read and paraphrases written, in the order of the codebook."""
    return tuple(theme for theme in Theme if heard_in(release, theme))


def draw(texts: Sequence[KeptText], theme: Theme) -> list[KeptText]:
    """The same texts for every reviewer and every view: whoever looks often sees no more than who looks once.

    Random keys decide, so that a draw is fair and tells nothing of the order in which texts came.
    """
    ranked = sorted(texts, key=lambda text: _rank(text, theme))
    size = next((size for size in DRAWN if len(ranked) >= size), 0)
    return ranked[:size]


def _rank(text: KeptText, theme: Theme) -> bytes:
    mark = f"{theme} {text.place.question} ".encode()
    return hashlib.sha256(mark + text.place.record).digest()
