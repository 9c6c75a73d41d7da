"""The parts of a ZIP archive, in memory, with a bound on everything that its sender chose.

Source: ISO/IEC 29500-2 (Open Packaging Conventions); PKWARE APPNOTE 4.4.4 (bit 0: encrypted).
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from feedback_api.terms.errors import UnreadableBody

MOST_MEMBERS = 200
MOST_UNPACKED = 64 * 1024 * 1024
"""Bytes, of all members together: 1,000 items of the longest answers take a quarter of it."""

MOST_RATIO = 200
"""Times that a member may grow: real sheets grow 5 to 20 times, a bomb up to 1,032."""

_SMALL = 1024 * 1024
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How an old ``.xls`` file starts, and any workbook with a password."""


class Archive:
    """Members of an archive by name; nothing is unpacked before somebody reads it."""

    def __init__(self, body: bytes | bytearray) -> None:
        """Open an archive.

        Raises:
            UnreadableBody: ``old-or-encrypted``, ``not-a-workbook`` or ``too-large-unpacked``.
        """
        if body.startswith(_OLD_OFFICE):
            raise UnreadableBody("old-or-encrypted")
        with _unreadable():
            # The end record tells how many members follow; a list of millions is never built.
            if _members_declared(body) > MOST_MEMBERS:
                raise UnreadableBody("too-large-unpacked")
            self._zip = zipfile.ZipFile(io.BytesIO(body))
        members = self._zip.infolist()
        self._left = MOST_UNPACKED
        if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
            raise UnreadableBody("too-large-unpacked")
        if any(member.flag_bits & 0x1 for member in members):
            raise UnreadableBody("old-or-encrypted")
        if any(_swells(member) for member in members):
            raise UnreadableBody("too-large-unpacked")
        self.names = frozenset(member.filename for member in members)

    @contextmanager
    def open(self, name: str, most: int = MOST_UNPACKED) -> Iterator["Bounded"]:
        """Give a member as a stream that stops with a problem where it becomes too large."""
        with _unreadable(), self._zip.open(name) as member:
            stream = Bounded(member, min(most, self._left))
            yield stream
            self._left -= stream.read_so_far


def _swells(member: zipfile.ZipInfo) -> bool:
    return member.file_size > _SMALL and member.file_size > MOST_RATIO * max(1, member.compress_size)


def _members_declared(body: bytes | bytearray) -> int:
    end = body.rfind(b"PK\x05\x06")
    return int.from_bytes(body[end + 10 : end + 12], "little") if end >= 0 else 0


class Bounded(io.RawIOBase):
    """Unpacked bytes up to a bound, whatever the archive declares about them."""

    def __init__(self, member: IO[bytes], most: int) -> None:
        self._member, self._most, self.read_so_far = member, most, 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Give the next bytes.

        Raises:
            UnreadableBody: ``too-large-unpacked`` beyond the bound.
        """
        wanted = 64 * 1024 if size is None or size < 0 else size
        found = self._member.read(min(wanted, self._most - self.read_so_far + 1))
        self.read_so_far += len(found)
        if self.read_so_far > self._most:
            raise UnreadableBody("too-large-unpacked")
        return found


# What zipfile and zlib raise for an archive that is none, is damaged or asks for what they do not do.
_FAULTS_OF_ARCHIVES = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
)


@contextmanager
def _unreadable() -> Iterator[None]:
    try:
        yield
    except _FAULTS_OF_ARCHIVES:
        # Libraries name the member and the reason; the member's name was chosen by the sender.
        raise UnreadableBody("not-a-workbook") from None
