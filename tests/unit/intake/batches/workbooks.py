"""Workbooks for tests: real ones from a spreadsheet library, and broken ones part by part."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

import openpyxl

SHEET = "xl/worksheets/sheet1.xml"


def workbook(rows: Iterable[Sequence[object]]) -> bytes:
    """A workbook with these rows on its only sheet."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def changed(book: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The workbook with parts added or replaced."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return file.getvalue()


def with_cells(book: bytes, cells: bytes) -> bytes:
    """The workbook with rows, as XML, at the end of its sheet."""
    with zipfile.ZipFile(io.BytesIO(book)) as old:
        sheet = old.read(SHEET)
    return changed(book, {SHEET: sheet.replace(b"</sheetData>", cells + b"</sheetData>")})
