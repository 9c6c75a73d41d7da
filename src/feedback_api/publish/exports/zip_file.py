"""Files in one archive whose bytes depend on the files alone: no time, no host, no user."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that the format can write; it says nothing."""

_PLAIN_FILE = 0o644 << 16


def zip_file(files: Mapping[str, bytes]) -> bytes:
    """An archive with these files in this order."""
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type, entry.external_attr, entry.create_system = ZIP_DEFLATED, _PLAIN_FILE, 3
            archive.writestr(entry, content)
    return written.getvalue()
