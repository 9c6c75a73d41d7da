"""Versions of the codebook that this house has used, and the quarter that each counts from."""

from collections.abc import Mapping

from sqlmodel import Session, select

from feedback_api.store.tables import CodebookRow
from feedback_api.terms.period import ReportingPeriod


def known_versions(session: Session) -> Mapping[int, tuple[str, ReportingPeriod | None]]:
    """Digest and first quarter of each version; no quarter for the first, which counts from ever."""
    return {
        row.version: (row.digest, ReportingPeriod.parse(row.counts_from) if row.counts_from else None)
        for row in session.exec(select(CodebookRow))
    }


def add_version(session: Session, version: int, digest: str, counts_from: ReportingPeriod | None) -> None:
    """Write down a version that is used for the first time."""
    session.add(
        CodebookRow(version=version, digest=digest, counts_from=str(counts_from) if counts_from else None)
    )
    session.flush()
