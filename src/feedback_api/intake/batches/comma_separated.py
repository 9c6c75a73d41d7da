"""A batch as comma-separated values, as spreadsheets save them.

Source: RFC 4180; a semicolon or tab instead of the comma, and a byte-order mark, as Excel writes them.
"""

import csv
import io
from collections.abc import Iterable, Iterator

from feedback_api.intake.batches.columns import Columns
from feedback_api.intake.batches.row import MOST_ITEMS, Row
from feedback_api.terms.errors import UnreadableBody

_SIGNS = (",", ";", "\t")
_MOST_SIGNS = 10_000
# In one line; more is no text of ours, and each would become a cell.
_MOST_LINES = 1_000_000


def read_comma_separated(body: bytes | bytearray, known: Iterable[str]) -> list[Row]:
    """The items of a body, one a row below the header. A cell is text, also when it starts with ``=``.

    Raises:
        UnreadableBody: ``not-utf-8``, ``bad-quotes``, a problem of the header, or ``too-many-items``.
    """
    try:
        return _items(io.TextIOWrapper(io.BytesIO(body), "utf-8-sig", newline=""), frozenset(known))
    except UnicodeDecodeError:
        raise UnreadableBody("not-utf-8") from None
    except csv.Error:
        # A quote that is not closed or stands in the middle, or a cell without an end.
        raise UnreadableBody("bad-quotes") from None


def _items(lines: Iterator[str], known: frozenset[str]) -> list[Row]:
    first = next((line for line in lines if line.strip()), "")
    sign = max(_SIGNS, key=lambda sign: _recognised(first, sign, known))
    columns = Columns(_cells(first, sign), known)
    found: list[Row] = []
    for cells in csv.reader(_narrow(lines, sign), delimiter=sign, strict=True):
        item = columns.item({place: cell for place, cell in enumerate(cells) if cell})
        if item is not None:
            found.append(item)
        if len(found) > MOST_ITEMS:
            raise UnreadableBody("too-many-items")
    return found


def _recognised(line: str, sign: str, known: frozenset[str]) -> int:
    names = {name.casefold() for name in known}
    try:
        cells = _cells(line, sign)
    except csv.Error:
        return 0  # With another sign, a quoted name would end in the middle of a cell.
    return sum(cell.strip().casefold() in names for cell in cells)


def _cells(line: str, sign: str) -> list[str]:
    return next(csv.reader(_narrow([line], sign), delimiter=sign, strict=True), [])


def _narrow(lines: Iterable[str], sign: str) -> Iterator[str]:
    for number, line in enumerate(lines):
        if number >= _MOST_LINES:
            raise UnreadableBody("too-many-items")
        if line.count(sign) > _MOST_SIGNS:
            raise UnreadableBody("too-many-columns")
        yield line
