"""Secondary suppression (SDC): whether sums, added and subtracted, leave one hidden cell alone."""

from collections.abc import Hashable, Iterable, Mapping
from fractions import Fraction

Combination = dict[Hashable, Fraction]
"""How often each hidden cell stands in a combination of sums."""


class Told:
    """What readers know of the hidden cells: one equation for each published sum that holds some.

    Gauss-Jordan elimination over fractions: a cell follows exactly when it is a row of the reduced form
    on its own.

    Source: Willenborg and de Waal 2001, section 6.3 (attacker's linear system of a table with margins).
    """

    def __init__(self) -> None:
        self._reduced: dict[Hashable, Combination] = {}

    def may_tell(self, hidden: Mapping[Hashable, int]) -> bool:
        """Whether a sum that holds hidden cells so many times each may be told; if so, it counts as told."""
        combination = {member: Fraction(times) for member, times in hidden.items()}
        for pivot, known in self._reduced.items():
            _subtract(combination, known, combination.get(pivot, Fraction()))
        if not combination:
            return True
        reduced = _with(self._reduced, combination)
        if any(len(known) == 1 for known in reduced.values()):
            return False
        self._reduced = reduced
        return True


def lays_bare(sums: Iterable[frozenset[Hashable]]) -> bool:
    """Whether some single member follows exactly from the given sums of hidden members."""
    told = Told()
    return not all(told.may_tell(dict.fromkeys(members, 1)) for members in sums)


def _with(reduced: dict[Hashable, Combination], combination: Combination) -> dict[Hashable, Combination]:
    pivot, weight = next(iter(combination.items()))
    unit = {member: value / weight for member, value in combination.items()}
    extended = {other: _reduce(known, pivot, unit) for other, known in reduced.items()}
    return extended | {pivot: unit}


def _reduce(known: Combination, pivot: Hashable, unit: Combination) -> Combination:
    if pivot not in known:
        return known
    left = dict(known)
    _subtract(left, unit, known[pivot])
    return left


def _subtract(combination: Combination, other: Combination, times: Fraction) -> None:
    if not times:
        return
    for member, value in other.items():
        left = combination.get(member, Fraction()) - times * value
        if left:
            combination[member] = left
        else:
            combination.pop(member, None)
