"""Rows of a file that a partner has, in memory: XLSX, CSV, NDJSON or JSON."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from feedback_api.client.commands.rows import COLUMNS, FORMULA, Row, row_of, unusable_row

MOST_BYTES = 64 << 20
_MOST_UNPACKED = 256 << 20
_DELIMITERS = ",;\t"


class FileFault(Exception):
    """A file that cannot be used as a whole, with what to do; never anything of its content."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file's digest and its rows."""

    digest: str
    rows: list[Row]


def read_file(path: Path) -> Sheet:
    """Read a file whole, once, so that digest and rows are of the same bytes.

    Raises:
        FileFault: when nothing of it can be used.
    """
    read = _READERS.get(path.suffix.lower())
    if read is None:
        raise FileFault("send a file that ends in .xlsx, .csv, .ndjson or .json")
    try:
        if path.stat().st_size > MOST_BYTES:
            raise FileFault("the file is larger than 64 MB: split it")
        content = path.read_bytes()
    except OSError:
        raise FileFault("the file cannot be read") from None
    rows = list(read(content))
    if not rows:
        raise FileFault("the file holds no rows")
    return Sheet("sha256:" + hashlib.sha256(content).hexdigest(), rows)


def _csv(content: bytes) -> Iterator[Row]:
    text = _text(content, "save it as 'CSV UTF-8'")
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from _table(lines)
    except csv.Error:
        pass
    else:
        return
    raise FileFault("the CSV cannot be read after a certain row: is every quotation mark closed?")


def _xlsx(content: bytes) -> Iterator[Row]:
    # Only who sends a workbook waits for the library that reads them.
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
        if unpacked > _MOST_UNPACKED:
            raise FileFault("the workbook unpacks to more than 256 MB: split it")
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        cells = [[_cell(cell) for cell in line] for line in book.worksheets[0].iter_rows()]
    except FileFault:
        raise
    except Exception:
        cells = None
    if cells is None:
        raise FileFault("the workbook cannot be read: save it again as .xlsx, without a password")
    yield from _table(cells)


def _cell(cell: Any) -> str:
    if cell.value is None:
        return ""
    return FORMULA if cell.data_type == "f" else str(cell.value)


def _table(lines: Iterable[list[str]]) -> Iterator[Row]:
    """Rows below a first row of names; the number is the one that a spreadsheet shows."""
    names: list[str] | None = None
    for number, line in enumerate(lines, start=1):
        if names is None:
            names = _names(line)
        elif any(cell.strip() for cell in line):
            if any(cell.strip() for cell in line[len(names) :]):
                yield unusable_row(number, "too-many-cells")
            else:
                yield row_of(
                    number, {name: cell for name, cell in zip(names, line, strict=False) if cell.strip()}
                )


def _names(line: list[str]) -> list[str]:
    known = {name.lower(): name for name in COLUMNS}
    cells = [cell.strip() for cell in line]
    while cells and not cells[-1]:
        cells.pop()
    for place, cell in enumerate(cells, start=1):
        if cell.lower() not in known:
            raise FileFault(f"column {place} has no name that we know; known are: {', '.join(COLUMNS)}")
    if len({cell.lower() for cell in cells}) < len(cells):
        raise FileFault("two columns have the same name")
    return [known[cell.lower()] for cell in cells]


def _ndjson(content: bytes) -> Iterator[Row]:
    for number, line in enumerate(_text(content, "save it as UTF-8").split("\n"), start=1):
        if line.strip():
            try:
                yield _json_row(number, json.loads(line))
            except (ValueError, RecursionError):
                yield unusable_row(number, "not-json")


def _json(content: bytes) -> Iterator[Row]:
    try:
        document = json.loads(_text(content, "save it as UTF-8"))
    except (ValueError, RecursionError):
        document = None
    items = document.get("items") if isinstance(document, dict) else document
    if not isinstance(items, list):
        raise FileFault('the file is no JSON list of items, nor an object {"items": […]}')
    for number, item in enumerate(items, start=1):
        yield _json_row(number, item)


def _json_row(number: int, item: Any) -> Row:
    if not isinstance(item, Mapping):
        return unusable_row(number, "not-json")
    if not set(item) <= set(COLUMNS):
        return unusable_row(number, "unknown-field")
    given = {name: value for name, value in item.items() if value is not None}
    wrong = [name for name, value in given.items() if not isinstance(value, str)]
    return unusable_row(number, "wrong-type", wrong[0]) if wrong else row_of(number, given)


def _text(content: bytes, advice: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    raise FileFault(f"the file is not UTF-8: {advice}")


_READERS = {".csv": _csv, ".xlsx": _xlsx, ".ndjson": _ndjson, ".jsonl": _ndjson, ".json": _json}
