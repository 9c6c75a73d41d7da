"""The first row of a table names its columns; each further row is one item."""

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum

from feedback_api.intake.batches.row import Row
from feedback_api.terms.errors import FieldProblem, UnreadableBody

REFERENCE = "clientRef"
"""The column in which a whole number is text: people number their rows."""

_MOST_COLUMNS = 50


class Odd(Enum):
    """A cell that is no text, by the code of its problem."""

    FORMULA = "formula"
    NOT_TEXT = "wrong-type"
    NO_COLUMN = "no-column"


Cell = str | int | Odd


class Columns:
    """Which field each column of a table fills."""

    def __init__(self, header: Sequence[object], known: Iterable[str]) -> None:
        """Read a header row; case and blanks around names do not matter.

        Raises:
            UnreadableBody: ``no-header``, ``unknown-column``, ``duplicate-column``,
                ``too-many-columns``; never a name that was typed.
        """
        names = {name.casefold(): name for name in known}
        written = [cell.strip().casefold() if isinstance(cell, str) else "" for cell in header]
        while written and not written[-1] and header[len(written) - 1] in ("", None):
            written.pop()
        if len(written) > _MOST_COLUMNS:
            raise UnreadableBody("too-many-columns")
        if not any(name in names for name in written):
            raise UnreadableBody("no-header")
        if any(name not in names for name in written):
            raise UnreadableBody("unknown-column")
        self._fields = [names[name] for name in written]
        if len(set(self._fields)) < len(self._fields):
            raise UnreadableBody("duplicate-column")

    def __len__(self) -> int:
        """How many columns there are."""
        return len(self._fields)

    def item(self, cells: Mapping[int, Cell]) -> Row | None:
        """The item in a row of cells by place; nothing for a row without any. An empty cell is absent."""
        filled = {place: cell for place, cell in cells.items() if cell != ""}
        if not filled:
            return None
        value: dict[str, object] = {}
        problems: list[FieldProblem] = []
        for place, cell in sorted(filled.items()):
            if place >= len(self._fields):
                problems.append(FieldProblem("", Odd.NO_COLUMN.value))
                continue
            name = self._fields[place]
            if isinstance(cell, Odd):
                problems.append(FieldProblem(f"/{name}", cell.value))
            else:
                value[name] = str(cell) if name == REFERENCE else cell
        return Row(value, tuple(problems))
