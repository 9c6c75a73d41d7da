"""Workbooks: the first sheet's text, and none of what else a workbook can do."""

import datetime
import io
import resource
import time
import tracemalloc
import zipfile

import pytest
from tests.unit.intake.batches.workbooks import SHEET, changed, with_cells, workbook

from feedback_api.intake.batches import archive
from feedback_api.intake.batches.read import WORKBOOK, read_batch
from feedback_api.terms.errors import UnreadableBody

COLUMNS = ("good", "improve", "step", "clientRef")
ROWS = [["improve", "step", "clientRef"], ["The desk was closed", "arrival", "r1"]]
ITEM = {"improve": "The desk was closed", "step": "arrival", "clientRef": "r1"}
MEBIBYTE = 1024 * 1024


def problems(rows):
    return [[(p.pointer, p.code) for p in row.problems] for row in rows]


def test_a_workbook_as_a_library_writes_it(read):
    empty = ["", None, None]
    assert read(workbook([*ROWS, empty, ['Te laat; "erg"\nnog een regel', "waiting", 17]]), WORKBOOK) == [
        ITEM,
        {"improve": 'Te laat; "erg"\nnog een regel', "step": "waiting", "clientRef": "17"},
    ]


def test_text_within_cells_and_characters_that_xml_cannot_hold(read):
    text = b"<is><r><t>slow _x0041_</t></r><rPh><t>no</t></rPh></is>"
    cells = b'<row r="9"><c r="A9" t="inlineStr">' + text + b"</c></row>"
    assert read(with_cells(workbook(ROWS), cells), WORKBOOK)[1] == {"improve": "slow A"}


def test_prefixes_of_element_names_do_not_matter(read):
    with zipfile.ZipFile(io.BytesIO(workbook(ROWS))) as book:
        sheet = book.read(SHEET).replace(b"<", b"<x:").replace(b"<x:/", b"</x:")
    sheet = sheet.replace(b'xmlns="', b'xmlns:x="').replace(b"<x:?", b"<?")
    assert read(changed(workbook(ROWS), {SHEET: sheet}), WORKBOOK) == [ITEM]


def test_cells_that_are_no_text_spoil_their_item_alone():
    day = datetime.datetime(2026, 3, 1)
    rows = [*ROWS, ["=1+1", "arrival", "a"], [day, "arrival", "b"], [True, "arrival", 1.5], ["x", 7, "c"]]
    _, formula, date, flag, number = read_batch(workbook(rows), WORKBOOK, COLUMNS)
    assert problems([formula, date, flag]) == [
        [("/improve", "formula")],
        [],
        [("/improve", "wrong-type"), ("/clientRef", "wrong-type")],
    ]
    assert not isinstance(date.value["improve"], str)  # its door refuses a number as text
    assert number.value["step"] == 7


def test_a_cell_at_the_very_end_of_the_sheet_is_seen_and_costs_nothing():
    cell = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>here</t></is></c></row>'
    started = time.process_time()
    _, far = read_batch(with_cells(workbook(ROWS), cell), WORKBOOK, COLUMNS)
    assert problems([far]) == [[("", "no-column")]]
    assert time.process_time() - started < 1


def peak(body):
    tracemalloc.start()
    try:
        rows = read_batch(body, WORKBOOK, COLUMNS)
        return len(rows), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_million_empty_rows_and_columns_take_no_memory():
    rows = b"".join(b'<row r="%d" spans="1:3"/>' % number for number in range(3, 300_003))
    assert peak(with_cells(workbook(ROWS), rows))[1] < 3 * MEBIBYTE
    cells = b'<row r="3">' + b"".join(b'<c s="%d"/>' % n for n in range(300_000)) + b"</row>"
    assert peak(with_cells(workbook(ROWS), cells))[1] < 3 * MEBIBYTE


def test_a_thousand_items_fit_and_one_more_does_not(read, refused):
    assert len(read(workbook([ROWS[0], *[ROWS[1]] * 1000]), WORKBOOK)) == 1000
    assert refused(workbook([ROWS[0], *[ROWS[1]] * 1001]), WORKBOOK) == "too-many-items"


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([], "no-items"),
        ([["improve", "step"]], "no-items"),
        ([["The desk was closed", "arrival"]], "no-header"),
        ([["improve", "respondent"], ["a", "b"]], "unknown-column"),
        ([["improve", "IMPROVE "], ["a", "b"]], "duplicate-column"),
        ([["improve", 7], ["a", "b"]], "unknown-column"),
        ([["improve", *["step"] * 60], ["a", "b"]], "too-many-columns"),
    ],
)
def test_headers_that_cannot_be_used(refused, rows, code):
    assert refused(workbook(rows), WORKBOOK) == code


RELATIONS = "xl/_rels/workbook.xml.rels"


def external() -> bytes:
    with zipfile.ZipFile(io.BytesIO(workbook(ROWS))) as book:
        relations = book.read(RELATIONS)
    link = (
        b'<Relationship Id="e" Type="x" TargetMode="External" Target="https://example.org/"/></Relationships>'
    )
    return changed(workbook(ROWS), {RELATIONS: relations.replace(b"</Relationships>", link)})


def entities(declared: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(workbook(ROWS))) as book:
        sheet = book.read(SHEET)
    row = b'<row r="3"><c r="A3" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData>'
    return changed(workbook(ROWS), {SHEET: declared + sheet.replace(b"</sheetData>", row)})


def encrypted() -> bytes:
    body = bytearray(workbook(ROWS))
    for mark, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = body.find(mark)
        while place >= 0:
            body[place + flag] |= 1
            place = body.find(mark, place + 1)
    return bytes(body)


def lying(body: bytes) -> bytes:
    """The same archive, whose directory says that every member unpacks to one kilobyte."""
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        sizes = {member.file_size for member in book.infolist() if member.file_size > MEBIBYTE}
    for size in sizes:
        body = body.replace(size.to_bytes(4, "little"), (1024).to_bytes(4, "little"))
    return body


BOMB = changed(workbook(ROWS), {SHEET: b" " * (70 * MEBIBYTE)})
STRINGS = "xl/sharedStrings.xml"
MANY = b"".join(b"<si><t>slow %d</t></si>" % number for number in range(200_000))
LONG = changed(workbook(ROWS), {STRINGS: b"<sst>" + MANY + b"</sst>"})


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "not-a-workbook"),
        (b"PK\x05\x06" + b"\x00" * 18, "not-a-workbook"),
        (b"improve;step\nslow;arrival\n", "not-a-workbook"),
        (workbook(ROWS)[:-40], "not-a-workbook"),
        (workbook(ROWS)[:2000], "not-a-workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512, "old-or-encrypted"),
        (encrypted(), "old-or-encrypted"),
        (changed(workbook(ROWS), {"xl/vbaProject.bin": b"x"}), "macros"),
        (changed(workbook(ROWS), {"XL/VbaProject.bin": b"x"}), "macros"),
        (changed(workbook(ROWS), {"xl/macrosheets/sheet1.xml": b"x"}), "macros"),
        (changed(workbook(ROWS), {"xl/externalLinks/externalLink1.xml": b"x"}), "external-links"),
        (changed(workbook(ROWS), {"xl/connections.xml": b"x"}), "external-links"),
        (external(), "external-links"),
        (changed(workbook(ROWS), {f"x{number}": b"" for number in range(300)}), "too-large-unpacked"),
        (BOMB, "too-large-unpacked"),
        (changed(workbook(ROWS), {SHEET: b" " * (2 * MEBIBYTE)}), "too-large-unpacked"),
        (lying(BOMB), "not-a-workbook"),
        (changed(workbook(ROWS), {RELATIONS: b""}), "not-a-workbook"),
        (changed(workbook(ROWS), {SHEET: b"<worksheet><sheetData>"}), "not-a-workbook"),
        (entities(b'<!DOCTYPE a [<!ENTITY b "boom">]>'), "not-a-workbook"),
        (entities(b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>'), "not-a-workbook"),
        (entities(b'<!DOCTYPE a SYSTEM "https://example.org/a.dtd">'), "not-a-workbook"),
        (with_cells(workbook(ROWS), b'<row><c r="XFD9999999999"><v>1</v></c></row>'), "not-a-workbook"),
        (with_cells(workbook(ROWS), b'<row><c t="s"><v>99999</v></c></row>'), "not-a-workbook"),
        (with_cells(workbook(ROWS), b'<row><c t="s"><v>-1</v></c></row>'), "not-a-workbook"),
    ],
)
def test_workbooks_that_are_refused(refused, body, code):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    assert refused(body, WORKBOOK) == code
    assert time.process_time() - started < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024


def test_shared_strings_are_found_and_bounded(read):
    cells = b'<row r="3"><c r="A3" t="s"><v>199999</v></c><c r="B3" t="s"><v>0</v></c></row>'
    body = with_cells(LONG, cells)
    tracemalloc.start()
    assert read(body, WORKBOOK)[1] == {"improve": "slow 199999", "step": "slow 0"}
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 60 * MEBIBYTE


def test_unpacked_bytes_are_bounded_as_declared_and_as_they_come(refused, monkeypatch):
    monkeypatch.setattr(archive, "MOST_UNPACKED", 4096)
    assert refused(workbook(ROWS), WORKBOOK) == "too-large-unpacked"
    stream = archive.Bounded(io.BytesIO(b"x" * 5000), 4096)
    assert len(stream.read(4000)) == 4000
    with pytest.raises(UnreadableBody, match="too-large-unpacked"):
        stream.read(1000)
