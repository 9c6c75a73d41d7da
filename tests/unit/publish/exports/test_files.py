import io
import zipfile

import pytest

from feedback_api.publish.exports.files import Wanted, file_names, write_file
from feedback_api.terms.errors import NotPublished


def wanted(name):
    table, _, ending = name.rpartition(".")
    return Wanted(table, ending)


def test_every_named_file_can_be_written_and_is_the_same_twice(release, codebook):
    names = file_names(release)
    assert len(names) == 3 * 4 + 5
    for name in names:
        content = write_file(release, codebook, wanted(name))
        assert content == write_file(release, codebook, wanted(name))


def test_an_unknown_table_names_those_that_exist(release, codebook):
    with pytest.raises(NotPublished) as refused:
        write_file(release, codebook, Wanted("theme-by-step", "csv"))
    assert refused.value.available == ("theme-by-group", "theme", "group")


@pytest.mark.parametrize("name", ["theme.zip", "theme.ods", "all.ods"])
def test_an_unknown_ending_is_refused(release, codebook, name):
    with pytest.raises(KeyError):
        write_file(release, codebook, wanted(name))


def test_the_archive_has_every_table_the_codebook_and_the_statement(release, codebook):
    with zipfile.ZipFile(
        io.BytesIO(write_file(release, codebook, Wanted("all", "zip", "excel-nl")))
    ) as archive:
        assert archive.namelist() == [
            "theme-by-group.csv",
            "theme.csv",
            "group.csv",
            "codebook.csv",
            "disclosure-nl.txt",
            "disclosure-en.txt",
        ]
        assert archive.read("codebook.csv").startswith(b"\xef\xbb\xbfdimension;id;label_nl;")
        assert release.digest in archive.read("disclosure-nl.txt").decode("utf-8-sig")


def test_a_file_name_is_plain(release):
    assert Wanted("theme", "csv").name(release) == "feedback-2026-Q3-theme.csv"
    assert Wanted("all", "csv", "excel-nl").name(release) == "feedback-2026-Q3-all-excel-nl.csv"
