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
from feedback_api.terms.codebook import SourceGroup, Theme
from feedback_api.terms.errors import NotReleased
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import Cell, Release
from feedback_api.web.pages import Pages
from feedback_api.web.services import Services
from feedback_api.web.texts import Texts, available_languages, negotiate


@dataclass(frozen=True, slots=True)
class GroupResult:
    """One group's chart; an empty ``too few`` list keeps it short, as the table says the rest."""

    id: SourceGroup
    chart: Markup


@dataclass(frozen=True, slots=True)
class Line:
    """One theme's line of the table: its cells in the order of the groups."""

    theme: Theme
    cells: Sequence[Cell]


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
            return pages.render(
                "results.html", language, 404, path="/results/", period="", groups=[], lines=[]
            )
        texts = pages.texts(language)
        groups = query.groups_with_column(release)
        return pages.render(
            "results.html",
            language,
            path="/results/",
            period=str(release.period),
            groups=[_group(release, group, texts) for group in groups],
            lines=_lines(release, groups),
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
        chart_words=ChartWords(_axis(texts), texts.text("results.toofew"), texts.text("results.none")),
        rtl=texts.direction == "rtl",
    )
    # The chart escapes every label itself.
    return GroupResult(group, Markup(chart))  # noqa: S704


def _lines(release: Release, groups: Sequence[SourceGroup]) -> list[Line]:
    """Themes with most votes of all groups together first; each with its cell for each group."""
    columns = [
        {
            row.theme: row.votes
            for row in query.themes(release, source_group=group, limit=query.MOST_ROWS).rows
        }
        for group in groups
    ]
    order = [row.theme for row in query.themes(release, limit=query.MOST_ROWS).rows]
    return [Line(theme, [column[theme] for column in columns]) for theme in order]


def _axis(texts: Texts) -> str:
    return f"{texts.text('results.estimate')} · {texts.text('results.range')}"


def _bar(row: ThemeRow, texts: Texts) -> Bar | None:
    cell = row.votes
    if cell.estimate is None or cell.low is None or cell.high is None:
        return None
    return Bar(texts.text(f"theme.{row.theme}"), cell.estimate, cell.low, cell.high, cell.at_least)
