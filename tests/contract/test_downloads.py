"""Files and pictures of a release over HTTP: what they are called, what they are, and what else exists."""

import hashlib
import io
import re
import struct
import zipfile

import pytest
from tests.conftest import House

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}


def get(house: House, path: str, **headers: str):
    return house.site.get(path, headers=headers)


@pytest.mark.parametrize("table", ["theme", "all"])
@pytest.mark.parametrize("ending", ["csv", "json", "parquet", "xlsx"])
def test_a_file_has_its_type_a_plain_name_and_a_strong_tag(house, table, ending):
    answer = get(house, f"/explore/download/2026-Q3/{table}.{ending}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == TYPES[ending]
    name = f"feedback-2026-Q3-{table}.{ending}"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["etag"] == f'"{hashlib.sha256(answer.content).hexdigest()[:32]}"'
    assert "set-cookie" not in answer.headers
    again = get(
        house, f"/explore/download/2026-Q3/{table}.{ending}", **{"If-None-Match": answer.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")


def test_the_archive_opens(house):
    answer = get(house, "/explore/download/2026-Q2/all.zip?variant=excel-nl")
    assert answer.headers["content-type"] == TYPES["zip"]
    assert "feedback-2026-Q2-all-excel-nl.zip" in answer.headers["content-disposition"]
    assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None


def test_the_reader_chooses_the_variant_for_a_dutch_excel(house):
    plain = get(house, "/explore/download/2026-Q3/theme.csv").content
    dutch = get(house, "/explore/download/2026-Q3/theme.csv?variant=excel-nl").content
    assert plain.startswith(b"period,table,theme,")
    assert dutch.startswith(b"\xef\xbb\xbfperiod;table;theme;")


@pytest.mark.parametrize(
    "file",
    ["nothing.csv", "theme.ods", "theme.zip", "theme", ".csv", "theme.csv?variant=klingon", "..%2Fall.csv"],
)
def test_an_unknown_file_is_told_what_exists(house, file):
    answer = get(house, f"/explore/download/2026-Q3/{file}")
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert "klingon" not in answer.text
    if "%2F" not in file:
        assert '<a href="/explore/download/2026-Q3/theme.csv">' in answer.text


@pytest.mark.parametrize("period", ["2019-Q1", "2026-Q5", "newest"])
@pytest.mark.parametrize("path", ["download/{}/theme.csv", "chart/{}/themes.svg"])
def test_an_unknown_period_is_told_which_exist(house, path, period):
    answer = get(house, "/explore/" + path.format(period))
    assert answer.status_code == 404
    assert ">2026-Q2</a>" in answer.text
    assert ">2026-Q3</a>" in answer.text


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_chart_is_given_as_svg_and_as_png(house, language):
    svg = get(house, f"/explore/chart/2026-Q3/themes.svg?language={language}")
    assert svg.headers["content-type"].startswith("image/svg+xml")
    assert svg.text.startswith("<svg xmlns=")
    assert ("Wachttijd" in svg.text) == (language == "nl")
    png = get(house, f"/explore/chart/2026-Q3/themes.png?language={language}")
    assert png.headers["content-type"] == "image/png"
    assert png.content.startswith(b"\x89PNG\r\n\x1a\n")
    assert f"feedback-2026-Q3-themes-{language}.png" in png.headers["content-disposition"]
    assert png.content == get(house, f"/explore/chart/2026-Q3/themes.png?language={language}").content


def test_an_unknown_chart_is_told_what_exists(house):
    for file in ("nothing.svg", "themes.gif", "themes.svg?language=klingon"):
        answer = get(house, f"/explore/chart/2026-Q3/{file}")
        assert answer.status_code == 404
        assert '<a href="/explore/chart/2026-Q3/themes.svg">' in answer.text


def test_head_has_the_headers_and_no_body(house):
    answer = house.site.head("/explore/download/2026-Q3/theme.csv")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-disposition"].endswith('theme.csv"')


def test_a_picture_says_nothing_besides_itself(house):
    png = get(house, "/explore/chart/2026-Q3/themes.png").content
    place, parts = 8, []
    while place < len(png):
        size, name = struct.unpack(">I4s", png[place : place + 8])
        parts.append(name)
        place += size + 12
    assert set(parts) == {b"IHDR", b"IDAT", b"IEND"}
    svg = get(house, "/explore/chart/2026-Q3/themes.svg").text
    assert not re.search(r"<script|<!--|<metadata|href=|url\(|style=| on[a-z]+=", svg)
