"""Read: frozen releases as they were published; nothing is computed from records."""

import json

from sqlalchemy import Engine

from feedback_api.release.freeze import parse_release
from feedback_api.store import releases
from feedback_api.store.engine import reading
from feedback_api.terms.errors import NotReleased
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import Release


def read_release(database: Engine, period: ReportingPeriod | None = None) -> Release:
    """The release of a period, or the newest one.

    Raises:
        NotReleased: when there is none.
    """
    return parse_release(json.loads(read_document(database, period)))


def read_document(database: Engine, period: ReportingPeriod | None = None) -> str:
    """The canonical document of a release, byte for byte as frozen.

    Raises:
        NotReleased: when there is none.
    """
    with reading(database) as session:
        if period is not None:
            document = releases.find_release(session, period)
        else:
            document = next(iter(releases.list_releases(session)), None)
    if document is None:
        raise NotReleased("the period has no release")
    return document


def read_releases(database: Engine) -> list[Release]:
    """All releases, newest first."""
    with reading(database) as session:
        documents = releases.list_releases(session)
    return [parse_release(json.loads(document)) for document in documents]
