"""Rows as CSV: one variant for programs, one that opens right in a Dutch Excel."""

import csv
from dataclasses import dataclass
from io import StringIO

from feedback_api.publish.exports.harmless import harmless
from feedback_api.publish.exports.rows import Sheet, Value


@dataclass(frozen=True, slots=True)
class Variant:
    """How one variant separates fields, writes decimals and starts."""

    separator: str
    decimal: str
    start: str


VARIANTS = {
    # RFC 4180, section 2; without a byte order mark, which parsers take for part of the first name.
    "rfc4180": Variant(",", ".", ""),
    # A Dutch Excel splits at the list separator of its region and reads UTF-8 only behind a mark.
    "excel-nl": Variant(";", ",", "\ufeff"),
}
"""By name; the first is given to who does not choose."""


def csv_file(sheet: Sheet, variant: str = "rfc4180") -> bytes:
    """UTF-8, a header, then a row for each cell; a hidden cell's numbers are empty."""
    chosen, written = VARIANTS[variant], StringIO()
    written.write(chosen.start)
    writer = csv.writer(written, delimiter=chosen.separator, lineterminator="\r\n")
    writer.writerow(sheet.header)
    writer.writerows([_written(value, chosen) for value in row] for row in sheet.rows())
    return written.getvalue().encode()


def _written(value: Value, variant: Variant) -> str:
    if value is None:
        return ""
    # The shortest digits that read back the same, so that a file holds the release exactly.
    return harmless(value) if isinstance(value, str) else repr(value).replace(".", variant.decimal)
