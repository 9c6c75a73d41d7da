"""The results page: a frozen release as one chart and one table per group, for anyone."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.responses import RedirectResponse, Response

from feedback_api.flows.read_releases import read_release
from feedback_api.publish import query
from feedback_api.publish.chart import COLOURS, Bar, ChartWords, bar_chart
from feedback_api.publish.query import ThemeRow
from feedback_api.terms.codebook import SourceGroup
from feedback_api.terms.errors import NotReleased
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import Release
from feedback_api.web.pages import Pages
from feedback_api.web.services import Services
from feedback_api.web.texts import Texts, available_languages, negotiate


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table, in votes; an estimate of none is "too few"."""

    theme: str
    estimate: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class GroupResult:
    """One group's chart and the same numbers as rows."""

    id: SourceGroup
    chart: Markup
    rows: Sequence[Row]


def results_router(services: Services, pages: Pages) -> APIRouter:
    """Routes of the public results; every number comes from a frozen release."""
    router = APIRouter()

    @router.get("/results")
    def choose_language(request: Request) -> Response:
        language = negotiate(request.headers.get("accept-language", ""))
        return RedirectResponse(f"/results/{language}", 303, headers={"Vary": "Accept-Language"})

    @router.get("/results/{language}")
    def results(request: Request, language: str) -> Response:
        if language not in available_languages():
            chosen = negotiate(request.headers.get("accept-language", ""))
            return pages.not_found(chosen)
        try:
            release = read_release(services.database, _asked(request))
        except (NotReleased, ValueError):
            return pages.render("results.html", language, 404, path="/results/", period="", groups=[])
        texts = pages.texts(language)
        groups = [_group(release, group, texts) for group in query.groups_with_column(release)]
        return pages.render(
            "results.html", language, path="/results/", period=str(release.period), groups=groups
        )

    return router


def _asked(request: Request) -> ReportingPeriod | None:
    label = request.query_params.get("period")
    return ReportingPeriod.parse(label) if label else None


def _group(release: Release, group: SourceGroup, texts: Texts) -> GroupResult:
    rows = query.themes(release, source_group=group, limit=query.MOST_ROWS).rows
    chart = bar_chart(
        texts.text(f"group.{group}"),
        texts.text("results.chart"),
        [bar for row in rows if (bar := _bar(row, texts)) is not None],
        chart_id=f"chart-{group}",
        colour=COLOURS[group],
        too_few=[texts.text(f"theme.{row.theme}") for row in rows if row.votes.estimate is None],
        chart_words=ChartWords(_axis(texts), texts.text("results.toofew"), texts.text("results.none")),
        rtl=texts.direction == "rtl",
    )
    # The chart escapes every label itself.
    return GroupResult(group, Markup(chart), [_row(row) for row in rows])  # noqa: S704


def _axis(texts: Texts) -> str:
    return f"{texts.text('results.estimate')} · {texts.text('results.range')}"


def _bar(row: ThemeRow, texts: Texts) -> Bar | None:
    cell = row.votes
    if cell.estimate is None or cell.low is None or cell.high is None:
        return None
    return Bar(texts.text(f"theme.{row.theme}"), cell.estimate, cell.low, cell.high, cell.at_least)


def _row(row: ThemeRow) -> Row:
    return Row(row.theme, row.votes.estimate, row.votes.low, row.votes.high)
