"""The door for what people said about a theme, in reviewers' words; public, and never anybody's own words."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from pydantic import Field
from starlette.responses import Response

from feedback_api.flows.read_paraphrases import read_paraphrases
from feedback_api.flows.read_releases import read_release
from feedback_api.terms.codebook import Theme
from feedback_api.web.answers import Answer, Label, Quarter
from feedback_api.web.problems import problem_responses
from feedback_api.web.public_answers import Period, parse_period, public
from feedback_api.web.services import Services


class ParaphraseItem(Answer):
    """What people said about a theme, in a reviewer's words; a second reviewer agreed."""

    text: Annotated[Label, Field(description="The same in Dutch and in English. Plain text: escape it.")]


class ParaphrasesAnswer(Answer):
    """Paraphrases of one theme of one release, in an order that says nothing; none is the normal case."""

    theme_id: Theme
    period: Quarter
    items: list[ParaphraseItem]


def paraphrases_router(services: Services) -> APIRouter:
    """Route of published paraphrases; no token needed."""
    router = APIRouter(tags=["Themes out"])

    @router.get(
        "/themes/{themeId}/paraphrases",
        response_model=ParaphrasesAnswer,
        summary="What people said about a theme",
        description="In reviewers' words, two of whom agreed; nobody's own words are published.",
        responses=problem_responses(400, 404, 503),
    )
    def get_paraphrases(
        request: Request,
        themeId: Annotated[Theme, Path(description="One theme of the codebook.")],  # noqa: N803  (name in the path)
        period: Period = None,
    ) -> Response:
        release = read_release(services.database, parse_period(period))
        found = read_paraphrases(services.database, release.period, themeId)
        items = [{"text": {"nl": one.texts["nl"], "en": one.texts["en"]}} for one in found]
        return public(request, {"themeId": themeId.value, "period": str(release.period), "items": items})

    return router
