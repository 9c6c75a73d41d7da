"""Exact cells of a table over closed lists; they live only between the count and the noise."""

from collections.abc import Mapping, Sequence
from itertools import product

from feedback_api.terms.codebook import PartnerType, Rating, Sentiment, SourceGroup, Step, Theme
from feedback_api.terms.release import NOT_GIVEN

CellKey = tuple[str, ...]
"""One cell: a code for each of the table's dimensions, in their order."""

Tally = Mapping[CellKey, int]
"""Exact votes by cell, in sixths; cells without a vote may be left out."""

CODES: Mapping[str, tuple[str, ...]] = {
    "theme": tuple(Theme),
    "source_group": tuple(SourceGroup),
    "step": tuple(Step),
    "sentiment": tuple(Sentiment),
    "rating": (*Rating, NOT_GIVEN),
    "partner_type": tuple(PartnerType),
}
"""The closed list of every dimension, in codebook order."""


def cells(
    tally: Tally, dimensions: Sequence[str], source_groups: Sequence[SourceGroup]
) -> dict[CellKey, int]:
    """All cells in codebook order, zeros too, in sixths of a vote.

    Which cells exist follows from the closed lists alone, so a cell's presence says nothing. Votes of a
    group without a column are left out.

    Raises:
        ValueError: for a key outside the closed lists or a tally that is not a whole number from zero up.
    """
    lists = [CODES[name] for name in dimensions]
    for key, sixths in tally.items():
        if len(key) != len(lists) or any(code not in codes for code, codes in zip(key, lists, strict=True)):
            raise ValueError("a tally outside the closed lists")
        if type(sixths) is not int or sixths < 0:
            raise ValueError("tallies are whole sixths of votes, from zero up")
    return {key: tally.get(key, 0) for key in every_cell(dimensions, source_groups)}


def every_cell(dimensions: Sequence[str], source_groups: Sequence[SourceGroup]) -> list[CellKey]:
    """Keys of all cells that a table has, whatever was said."""
    lists = [source_groups if name == "source_group" else CODES[name] for name in dimensions]
    return [tuple(str(code) for code in key) for key in product(*lists)]


def margin(tally: Tally, dimensions: Sequence[str], onto: Sequence[str]) -> dict[CellKey, int]:
    """Votes added up over the dimensions that are not in ``onto``."""
    places = [dimensions.index(name) for name in onto]
    added: dict[CellKey, int] = {}
    for key, sixths in tally.items():
        short = tuple(key[place] for place in places)
        added[short] = added.get(short, 0) + sixths
    return added
