"""Keep the codebook: what it says under one version never changes, and a new version waits a quarter."""

from datetime import date

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from feedback_api.store.codebook_versions import add_version, known_versions
from feedback_api.store.engine import writing
from feedback_api.terms.codebooks import Codebooks, in_force
from feedback_api.terms.errors import ReleaseRefused
from feedback_api.terms.period import ReportingPeriod


def codebook_in_force(database: Engine, codebooks: Codebooks, period: ReportingPeriod, today: date) -> int:
    """Version of the codebook that counts in a quarter.

    Raises:
        ReleaseRefused: as :func:`remember_codebooks`.
        Unavailable: when the database failed.
    """
    counts_from = remember_codebooks(database, codebooks, today)
    return in_force(counts_from, period)


def remember_codebooks(
    database: Engine, codebooks: Codebooks, today: date
) -> dict[int, ReportingPeriod | None]:
    """Write down versions that are new here; from which quarter each counts.

    A version that is new to a house with an older one counts from the next quarter, or from the later
    one that its document names.

    Raises:
        ReleaseRefused: ``codebook-changed`` when a version says other things than when it was first used.
        Unavailable: when the database failed.
    """
    try:
        with writing(database) as session:
            return _remember(session, codebooks, today)
    except IntegrityError:
        # Another process that starts now wrote it first; what it wrote is ours too.
        with writing(database) as session:
            return _remember(session, codebooks, today)


def _remember(session: Session, codebooks: Codebooks, today: date) -> dict[int, ReportingPeriod | None]:
    known = dict(known_versions(session))
    coming = ReportingPeriod.of(today).next
    for edition in codebooks.editions:
        number, start = edition.codebook.version, edition.codebook.valid_from
        if number not in known:
            counts_from = max(coming, start or coming) if known else start
            add_version(session, number, edition.digest, counts_from)
            known[number] = (edition.digest, counts_from)
        elif known[number][0] != edition.digest:
            raise ReleaseRefused(
                "codebook-changed",
                f"codebook version {number} says other things than when it was first used here; "
                "give the change a new version",
            )
    return {number: counts_from for number, (_, counts_from) in known.items()}
