"""Exact cells of a table over closed lists; they live only between the count and the noise."""

from collections.abc import Mapping, Sequence

from feedback_api.terms.codebook import SourceGroup, Theme

CellKey = tuple[Theme, SourceGroup]
"""One cell of theme by group."""


def cells(tallies: Mapping[CellKey, int], source_groups: Sequence[SourceGroup]) -> dict[CellKey, int]:
    """All cells in codebook order, zeros too, in sixths of a vote.

    Which cells exist follows from the closed lists alone, so a cell's presence says nothing. Votes of a
    group without a column are left out.

    Raises:
        ValueError: for a key outside the closed lists or a tally that is not a whole number from zero up.
    """
    for (theme, group), sixths in tallies.items():
        if not (isinstance(theme, Theme) and isinstance(group, SourceGroup)):
            raise ValueError("a tally outside the closed lists")
        if type(sixths) is not int or sixths < 0:
            raise ValueError("tallies are whole sixths of votes, from zero up")
    return {(theme, group): tallies.get((theme, group), 0) for theme in Theme for group in source_groups}
