"""A batch as the first sheet of a workbook (XLSX), read as a stream: text only, nothing evaluated.

Source: ISO/IEC 29500-1, sections 18.3 (sheets) and 18.4 (shared strings).
"""

import posixpath
from collections.abc import Iterable

from feedback_api.intake.batches.archive import Archive
from feedback_api.intake.batches.row import Row
from feedback_api.intake.batches.sheet import Sheet
from feedback_api.intake.batches.xml_parts import Relations, SheetNames, Strings, read_part
from feedback_api.terms.errors import UnreadableBody

_BOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_MOST_STRINGS_BYTES = 24 * 1024 * 1024
_SMALL_PART = 1024 * 1024


def read_workbook(body: bytes | bytearray, known: Iterable[str]) -> list[Row]:
    """The items of a workbook's first sheet, one a row below the header.

    Raises:
        UnreadableBody: ``old-or-encrypted``, ``not-a-workbook``, ``macros``, ``external-links``,
            ``too-large-unpacked``, a problem of the header, or ``too-many-items``.
    """
    archive = Archive(body)
    _refuse_active_parts(archive.names)
    path, strings_path = _paths(archive)
    strings: list[str] = []
    if strings_path in archive.names:
        with archive.open(strings_path, _MOST_STRINGS_BYTES) as part:
            strings = read_part(part, Strings()).found
    with archive.open(path) as part:
        return read_part(part, Sheet(strings, known)).found


def _refuse_active_parts(names: Iterable[str]) -> None:
    lowered = [name.casefold() for name in names]
    if any("vbaproject" in name or "macrosheets/" in name or "activex/" in name for name in lowered):
        raise UnreadableBody("macros")
    if any(
        place in name for name in lowered for place in ("externallinks/", "connections.xml", "embeddings/")
    ):
        raise UnreadableBody("external-links")


def _paths(archive: Archive) -> tuple[str, str]:
    """Names of the first sheet's part and of the strings' part."""
    if not {_BOOK, _RELATIONS} <= archive.names:
        raise UnreadableBody("not-a-workbook")
    with archive.open(_BOOK, _SMALL_PART) as part:
        sheets = read_part(part, SheetNames()).found
    with archive.open(_RELATIONS, _SMALL_PART) as part:
        relations = read_part(part, Relations())
    if relations.external:
        raise UnreadableBody("external-links")
    target = relations.found.get(sheets[0]) if sheets else None
    if target is None:
        raise UnreadableBody("not-a-workbook")
    return _inside(target), _inside(relations.strings or "sharedStrings.xml")


def _inside(target: str) -> str:
    return posixpath.normpath(posixpath.join("xl", target)) if not target.startswith("/") else target[1:]
