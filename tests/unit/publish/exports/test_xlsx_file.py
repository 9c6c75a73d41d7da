import io
import zipfile
from dataclasses import replace

import openpyxl

from feedback_api.publish.exports.files import Wanted, write_file


def book_of(release, codebook, table="theme-by-group"):
    content = write_file(release, codebook, Wanted(table, "xlsx"))
    return openpyxl.load_workbook(io.BytesIO(content))


def test_sheets_header_and_formats(release, codebook):
    book = book_of(release, codebook)
    assert book.sheetnames == ["data", "codebook", "disclosure"]
    assert {sheet.sheet_state for sheet in book} == {"visible"}
    data = book["data"]
    assert (data.freeze_panes, data.auto_filter.ref) == ("A2", "A1:P5")
    header = [cell.value for cell in data[1]]
    votes = data.cell(2, header.index("votes") + 1)
    assert (votes.value, votes.number_format, votes.data_type) == (7.5, "0.0", "n")
    assert data.cell(3, header.index("votes") + 1).value is None


def test_one_sheet_for_each_table(release, codebook):
    names = book_of(release, codebook, "all").sheetnames
    assert names == ["theme-by-group", "theme", "group", "codebook", "disclosure"]


def test_no_formula_whatever_a_label_begins_with(release, with_formulas):
    book = book_of(release, with_formulas, "all")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert any(str(cell.value).startswith("'=") for cell in cells)
    assert {cell.data_type for cell in cells} == {"s", "n"}
    texts = [cell.value for cell in cells if cell.data_type == "s"]
    assert not [text for text in texts if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]


def test_nothing_says_when_or_by_whom(release, codebook):
    content = write_file(release, codebook, Wanted("theme", "xlsx"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        parts = [archive.read(name).decode().lower() for name in archive.namelist()]
    assert not any(word in part for part in parts for word in ("created", "modified", "creator", "openpyxl"))


def test_the_statement_is_in_two_languages(release, codebook):
    said = [row[0] for row in book_of(release, codebook)["disclosure"].values if row[0]]
    assert any("geen tellingen" in line for line in said)
    assert any(release.digest in line for line in said)


def test_a_label_that_reads_as_an_error_stays_text(release, codebook):
    themes = [replace(code, label={"nl": "#N/A", "en": "#REF!"}) for code in codebook.themes]
    data = book_of(release, replace(codebook, themes=themes))["data"]
    assert {(cell.value, cell.data_type) for cell in data["D"][1:]} == {("#N/A", "s")}
