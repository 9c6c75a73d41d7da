"""Report: one frozen release and what was done about it, on paper; nothing is computed from records."""

from collections.abc import Sequence

from sqlalchemy import Engine

from feedback_api.flows.read_actions import read_actions
from feedback_api.flows.read_releases import read_releases
from feedback_api.publish.charts.paper import Paper
from feedback_api.publish.report.content import Source
from feedback_api.publish.report.pdf import report_pdf
from feedback_api.terms.codebooks import Codebooks
from feedback_api.terms.errors import NotReleased
from feedback_api.terms.period import ReportingPeriod


def write_report(
    database: Engine,
    period: ReportingPeriod | None,
    codebooks: Codebooks,
    reader: tuple[str, Paper],
) -> bytes:
    """The report of a period, or of the newest release, as PDF in the reader's language.

    Raises:
        NotReleased: when there is none; says for which periods there is one.
        Unavailable: when the database failed.
    """
    every = read_releases(database)
    until = [release for release in every if period is None or release.period <= period]
    if not until or period not in (None, until[0].period):
        raise NotReleased(_none(period, [str(release.period) for release in every]))
    language, paper = reader
    codebook = codebooks.version(until[0].codebook_version)
    actions = [action for action in read_actions(database) if action.asked.period <= until[0].period]
    return report_pdf(Source(until[0], until, codebook, actions, paper, language))


def _none(period: ReportingPeriod | None, released: Sequence[str]) -> str:
    if not released:
        return "nothing was released yet; make a release first: feedback-api release"
    return f"{period} has no release; these have one: {', '.join(released)}"
