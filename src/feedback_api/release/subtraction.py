"""Secondary suppression (SDC): whether sums, added and subtracted, leave one hidden cell alone."""

from collections.abc import Hashable, Iterable
from fractions import Fraction

Combination = dict[Hashable, Fraction]
"""How often each hidden cell stands in a combination of sums."""


def lays_bare(sums: Iterable[frozenset[Hashable]]) -> bool:
    """Whether some single member follows exactly from the given sums of hidden members.

    Gauss-Jordan elimination over fractions: a member follows exactly when it is a row of the reduced
    form on its own.

    Source: Willenborg and de Waal 2001, section 6.3 (attacker's linear system of a table with margins).
    """
    reduced: dict[Hashable, Combination] = {}
    for members in sums:
        combination: Combination = dict.fromkeys(members, Fraction(1))
        for pivot, known in reduced.items():
            _subtract(combination, known, combination.get(pivot, Fraction()))
        if combination:
            _keep(combination, reduced)
    return any(len(combination) == 1 for combination in reduced.values())


def _keep(combination: Combination, reduced: dict[Hashable, Combination]) -> None:
    pivot, weight = next(iter(combination.items()))
    unit = {member: value / weight for member, value in combination.items()}
    for known in reduced.values():
        _subtract(known, unit, known.get(pivot, Fraction()))
    reduced[pivot] = unit


def _subtract(combination: Combination, other: Combination, times: Fraction) -> None:
    if not times:
        return
    for member, value in other.items():
        left = combination.get(member, Fraction()) - times * value
        if left:
            combination[member] = left
        else:
            combination.pop(member, None)
