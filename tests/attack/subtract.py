"""Differencing: published numbers added and subtracted until one cell stands alone.

Three ways, as an attacker with paper and pencil takes them: a total minus all of its parts but one (by
step, group, tone, rating or theme); a total that is hidden itself, from its parts; and one release minus
another that counts fewer quarters or was made again. What is found is used to find more.
"""

from collections.abc import Iterator, Mapping, Sequence

from tests.attack.published import Cell, Dimensions, Publication, Table
from tests.attack.worlds import Key

ROUNDS = 3
"""How often what was found is put back in."""

Known = dict[Cell, float]


def by_parts(publication: Publication) -> dict[str, Known]:
    """Hidden cells that follow from totals and parts, by the dimension that was subtracted along."""
    known: Known = {cell: n.estimate for cell, n in publication.numbers() if not n.at_least}
    published = set(known)
    found: dict[str, Known] = {}
    families = list(_families(publication.tables))
    for _ in range(ROUNDS):
        for along, total, parts in families:
            isolated = _isolated(known, total, parts)
            if isolated is not None and isolated[0] not in published:
                known.setdefault(*isolated)
                found.setdefault(along, {}).setdefault(*isolated)
    return found


def read_off(publication: Publication) -> Known:
    """Every published number taken at its word."""
    return {cell: n.estimate for cell, n in publication.numbers() if not n.at_least}


def between_releases(earlier: Publication, later: Publication) -> Known:
    """What a release adds to another one that counts some of the same quarters."""
    if not set(earlier.periods) & set(later.periods):
        return {}
    before, after = dict(earlier.numbers()), dict(later.numbers())
    return {cell: after[cell].estimate - before[cell].estimate for cell in before.keys() & after.keys()}


def _isolated(known: Mapping[Cell, float], total: Cell, parts: Sequence[Cell]) -> tuple[Cell, float] | None:
    family = [total, *parts]
    missing = [cell for cell in family if cell not in known]
    if len(missing) != 1:
        return None
    if missing[0] == total:
        return total, sum(known[part] for part in parts)
    return missing[0], known[total] - sum(known[part] for part in parts if part != missing[0])


def _families(tables: Sequence[Table]) -> Iterator[tuple[str, Cell, list[Cell]]]:
    """Each total with its parts, for every two tables of which one is finer; also across two finer ones."""
    for coarse in tables:
        for fine in tables:
            if set(coarse.dimensions) < set(fine.dimensions):
                along = "+".join(name for name in fine.dimensions if name not in coarse.dimensions)
                for key, parts in _parts(coarse.dimensions, fine).items():
                    yield along, (coarse.dimensions, key), parts


def _parts(onto: Dimensions, fine: Table) -> dict[Key, list[Cell]]:
    places = [fine.dimensions.index(name) for name in onto]
    parts: dict[Key, list[Cell]] = {}
    for key in fine.cells:
        parts.setdefault(tuple(key[place] for place in places), []).append((fine.dimensions, key))
    return parts
