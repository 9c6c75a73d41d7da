"""Every file that a release can be taken along as, by the name of its table and its ending."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from feedback_api.publish.exports.csv_file import VARIANTS, csv_file
from feedback_api.publish.exports.disclosure import disclosure, facts
from feedback_api.publish.exports.json_stat import json_stat_release, json_stat_table
from feedback_api.publish.exports.parquet_file import parquet_file
from feedback_api.publish.exports.rows import Sheet, codebook_sheet, find_table, long_sheet, table_sheet
from feedback_api.publish.exports.xlsx_file import xlsx_file
from feedback_api.publish.exports.zip_file import zip_file
from feedback_api.publish.query import available
from feedback_api.terms.codebook import Codebook
from feedback_api.terms.release import Release

ALL = "all"
"""In place of a table: all of them."""

MEDIA_TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
"""By ending."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader takes along: a table or ``all``, an ending, and a variant where it is CSV."""

    table: str
    ending: str
    variant: str = next(iter(VARIANTS))

    def name(self, release: Release) -> str:
        """Plain file name: letters, digits, hyphens and one dot."""
        other = "" if self.variant == next(iter(VARIANTS)) else f"-{self.variant}"
        return f"feedback-{release.period}-{self.table}{other}.{self.ending}"


def write_file(release: Release, codebook: Codebook, wanted: Wanted) -> bytes:
    """The file; the same release gives the same bytes, always.

    Raises:
        NotPublished: the release has no such table; names those that exist.
        KeyError: no file has that ending or variant, or not of one table.
    """
    if wanted.table == ALL:
        return _OF_ALL[wanted.ending](release, codebook, wanted.variant)
    return _OF_ONE[wanted.ending](release, codebook, wanted)


def file_names(release: Release) -> list[str]:
    """Names of all files of a release, as the address of a download ends."""
    one = [f"{table}.{ending}" for table in available(release) for ending in sorted(_OF_ONE)]
    return one + [f"{ALL}.{ending}" for ending in sorted(_OF_ALL)]


def _csv(release: Release, codebook: Codebook, wanted: Wanted) -> bytes:
    return csv_file(_one(release, codebook, wanted), wanted.variant)


def _xlsx(release: Release, codebook: Codebook, wanted: Wanted) -> bytes:
    data = Sheet("data", _one(release, codebook, wanted).columns)
    return xlsx_file([data, codebook_sheet(codebook)], _statement(release))


def _parquet(release: Release, codebook: Codebook, wanted: Wanted) -> bytes:
    return parquet_file(_one(release, codebook, wanted), facts(release))


def _json(release: Release, codebook: Codebook, wanted: Wanted) -> bytes:
    return json_stat_table(release, find_table(release, wanted.table), codebook)


def _one(release: Release, codebook: Codebook, wanted: Wanted) -> Sheet:
    return table_sheet(release, find_table(release, wanted.table), codebook)


def _all_xlsx(release: Release, codebook: Codebook, _: str) -> bytes:
    sheets = [table_sheet(release, table, codebook) for table in release.tables]
    return xlsx_file([*sheets, codebook_sheet(codebook)], _statement(release))


def _all_zip(release: Release, codebook: Codebook, variant: str) -> bytes:
    sheets = [table_sheet(release, table, codebook) for table in release.tables]
    files = {f"{sheet.name}.csv": csv_file(sheet, variant) for sheet in [*sheets, codebook_sheet(codebook)]}
    said = {
        f"disclosure-{lang}.txt": ("\r\n".join(disclosure(release, lang)) + "\r\n").encode("utf-8-sig")
        for lang in ("nl", "en")
    }
    return zip_file(files | said)


def _statement(release: Release) -> list[str]:
    return [*disclosure(release, "nl"), "", *disclosure(release, "en")]


_OF_ONE: Mapping[str, Callable[[Release, Codebook, Wanted], bytes]] = {
    "csv": _csv,
    "json": _json,
    "parquet": _parquet,
    "xlsx": _xlsx,
}
_OF_ALL: Mapping[str, Callable[[Release, Codebook, str], bytes]] = {
    "csv": lambda release, codebook, variant: csv_file(long_sheet(release, codebook), variant),
    "json": lambda release, codebook, _: json_stat_release(release, codebook),
    "parquet": lambda release, codebook, _: parquet_file(long_sheet(release, codebook), facts(release)),
    "xlsx": _all_xlsx,
    "zip": _all_zip,
}
