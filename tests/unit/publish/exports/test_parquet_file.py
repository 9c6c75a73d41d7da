import json

import duckdb

from feedback_api.publish.exports.files import Wanted, write_file


def test_types_numbers_and_metadata(release, codebook, tmp_path):
    path = tmp_path / "table.parquet"
    path.write_bytes(write_file(release, codebook, Wanted("theme-by-group", "parquet")))
    rows = duckdb.read_parquet(str(path))
    kinds = dict(zip(rows.columns, map(str, rows.types), strict=True))
    assert (kinds["theme"], kinds["votes"], kinds["codebook_version"]) == ("VARCHAR", "DOUBLE", "INTEGER")
    assert rows.project("votes, status").fetchall() == [
        (7.5, "shown"),
        (None, "too_few"),
        (40.0, "at_least"),
        (-1 / 3, "shown"),
    ]
    found = duckdb.execute("SELECT key, value FROM parquet_kv_metadata(?)", [str(path)]).fetchall()
    assert [key for key, _ in found] == [b"feedback_api"]
    metadata = json.loads(found[0][1])
    assert metadata["digest"] == release.digest
    assert "not counts" in metadata["disclosure_en"]


def test_all_tables_under_each_other(release, codebook, tmp_path):
    path = tmp_path / "all.parquet"
    path.write_bytes(write_file(release, codebook, Wanted("all", "parquet")))
    rows = duckdb.read_parquet(str(path)).project('"table", theme, source_group').fetchall()
    assert len(rows) == 6
    assert rows[4:] == [("theme", "safety", None), ("group", None, "sounding_board")]
