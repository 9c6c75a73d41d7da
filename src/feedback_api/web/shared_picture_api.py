"""The door for the mission's own question: where the groups agree, where they differ, how it changes."""

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from pydantic import AfterValidator, WithJsonSchema
from pydantic_core import PydanticCustomError
from starlette.responses import Response

from feedback_api.flows.read_releases import read_release, read_releases
from feedback_api.publish.named_by_all import named_by_all
from feedback_api.publish.picture_wire import shared_picture_answer, suppression_answer, trends_answer
from feedback_api.publish.shared_picture import shared_picture
from feedback_api.publish.trends import trend
from feedback_api.terms.codebook import SourceGroup, Theme
from feedback_api.terms.errors import FieldProblem, InvalidInput
from feedback_api.terms.period import ReportingPeriod
from feedback_api.web.answers import SharedPictureAnswer, SuppressionAnswer, TrendsAnswer
from feedback_api.web.problems import problem_responses
from feedback_api.web.public_answers import Period, parse_period, public
from feedback_api.web.services import Services


def _is_date(text: str) -> str:
    """Accept a full date (RFC 3339, section 5.6) and no other form that ISO 8601 allows."""
    try:
        # Read and written again it must be the same: Python also reads 20260101 and 2026-W01-1.
        if date.fromisoformat(text).isoformat() == text:
            return text
    except ValueError:
        pass
    raise PydanticCustomError("not_a_date", "not a date")


Day = Annotated[
    str | None,
    AfterValidator(lambda text: text if text is None else _is_date(text)),
    WithJsonSchema({"type": "string", "format": "date"}),
]


def shared_picture_router(services: Services) -> APIRouter:
    """Routes that compare groups and quarters, from frozen releases alone; no token needed."""
    router = APIRouter(tags=["Shared picture"])

    @router.get(
        "/shared-picture",
        response_model=SharedPictureAnswer,
        summary="Where the groups agree and where they differ",
        description="Each theme is shared, differs or is unclear; noise and chance are both counted.",
        responses=problem_responses(400, 404, 503),
    )
    def get_shared_picture(request: Request, period: Period = None) -> Response:
        release = read_release(services.database, parse_period(period))
        answer = shared_picture_answer(shared_picture(release), named_by_all(release), release)
        return public(request, answer)

    @router.get(
        "/trends",
        response_model=TrendsAnswer,
        summary="One theme over the quarters",
        description="Votes with their 95 % interval; gaps stay gaps.",
        responses=problem_responses(400, 404, 503),
    )
    def get_trends(
        request: Request,
        theme_id: Annotated[Theme, Query(alias="themeId", description="One theme of the codebook.")],
        source_group: Annotated[
            SourceGroup | None, Query(alias="sourceGroup", description="One group; all together when absent.")
        ] = None,
        interval: Annotated[Literal["quarter"], Query(description="Only `quarter`.")] = "quarter",
        since: Annotated[Day, Query(alias="from", description="A day in the first quarter.")] = None,
        until: Annotated[Day, Query(alias="to", description="A day in the last quarter.")] = None,
    ) -> Response:
        first, last = _quarter(since), _quarter(until)
        if since is not None and until is not None and until < since:
            raise InvalidInput([FieldProblem("#query/to", "before-from")])
        points = trend(read_releases(services.database), theme_id, source_group, first, last)
        return public(request, trends_answer(theme_id, source_group, interval, points))

    @router.get(
        "/meta/suppression",
        response_model=SuppressionAnswer,
        summary="How much of a release is hidden",
        description="Cells, shown and too few, by table.",
        responses=problem_responses(400, 404, 503),
    )
    def get_suppression(request: Request, period: Period = None) -> Response:
        return public(request, suppression_answer(read_release(services.database, parse_period(period))))

    return router


def _quarter(day: str | None) -> ReportingPeriod | None:
    return None if day is None else ReportingPeriod.of(date.fromisoformat(day))
