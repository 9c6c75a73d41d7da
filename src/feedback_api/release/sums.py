"""Sums over groups and over themes, told only as far as nobody can subtract down to a hidden cell.

A sum of noisy cells costs no epsilon. But "all groups" minus the two groups shown would be the third
one's hidden number. So a sum holds its hidden cells only when these together pass the display rule and no
adding or subtracting of such sums leaves one hidden cell alone. Otherwise the sum is of the shown cells,
marked ``at_least``, and ``high`` leaves room for the rest.
"""

import math
from collections.abc import Sequence

from feedback_api.release.measured import Measured, rounded, votes_cell
from feedback_api.release.spread import half_width
from feedback_api.release.subtraction import lays_bare
from feedback_api.release.suppress import bound, is_shown
from feedback_api.release.tabulate import CellKey
from feedback_api.terms.feedback import VOTE_SIXTHS
from feedback_api.terms.release import Cell, Table

BY_THEME = "theme"
"""Table of sums over all groups that have a column."""

BY_GROUP = "group"
"""Table of sums over all themes."""

HiddenCells = frozenset[CellKey]
"""Cells without a number of their own that a published sum holds."""


def sum_tables(measured: Measured) -> tuple[Table, Table]:
    """All groups together by theme, and all themes together by group; both cost no epsilon.

    Groups go first: their totals carry the shares and the next period's plan.
    """
    told: list[HiddenCells] = []
    by_group = _sum_table(BY_GROUP, "source_group", measured, told)
    by_theme = _sum_table(BY_THEME, "theme", measured, told)
    return by_theme, by_group


def _sum_table(name: str, dimension: str, measured: Measured, told: list[HiddenCells]) -> Table:
    position = ("theme", "source_group").index(dimension)
    parts: dict[str, list[CellKey]] = {}
    for key in measured.noisy:
        parts.setdefault(key[position].value, []).append(key)
    cells = tuple(_sum({dimension: code}, part, measured, told) for code, part in parts.items())
    draws = len(next(iter(parts.values())))
    return Table(name, (dimension,), 0.0, rounded(measured.sigma(draws)), cells)


def _sum(named: dict[str, str], part: Sequence[CellKey], measured: Measured, told: list[HiddenCells]) -> Cell:
    hidden = frozenset(key for key in part if measured.hides(key))
    if not hidden or (_passes(hidden, measured) and not lays_bare([*told, hidden])):
        told.append(hidden)
        return _full_sum(named, part, measured)
    if len(hidden) == len(part):
        return Cell(named, None)
    return _sum_of_shown(named, part, hidden, measured)


def _full_sum(named: dict[str, str], part: Sequence[CellKey], measured: Measured) -> Cell:
    estimate = sum(measured.noisy[key] for key in part)
    reach = half_width(measured.scale, len(part))
    return votes_cell(named, estimate, estimate - reach, estimate + reach)


def _sum_of_shown(
    named: dict[str, str], part: Sequence[CellKey], hidden: HiddenCells, measured: Measured
) -> Cell:
    estimate = sum(measured.noisy[key] for key in part if key not in hidden)
    low = estimate - half_width(measured.scale, len(part) - len(hidden))
    high = estimate + _room(hidden, measured) + half_width(measured.scale, len(part))
    return votes_cell(named, estimate, low, high, at_least=True)


def _room(hidden: HiddenCells, measured: Measured) -> int:
    """Most that the hidden cells' noisy sum can be, in sixths, from the public bounds alone."""
    if _passes(hidden, measured):
        most = sum(bound(measured.policy, measured.sigma(), (theme,)) for theme, _ in hidden)
    else:
        most = bound(measured.policy, measured.sigma(len(hidden)), (theme for theme, _ in hidden))
    return math.ceil(most * VOTE_SIXTHS)


def _passes(hidden: HiddenCells, measured: Measured) -> bool:
    votes = sum(measured.noisy[key] for key in hidden) / VOTE_SIXTHS
    return is_shown(votes, measured.policy, measured.sigma(len(hidden)), (theme for theme, _ in hidden))
