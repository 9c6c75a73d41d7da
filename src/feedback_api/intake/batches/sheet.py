"""The cells of a sheet as items: only what stands in a column with a name is kept."""

import re
from collections.abc import Iterable
from xml.sax.xmlreader import AttributesImpl

from feedback_api.intake.batches.columns import Cell, Columns, Odd
from feedback_api.intake.batches.row import MOST_ITEMS, Row
from feedback_api.intake.batches.xml_parts import Text
from feedback_api.terms.errors import UnreadableBody

_PLACE = re.compile(r"([A-Z]{1,3})[0-9]{1,7}")
_WHOLE = re.compile(r"-?[0-9]{1,15}")
_MOST_PLACES = 16_384
"""Columns of a sheet, A to XFD."""


class Sheet(Text):
    """Rows of a sheet, as they pass: the first with any text is the header.

    Rows and cells that are empty are forgotten as they pass, however many there are.
    """

    def __init__(self, strings: list[str], known: Iterable[str]) -> None:
        super().__init__()
        self.found: list[Row] = []
        self._strings, self._known = strings, tuple(known)
        self._columns: Columns | None = None
        self._cells: dict[int, Cell] = {}
        self._place, self._kind, self._formula = -1, "n", False

    def opened(self, name: str, attributes: AttributesImpl) -> None:
        """See a row, cell, value or formula begin."""
        super().opened(name, attributes)
        if name == "row":
            self._cells, self._place = {}, -1
        elif name == "c":
            self._place = _place(attributes.get("r"), self._place)
            self._kind, self._formula = attributes.get("t", "n"), False
        elif name == "v":
            self._inside = True
        elif name == "f":
            self._formula = True

    def closed(self, name: str) -> None:
        """See one end."""
        super().closed(name)
        if name == "c":
            self._keep(self.taken())
        elif name == "row" and self._cells:
            self._end_row()

    def _keep(self, written: str) -> None:
        # Beyond the columns that have a name, it is enough to know that something stood there.
        width = _MOST_PLACES if self._columns is None else len(self._columns)
        cell: Cell = Odd.FORMULA if self._formula else self._cell(written)
        if cell != "":
            self._cells[min(self._place, width)] = cell

    def _cell(self, written: str) -> Cell:
        match self._kind:
            case "s" if written:
                return self._shared(written)
            case "str" | "inlineStr" | "s":
                return written
            case "n" if _WHOLE.fullmatch(written):
                return int(written)
            case _:
                # A date is a number with a fraction or a style; errors and yes/no are no text either.
                return Odd.NOT_TEXT if written else ""

    def _shared(self, number: str) -> str:
        if not number.isascii() or not number.isdecimal() or int(number[:9]) >= len(self._strings):
            raise UnreadableBody("not-a-workbook")
        return self._strings[int(number)]

    def _end_row(self) -> None:
        if self._columns is None:
            width = max(self._cells) + 1
            self._columns = Columns([self._cells.get(place, "") for place in range(width)], self._known)
            return
        item = self._columns.item(self._cells)
        if item is not None:
            self.found.append(item)
        if len(self.found) > MOST_ITEMS:
            raise UnreadableBody("too-many-items")


def _place(reference: str | None, previous: int) -> int:
    if reference is None:
        return min(previous + 1, _MOST_PLACES)
    letters = _PLACE.fullmatch(reference)
    if letters is None:
        raise UnreadableBody("not-a-workbook")
    number = 0
    for letter in letters[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
