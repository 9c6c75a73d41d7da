"""Read: frozen releases as they were published; nothing is computed from records."""

import json
from dataclasses import replace
from functools import lru_cache

from sqlalchemy import Engine

from feedback_api.release.freeze import parse_release
from feedback_api.store import releases
from feedback_api.store.engine import reading
from feedback_api.terms.errors import NotReleased
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import Frozen, Release


def read_release(database: Engine, period: ReportingPeriod | None = None) -> Release:
    """The release of a period, or the newest one.

    Raises:
        NotReleased: when there is none.
    """
    return parse_frozen(read_frozen(database, period))


def read_document(database: Engine, period: ReportingPeriod | None = None) -> str:
    """The canonical document of a release, byte for byte as frozen.

    Raises:
        NotReleased: when there is none.
    """
    return read_frozen(database, period).document


def read_frozen(database: Engine, period: ReportingPeriod | None = None) -> Frozen:
    """A period's release as frozen, with its seal; the newest one without a period.

    Raises:
        NotReleased: when there is none.
    """
    with reading(database) as session:
        if period is not None:
            frozen = releases.find_release(session, period)
        else:
            frozen = next(iter(releases.list_releases(session, most=1)), None)
    if frozen is None:
        raise NotReleased("the period has no release")
    return frozen


def read_releases(database: Engine) -> list[Release]:
    """All releases, newest first."""
    with reading(database) as session:
        return [parse_frozen(frozen) for frozen in releases.list_releases(session)]


def parse_frozen(frozen: Frozen) -> Release:
    """A release as the answers need it, with its signature."""
    return replace(_parsed(frozen.document), signature=frozen.seal.signature if frozen.seal else None)


@lru_cache(maxsize=128)
def _parsed(document: str) -> Release:
    # A frozen document never changes, and reading a thousand cells takes longer than any answer from them.
    return parse_release(json.loads(document))


def public_keys(database: Engine) -> list[str]:
    """Keys that signed a release, the newest release's first."""
    with reading(database) as session:
        seals = [frozen.seal for frozen in releases.list_releases(session)]
    return list(dict.fromkeys(seal.public_key for seal in seals if seal is not None))
