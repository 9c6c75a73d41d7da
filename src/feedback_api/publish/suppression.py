"""How much of a release is hidden: counted from the frozen tables, so it tells nothing new."""

from dataclasses import dataclass

from feedback_api.publish.query import groups_with_column
from feedback_api.terms.codebook import SourceGroup
from feedback_api.terms.release import Release, Table


@dataclass(frozen=True, slots=True)
class HiddenCount:
    """One table: all its cells, those with a number, those of these that say "at least", and the rest."""

    table: Table
    cells: int
    shown: int
    at_least: int
    too_few: int


def hidden_counts(release: Release) -> tuple[HiddenCount, ...]:
    """Counts of every table, in the release's order."""
    return tuple(_count(table) for table in release.tables)


def groups_without_column(release: Release) -> tuple[SourceGroup, ...]:
    """Groups too small to answer for; nothing of them is in any table.

    Raises:
        NotPublished: the release has no table of group totals.
    """
    held = groups_with_column(release)
    return tuple(group for group in SourceGroup if group not in held)


def _count(table: Table) -> HiddenCount:
    shown = [cell for cell in table.cells if cell.estimate is not None]
    cells = len(table.cells)
    at_least = sum(cell.at_least for cell in shown)
    return HiddenCount(table, cells, len(shown), at_least, cells - len(shown))
