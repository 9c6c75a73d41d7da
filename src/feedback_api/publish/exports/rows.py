"""A release as plain rows, the same for every format: ids, labels, status, votes with their interval."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from feedback_api.publish.exports.disclosure import SHORT
from feedback_api.publish.exports.labels import LANGUAGES, Labels
from feedback_api.publish.query import available, measurement
from feedback_api.terms.codebook import Code, Codebook
from feedback_api.terms.errors import NotPublished
from feedback_api.terms.release import Cell, Release, Table

Value = str | float | int | None
"""What a field holds; None is nothing at all."""


class Status(StrEnum):
    """What a cell tells: its number, a number that leaves hidden cells out, or nothing."""

    SHOWN = "shown"
    AT_LEAST = "at_least"
    TOO_FEW = "too_few"


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    NUMBER = "number"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Column:
    """One column, its values in the order of the rows."""

    name: str
    kind: Kind
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file: its name and columns of one length."""

    name: str
    columns: tuple[Column, ...]

    @property
    def header(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(column.name for column in self.columns)

    def rows(self) -> Iterator[tuple[Value, ...]]:
        """The rows from top to bottom."""
        return zip(*(column.values for column in self.columns), strict=True)


def find_table(release: Release, name: str) -> Table:
    """A table of the release by its name.

    Raises:
        NotPublished: there is none of that name; names those that exist.
    """
    for table in release.tables:
        if table.name == name:
            return table
    raise NotPublished(available(release))


def table_sheet(release: Release, table: Table, codebook: Codebook) -> Sheet:
    """One table: a row for each cell that the release holds, hidden ones too."""
    return _sheet(release, [table], table.dimensions, codebook)


def long_sheet(release: Release, codebook: Codebook) -> Sheet:
    """All tables under each other: a dimension that a table does not have is empty in its rows."""
    dimensions = dict.fromkeys(name for table in release.tables for name in table.dimensions)
    return _sheet(release, release.tables, tuple(dimensions), codebook)


def codebook_sheet(codebook: Codebook) -> Sheet:
    """The closed lists: every id with its labels and what it means."""
    lists = {
        "theme": codebook.themes,
        "step": codebook.steps,
        "source_group": codebook.source_groups,
        "partner_type": codebook.partner_types,
        "rating": codebook.ratings,
    }
    entries = [(name, code) for name, codes in lists.items() for code in codes]
    columns = [_text("dimension", [name for name, _ in entries]), _text("id", [c.id for _, c in entries])]
    columns += [_text(f"label_{lang}", [_label(code, lang) for _, code in entries]) for lang in LANGUAGES]
    columns.append(_text("definition", [code.definition for _, code in entries]))
    return Sheet("codebook", tuple(columns))


def _label(code: Code, language: str) -> str:
    return code.label.get(language, code.id)


def _sheet(release: Release, tables: Sequence[Table], dimensions: Sequence[str], codebook: Codebook) -> Sheet:
    held = [(table, cell) for table in tables for cell in table.cells]
    size, labels = len(held), Labels(codebook)
    columns = [
        _text("period", [str(release.period)] * size),
        _text("table", [table.name for table, _ in held]),
    ]
    for dimension in dimensions:
        codes = [cell.key.get(dimension) for _, cell in held]
        columns.append(_text(dimension, codes))
        for lang in LANGUAGES:
            said = [None if code is None else labels.code(dimension, code, lang) for code in codes]
            columns.append(_text(f"{dimension}_{lang}", said))
    columns += _numbers(held)
    columns += [
        Column("codebook_version", Kind.WHOLE, (release.codebook_version,) * size),
        _text("digest", [release.digest] * size),
        _text("disclosure", [SHORT] * size),
    ]
    return Sheet(tables[0].name if len(tables) == 1 else "all", tuple(columns))


def _numbers(held: Sequence[tuple[Table, Cell]]) -> list[Column]:
    cells = [cell for _, cell in held]
    sigmas = [None if cell.estimate is None else measurement(cell, table).sigma for table, cell in held]
    return [
        _text("status", [status_of(cell) for cell in cells]),
        Column("votes", Kind.NUMBER, tuple(cell.estimate for cell in cells)),
        Column("votes_low", Kind.NUMBER, tuple(cell.low for cell in cells)),
        Column("votes_high", Kind.NUMBER, tuple(cell.high for cell in cells)),
        Column("votes_sigma", Kind.NUMBER, tuple(sigmas)),
    ]


def status_of(cell: Cell) -> str:
    """What a cell tells, as a word."""
    if cell.estimate is None:
        return Status.TOO_FEW.value
    return Status.AT_LEAST.value if cell.at_least else Status.SHOWN.value


def _text(name: str, values: Sequence[str | None]) -> Column:
    return Column(name, Kind.TEXT, tuple(values))
