"""Rows as a workbook: a sheet for each table, the codebook and the disclosure statement; no formulas."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from feedback_api.publish.exports.harmless import harmless
from feedback_api.publish.exports.rows import Column, Kind, Sheet, Value
from feedback_api.publish.exports.zip_file import zip_file

_FORMATS = {Kind.NUMBER: "0.0", Kind.WHOLE: "0", Kind.TEXT: "General"}
_LONGEST_NAME = 31
"""Characters of a sheet's name in Excel."""

_WIDEST, _NARROWEST = 46, 9
_TEXT_WIDTH = 110

_XML = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PLAIN_PARTS = {
    # The library writes its name, its version and the time into these; ours say that they exist.
    "docProps/core.xml": _XML
    + b"<cp:coreProperties xmlns:cp="
    + b'"http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "docProps/app.xml": _XML
    + b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
}


def xlsx_file(sheets: Sequence[Sheet], statement: Iterable[str]) -> bytes:
    """A workbook with these sheets and, last, the statement line by line."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        _add(book, sheet)
    page = book.create_sheet("disclosure")
    page.column_dimensions["A"].width = _TEXT_WIDTH
    for line in statement:
        cell = _cell(page, line, Kind.TEXT)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        page.append([cell])
    written = BytesIO()
    book.save(written)
    return _without_times(written)


def _add(book: Workbook, sheet: Sheet) -> None:
    page = book.create_sheet(sheet.name[:_LONGEST_NAME])
    # Write-only sheets take these before their first row.
    page.freeze_panes = "A2"
    for number, column in enumerate(sheet.columns, 1):
        page.column_dimensions[get_column_letter(number)].width = _width(column)
    header = [_cell(page, name, Kind.TEXT) for name in sheet.header]
    for cell in header:
        cell.font = Font(bold=True)
    page.append(header)
    kinds = [column.kind for column in sheet.columns]
    for row in sheet.rows():
        page.append([_cell(page, value, kind) for value, kind in zip(row, kinds, strict=True)])
    size = len(sheet.columns[0].values) + 1
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{size}"


def _cell(page: object, value: Value, kind: Kind) -> WriteOnlyCell:
    cell = WriteOnlyCell(page, harmless(value) if isinstance(value, str) else value)
    if isinstance(value, str):
        # Whatever it begins with, it is text and never a formula.
        cell.data_type = "s"
    cell.number_format = _FORMATS[kind]
    return cell


def _width(column: Column) -> int:
    longest = max((len(value) for value in column.values if isinstance(value, str)), default=0)
    return min(max(longest + 2, len(column.name) + 3, _NARROWEST), _WIDEST)


def _without_times(written: BytesIO) -> bytes:
    with ZipFile(written) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return zip_file(files | _PLAIN_PARTS)
