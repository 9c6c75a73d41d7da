"""Register: the pass issuer's keys, fetched from its directory by a command, never while somebody waits."""

import sys
import time
from pathlib import Path

import httpx
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from feedback_api.privacy_pass.directory import MEDIA_TYPE, MOST_BYTES, digest_of, read_directory
from feedback_api.store.engine import reading, writing
from feedback_api.store.passes import add_pass_key, list_pass_keys
from feedback_api.terms.errors import PassKeyRefused, Unavailable
from feedback_api.terms.passes import PassKey
from feedback_api.terms.period import ReportingPeriod

_SECONDS = 3.0
_MOST_SECONDS = 10.0


def fetch_directory(address: str) -> bytes:
    """The directory that the issuer publishes now.

    Raises:
        Unavailable: when the issuer is out of reach, slow, or answers something else.
    """
    content, until = bytearray(), time.monotonic() + _MOST_SECONDS
    try:
        # No redirects: only the configured address is asked.
        with (
            httpx.Client(timeout=_SECONDS, follow_redirects=False) as web,
            web.stream("GET", address, headers={"Accept": MEDIA_TYPE}) as answer,
        ):
            answer.raise_for_status()
            for part in answer.iter_bytes():
                content += part
                if len(content) > MOST_BYTES or time.monotonic() > until:
                    raise ValueError("the answer is too long or too slow")
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as failure:
        sys.stderr.write(f"the directory could not be fetched ({type(failure).__name__})\n")
        raise Unavailable("the directory of the pass issuer could not be fetched") from None
    return bytes(content)


def read_directory_file(path: Path) -> bytes:
    """A directory that somebody brought as a file.

    Raises:
        PassKeyRefused: when it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError:
        raise PassKeyRefused("the directory's file cannot be read") from None


def register_pass_keys(database: Engine, directory: bytes, now: ReportingPeriod) -> list[PassKey]:
    """Keep the directory's keys of this quarter and later ones; those that were new.

    A key that is registered is never replaced: an issuer that shows another one for the same group and
    quarter is refused as a whole, and somebody should ask it why.

    Raises:
        PassKeyRefused: when the directory is not as it must be, or shows another key than was registered.
        Unavailable: when the database failed; nothing was registered.
    """
    shown = [key for key in read_directory(directory) if key.period >= now]
    try:
        with writing(database) as session:
            known = {(key.group, key.period): key for key in list_pass_keys(session)}
            new = [key for key in shown if (key.group, key.period) not in known]
            if any(known.get((key.group, key.period), key) != key for key in shown):
                raise PassKeyRefused(
                    "the directory shows another key for a group and quarter than the one registered here; "
                    "nothing was registered: ask the issuer why, for a second key could mark a person"
                )
            for key in new:
                add_pass_key(session, key)
    except IntegrityError:
        raise PassKeyRefused("a key was registered just now, or for other people; run this again") from None
    return new


def registered_pass_keys(database: Engine) -> list[PassKey]:
    """All keys that were registered, by quarter and group.

    Raises:
        Unavailable: when the database failed.
    """
    with reading(database) as session:
        return list_pass_keys(session)


def digests_by_quarter(keys: list[PassKey]) -> dict[ReportingPeriod, str]:
    """Digest of each quarter's keys, to compare with what issuer, members and releases say."""
    return {period: digest_of(keys, period) for period in sorted({key.period for key in keys})}
