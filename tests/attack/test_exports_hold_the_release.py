"""Each file of a release, read back by other programs, holds the release cell by cell and nothing more."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product
from math import ceil, floor
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import duckdb
import openpyxl
import pytest
from starlette.testclient import TestClient
from tests.attack.published import Number, Publication, Table

from feedback_api.publish.charts.catalogue import draw
from feedback_api.publish.charts.paper import Paper
from feedback_api.release.freeze import parse_release
from feedback_api.terms.codebook import SourceGroup

WORLDS = [(900, 11), (6_000, 12)]
"""Messages a quarter and seed; the larger one has tables that the smaller one is too thin for."""

NUMBERS = ("votes", "votes_low", "votes_high", "votes_sigma")
FIXED = {"period", "table", "status", *NUMBERS, "codebook_version", "digest", "disclosure"}

SVG = "{http://www.w3.org/2000/svg}"

Row = Mapping[str, Any]
Cells = dict[tuple[str, ...], Number | None]


@pytest.fixture(scope="session", name="release", params=WORLDS, ids=str)
def _release(request, attacked) -> Iterator[tuple[TestClient, Publication, str]]:
    """A site, its newest release as published, and the release's digest."""
    world = attacked(*request.param)
    with world.house.open() as site:
        newest = world.publications[-1]
        digest = site.get("/v1/releases").json()["items"][0]["digest"]
        yield site, newest, digest


def read_rows(rows: Iterable[Row], table: Table, digest: str) -> Cells:
    """The cells that rows hold; everything else in a row is checked to say nothing about anybody."""
    found: Cells = {}
    for row in rows:
        dimensions = {name for name in row if name not in FIXED and not name.endswith(("_nl", "_en"))}
        held = {name for name in dimensions if row[name] not in (None, "")}
        assert held == set(table.dimensions)
        assert set(row) == FIXED | {f"{name}{end}" for name in dimensions for end in ("", "_nl", "_en")}
        assert (row["table"], row["digest"]) == (table.name, digest)
        key = tuple(row[name] for name in table.dimensions)
        assert key not in found
        found[key] = _number(row)
    return found


def _number(row: Row) -> Number | None:
    values = [row[name] for name in NUMBERS]
    if row["status"] == "too_few":
        assert all(value in (None, "") for value in values)
        return None
    assert row["status"] in ("shown", "at_least")
    estimate, low, high, sigma = map(float, values)
    return Number(estimate, low, high, row["status"] == "at_least", sigma)


def read_csv(content: bytes, variant: str = "") -> list[Row]:
    dutch = variant == "excel-nl"
    text = content.decode("utf-8-sig" if dutch else "utf-8")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if dutch else ","))
    if dutch:
        for row in rows:
            assert not any("." in row[name] for name in NUMBERS)
            row.update({name: row[name].replace(",", ".") for name in NUMBERS})
    return rows


def read_sheet(content: bytes, name: str) -> list[Row]:
    header, *rows = openpyxl.load_workbook(io.BytesIO(content), read_only=True)[name].values
    found = [dict(zip(header, row, strict=True)) for row in rows]
    for row in found:
        row.update({name: _sixths(row[name]) for name in NUMBERS[:3]})
    return found


def _sixths(number: float | None) -> float | None:
    """A workbook keeps some 15 digits, as Excel does; votes are whole sixths, which those tell apart."""
    if number is None:
        return None
    assert abs(number * 6 - round(number * 6)) < 1e-9
    return round(number * 6) / 6


def read_parquet(content: bytes, folder: Path) -> list[Row]:
    path = folder / "read.parquet"
    path.write_bytes(content)
    result = duckdb.read_parquet(str(path))
    return [dict(zip(result.columns, row, strict=True)) for row in result.fetchall()]


def get(site: TestClient, publication: Publication, file: str) -> bytes:
    answer = site.get(f"/explore/download/{publication.label}/{file}")
    assert answer.status_code == 200, file
    return answer.content


@pytest.mark.parametrize("variant", ["rfc4180", "excel-nl"])
def test_csv_holds_each_table(release, variant):
    site, publication, digest = release
    for table in publication.tables:
        content = get(site, publication, f"{table.name}.csv?variant={variant}")
        assert read_rows(read_csv(content, variant), table, digest) == table.cells


def test_xlsx_holds_each_table(release):
    site, publication, digest = release
    for table in publication.tables:
        content = get(site, publication, f"{table.name}.xlsx")
        assert read_rows(read_sheet(content, "data"), table, digest) == table.cells


def test_parquet_holds_each_table(release, tmp_path):
    site, publication, digest = release
    for table in publication.tables:
        content = get(site, publication, f"{table.name}.parquet")
        assert read_rows(read_parquet(content, tmp_path), table, digest) == table.cells


def read_json_stat(dataset: Mapping[str, Any], table: Table) -> Cells:
    """The cells of a dataset, found by place as JSON-stat says: row by row, the last dimension fastest."""
    assert dataset["id"] == ["period", *table.dimensions, "measure"]
    ids = [dataset["dimension"][name]["category"]["index"] for name in dataset["id"]]
    assert ids[-1] == list(NUMBERS)
    by_place = dict(zip(product(*ids), enumerate(dataset["value"]), strict=True))
    found: Cells = {}
    for key in product(*ids[1:-1]):
        places = [by_place[(ids[0][0], *key, measure)] for measure in NUMBERS]
        words = {dataset["status"].get(str(place), "shown") for place, _ in places}
        assert len(words) == 1
        word = words.pop()
        if word != "not_published":
            found[key] = _number({"status": word} | dict(zip(NUMBERS, (v for _, v in places), strict=True)))
        else:
            assert all(value is None for _, value in places)
    return found


def test_json_stat_holds_each_table(release):
    site, publication, digest = release
    collection = json.loads(get(site, publication, "all.json"))
    datasets = {item["extension"]["table"]: item for item in collection["link"]["item"]}
    assert set(datasets) == {table.name for table in publication.tables}
    for table in publication.tables:
        alone = json.loads(get(site, publication, f"{table.name}.json"))
        assert alone == datasets[table.name]
        assert alone["extension"]["digest"] == digest
        assert read_json_stat(alone, table) == table.cells


def test_files_of_all_tables_hold_all_of_them_and_no_other(release, tmp_path):
    site, publication, digest = release
    long = {
        "csv": read_csv(get(site, publication, "all.csv")),
        "parquet": read_parquet(get(site, publication, "all.parquet"), tmp_path),
    }
    for rows in long.values():
        assert {row["table"] for row in rows} == {table.name for table in publication.tables}
        for table in publication.tables:
            mine = [row for row in rows if row["table"] == table.name]
            assert read_rows(mine, table, digest) == table.cells
    workbook = get(site, publication, "all.xlsx")
    names = openpyxl.load_workbook(io.BytesIO(workbook)).sheetnames
    assert names == [*(table.name for table in publication.tables), "codebook", "disclosure"]
    for table in publication.tables:
        assert read_rows(read_sheet(workbook, table.name), table, digest) == table.cells


def test_the_archive_holds_the_same_tables(release):
    site, publication, digest = release
    with zipfile.ZipFile(io.BytesIO(get(site, publication, "all.zip"))) as archive:
        for table in publication.tables:
            assert read_rows(read_csv(archive.read(f"{table.name}.csv")), table, digest) == table.cells
        extra = set(archive.namelist()) - {f"{table.name}.csv" for table in publication.tables}
    assert extra == {"codebook.csv", "disclosure-nl.txt", "disclosure-en.txt"}


def test_a_workbook_hides_nothing(release):
    site, publication, _ = release
    book = openpyxl.load_workbook(io.BytesIO(get(site, publication, "all.xlsx")))
    assert {sheet.sheet_state for sheet in book} == {"visible"}
    assert not book.defined_names
    for sheet in book:
        assert not any(
            part.hidden for part in (*sheet.row_dimensions.values(), *sheet.column_dimensions.values())
        )
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "inlineStr", "n"}
        assert not any(cell.comment or cell.hyperlink for row in sheet.iter_rows() for cell in row)


def every_file(site: TestClient, publication: Publication) -> dict[str, bytes]:
    endings = ("csv", "json", "parquet", "xlsx")
    names = [f"{table.name}.{ending}" for table in publication.tables for ending in endings]
    names += [f"all.{ending}" for ending in (*endings, "zip")]
    return {name: get(site, publication, name) for name in names}


def _parts(content: bytes) -> Iterator[tuple[str, bytes, Any]]:
    """What a file holds, archives opened, with the time that an archive gives it."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert not archive.comment
            for entry in archive.infolist():
                assert (entry.comment, entry.extra) == (b"", b"")
                yield entry.filename, archive.read(entry), entry.date_time
    else:
        yield "", content, None


def test_nothing_says_when_where_or_by_whom(release):
    site, publication, _ = release
    for file, content in every_file(site, publication).items():
        for part, inside, time in _parts(content):
            assert time in (None, (1980, 1, 1, 0, 0, 0)), (file, part)
            found = re.search(rb"20[0-9]{2}-[0-9]{2}-[0-9]{2}|[0-9]{2}:[0-9]{2}:[0-9]{2}", inside)
            assert found is None, (file, part, found)
            assert not re.search(rb"openpyxl|creator|lastModified|localhost|/home/|/tmp/", inside, re.I), (
                file,
                part,
            )


def test_another_process_that_opens_the_same_house_gives_the_same_bytes(attacked):
    world = attacked(*WORLDS[0])
    newest = world.publications[-1]
    with world.house.open() as first, world.house.open() as second:
        assert every_file(first, newest) == every_file(second, newest)


def test_the_readers_notice_a_number_that_the_release_does_not_hold(release):
    """The attack can fail: a changed number, a shown hidden cell and a further cell are each noticed."""
    site, publication, digest = release
    table = next(t for t in publication.tables if None in t.cells.values() and any(t.cells.values()))
    rows = read_csv(get(site, publication, f"{table.name}.csv"))
    shown = next(row for row in rows if row["status"] == "shown")
    hidden = next(row for row in rows if row["status"] == "too_few")
    numbers = dict.fromkeys(NUMBERS, "3.0")
    changes: list[Callable[[], list[Row]]] = [
        lambda: [row | {"votes": "3.5"} if row is shown else row for row in rows],
        lambda: [row | numbers | {"status": "shown"} if row is hidden else row for row in rows],
        lambda: [*rows, shown | {table.dimensions[0]: "invented"}],
        lambda: rows[1:],
    ]
    for change in changes:
        assert read_rows(change(), table, digest) != table.cells
    with pytest.raises(AssertionError):
        read_rows([hidden | {"votes": "3.0"}], table, digest)


CHART_LINE = re.compile(r"(≥ )?(-?[0-9]+) \((-?[0-9]+)–(-?[0-9]+)\)")


@pytest.mark.parametrize("group", [None, *SourceGroup])
def test_bars_draw_the_numbers_of_the_release(release, group):
    """Every shown cell is one line, and no other; rounding never makes an interval narrower."""
    site, publication, _ = release
    # The reader's words are the keys of the texts, so that only numbers are compared.
    paper = Paper(lambda key, **_: key).alone()
    asked = ("theme",) if group is None else ("theme", "source_group")
    table = next(t for t in publication.tables if t.dimensions == asked)
    mine = {key[0]: number for key, number in table.cells.items() if group in (None, *key)}
    frozen = parse_release(site.get(f"/v1/releases/{publication.label}").json())
    root = ElementTree.fromstring(draw(f"themes{f'-{group}' if group else ''}", frozen, [frozen], paper))
    drawn = {}
    for row in root.iter(f"{SVG}g"):
        if row.get("class") == "chart-row":
            said = ["".join(text.itertext()) for text in row.iter(f"{SVG}text")]
            # A long key is broken over lines, as a long name would be.
            drawn["".join(said[:-1]).removeprefix("theme.")] = CHART_LINE.fullmatch(said[-1]).groups()
    assert drawn == {theme: _rounded(number) for theme, number in mine.items() if number is not None}


def _rounded(number: Number) -> tuple[str | None, str, str, str]:
    ends = (str(floor(number.low)), str(ceil(number.high)))
    return ("≥ " if number.at_least else None, f"{number.estimate:.0f}", *ends)
