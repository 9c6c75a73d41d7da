import csv
import io

import pytest

from feedback_api.publish.exports.csv_file import VARIANTS
from feedback_api.publish.exports.files import Wanted, write_file


def read(content, variant):
    text = content.decode("utf-8-sig" if variant == "excel-nl" else "utf-8")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=VARIANTS[variant].separator))


def test_the_plain_variant_is_rfc_4180(release, codebook):
    content = write_file(release, codebook, Wanted("theme-by-group", "csv"))
    assert not content.startswith(b"\xef\xbb\xbf")
    assert content.startswith(b"period,table,theme,theme_nl,theme_en,source_group,")
    assert content.count(b"\r\n") == content.count(b"\n") == 5
    row = read(content, "rfc4180")[0]
    assert (row["theme"], row["theme_nl"]) == ("waiting_time", "Wachttijd en onzekerheid")
    assert (row["votes"], row["votes_sigma"], row["status"]) == ("7.5", "1.5", "shown")


def test_the_dutch_variant_opens_right_in_excel(release, codebook):
    content = write_file(release, codebook, Wanted("theme-by-group", "csv", "excel-nl"))
    assert content.startswith(b"\xef\xbb\xbfperiod;table;")
    row = read(content, "excel-nl")[0]
    assert (row["votes"], row["votes_low"]) == ("7,5", repr(37 / 6).replace(".", ","))


def test_hidden_numbers_are_empty_and_say_too_few(release, codebook):
    rows = read(write_file(release, codebook, Wanted("theme-by-group", "csv")), "rfc4180")
    assert [row["status"] for row in rows] == ["shown", "too_few", "at_least", "shown"]
    assert {rows[1][name] for name in ("votes", "votes_low", "votes_high", "votes_sigma")} == {""}
    assert rows[2]["votes_sigma"] == "2.25"


def test_every_row_says_where_it_comes_from_and_what_it_is(release, codebook):
    for row in read(write_file(release, codebook, Wanted("all", "csv")), "rfc4180"):
        assert (row["period"], row["codebook_version"], row["digest"]) == ("2026-Q3", "1", release.digest)
        assert "not counts" in row["disclosure"]


def test_one_id_in_two_lists_gets_the_label_of_its_own(release, codebook):
    rows = read(write_file(release, codebook, Wanted("theme-by-group", "csv")), "rfc4180")
    assert rows[2]["theme_en"] == "Interpreting and language"


@pytest.mark.parametrize("variant", list(VARIANTS))
@pytest.mark.parametrize("table", ["theme-by-group", "all"])
def test_no_text_begins_as_a_formula(release, with_formulas, table, variant):
    rows = read(write_file(release, with_formulas, Wanted(table, "csv", variant)), variant)
    texts = {value for row in rows for name, value in row.items() if not name.startswith("votes")}
    assert any(text.startswith("'=") for text in texts)
    assert not [text for text in texts if text[:1] in ("=", "+", "-", "@", "\t", "\r", "\n") and text]


def test_a_negative_estimate_stays_a_number(release, codebook):
    rows = read(write_file(release, codebook, Wanted("theme-by-group", "csv")), "rfc4180")
    assert float(rows[3]["votes"]) == -1 / 3
